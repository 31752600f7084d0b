"""The language server: the protocol over pygls, and a child process that does all reading under limits."""
