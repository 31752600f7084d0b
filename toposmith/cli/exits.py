"""Exit statuses, and the error that ends a command with a sentence."""

from enum import IntEnum


class Exit(IntEnum):
    """What the exit status of the command means."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    FAULT = 3


class CommandError(Exception):
    """Wrong use or unreadable input: the message is a clause for the user, the exit status is 2."""
