"""Files of environment variables: `.env` and those that `env_file` names.

Source: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
"""

import re
from collections.abc import Iterator

from topology.importing.compose.interpolation import Text, interpolated, text_of
from topology.record import ValueRecord

_HEAD = re.compile(r"[ \t]*(?:export[ \t]+)?([A-Za-z0-9_.\[\]-]+)[ \t]*(?:([=:])[ \t]*)?", re.ASCII)
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_SINGLE = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "$": "$$"}


class EnvLine(ValueRecord):
    """A variable with its text, None where the line holds but its name. Line and column of the name count from 0."""

    name: str
    text: Text | None
    line: int
    start: int


class EnvError(ValueError):
    """What is wrong with a line; ``line`` counts from 0."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def parse_env(content: str) -> list[EnvLine]:
    """The variables of a file in its order. Raises :class:`EnvError`."""
    return list(_lines(content.replace("\r\n", "\n")))


def _lines(content: str) -> Iterator[EnvLine]:
    at = 0
    while at < len(content):
        end = content.find("\n", at)
        end = len(content) if end < 0 else end
        line = content[at:end].strip()
        if line and not line.startswith("#"):
            found, end = _variable(content, at, end)
            yield found
        at = end + 1


def _variable(content: str, at: int, end: int) -> tuple[EnvLine, int]:
    number = content.count("\n", 0, at)
    head = _HEAD.match(content, at, end)
    if head is None or (head[2] is None and head.end() < len(content[:end].rstrip())):
        raise EnvError(number, "a line has the form NAME=VALUE")
    start = head.start(1) - at
    if head[2] is None:
        return EnvLine(head[1], None, number, start), end
    try:
        text, end = _value(content, head.end(), end)
    except ValueError as error:
        raise EnvError(number, str(error)) from error
    return EnvLine(head[1], text, number, start), end


def _value(content: str, at: int, end: int) -> tuple[Text, int]:
    """The text that begins at a place, and the end of its line; a quoted one may go over several lines."""
    first = content[at:end][:1]
    quoted = {'"': _DOUBLE, "'": _SINGLE}.get(first)
    if quoted is None:
        return interpolated(_COMMENT.sub("", content[at:end]).strip()), end
    found = quoted.match(content, at)
    if found is None:
        raise ValueError("a quote is not closed")
    line_end = content.find("\n", found.end())
    line_end = len(content) if line_end < 0 else line_end
    if first == "'":
        return text_of([found[1].replace("\\'", "'")]), line_end
    return interpolated(_ESCAPED.sub(lambda each: _ESCAPES.get(each[1], each[1]), found[1])), line_end
