"""The typed topology graph: immutable, with stable addresses, the one normal form of every template."""
