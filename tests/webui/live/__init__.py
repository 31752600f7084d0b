"""A real server on the loopback address, with a database file of its own."""
