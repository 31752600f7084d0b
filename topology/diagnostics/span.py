"""A place in a file."""

from typing import NamedTuple


class Span(NamedTuple):
    """A range of characters in one file; lines and columns count from 1 and the end is exclusive.

    ``file`` is relative to the template's root folder, with ``/`` between its parts.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def start_of(cls, file: str) -> "Span":
        """The very beginning of a file, for findings that concern the file as a whole."""
        return cls(file, 1, 1, 1, 1)
