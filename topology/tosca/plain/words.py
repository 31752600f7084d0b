"""What words of the plain subset look like, and what is beyond it."""

import re

KEY = r"[A-Za-z_][\w./$-]{0,200}(?::[\w./$-]{1,200}){0,3}"
"""A key without quotes; all its characters are ASCII."""

_NO_COMMENT = re.compile(r" *(?:(?<= )#.*)?")


class BeyondError(Exception):
    """The document is beyond the subset."""


def end_line(line: str, at: int) -> None:
    """Make sure that nothing but a comment follows. Raises :class:`BeyondError`."""
    if at < len(line) and not _NO_COMMENT.fullmatch(line, at):
        raise BeyondError
