"""Block scalars: the lines behind ``|``, ``|-``, ``>`` or ``>-``."""

from collections.abc import Sequence

from topology.tosca.plain.words import BeyondError
from topology.tosca.tree import Scalar, scalar


def read_block_scalar(lines: Sequence[str], file: str, number: int, at: int, column: int) -> tuple[Scalar, int]:
    """The scalar whose header stands in line ``number`` at ``at``, and the number of the first line behind it.

    ``column`` is that of the mapping which the scalar is a value of.
    """
    header = lines[number][at:]
    if header not in ("|", "|-", ">", ">-"):
        raise BeyondError
    content, following = _content(lines, number + 1, column)
    while content and not content[-1]:
        content.pop()
    text = "\n".join(content) if header[0] == "|" else _folded(content)
    text += "" if header[1:] else "\n"
    return scalar(text, False, (file, number, at), (file, following, 0)), following


def _folded(content: Sequence[str]) -> str:
    """Lines joined by blanks, except where blank lines are between them; lines that are indented more are beyond."""
    parts: list[str] = []
    for line in content:
        if line[:1] == " " or not (line or parts):
            raise BeyondError
        if parts and parts[-1] != "\n" and line:
            parts.append(" ")
        parts.append(line or "\n")
    return "".join(parts)


def _content(lines: Sequence[str], first: int, column: int) -> tuple[list[str], int]:
    """The lines without their indentation. Where their end is no matter of indentation alone, they are beyond."""
    content: list[str] = []
    indent = 0
    for number in range(first, len(lines)):
        line = lines[number]
        width = len(line) - len(line.lstrip(" "))
        if width == len(line):
            if not indent and width:
                raise BeyondError
            content.append(line[indent:] if indent else "")
            continue
        if width <= column and indent:
            return content, number
        if width <= column or width < indent:
            raise BeyondError
        indent = indent or width
        content.append(line[indent:])
    raise BeyondError
