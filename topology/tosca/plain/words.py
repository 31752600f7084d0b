"""What words of the plain subset look like, and what is beyond it."""

import re

IN_WORD = "A-Za-z0-9_./$"
"""What words are made of, as a part of a set of characters; a pattern finds these faster than ``\\w``."""

KEY = rf"[A-Za-z_][{IN_WORD}-]{{0,200}}(?::[{IN_WORD}-]{{1,200}}){{0,3}}"
"""A key without quotes."""

_NO_COMMENT = re.compile(r" *(?:(?<= )#.*)?")


class BeyondError(Exception):
    """The document is beyond the subset."""


def end_line(line: str, at: int) -> None:
    """Make sure that nothing but a comment follows. Raises :class:`BeyondError`."""
    if at < len(line) and not _NO_COMMENT.fullmatch(line, at):
        raise BeyondError
