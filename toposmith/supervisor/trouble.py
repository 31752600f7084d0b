"""Reasons not to start, each a sentence that says what to do."""

import errno


class CannotStart(Exception):
    """``toposmith up`` cannot go on; the message is for the person at the terminal."""


def explain(error: OSError) -> CannotStart:
    """The sentence for a failed write or read in the home folder."""
    place = error.filename or "the home folder"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CannotStart(f"The disk is full: {place} could not be written. Free some space and start again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return CannotStart(
            f"{place} cannot be written by this user ({error.strerror}). "
            "Make it yours, or choose another folder with TOPOSMITH_HOME."
        )
    return CannotStart(f"{place}: {error.strerror or error}")
