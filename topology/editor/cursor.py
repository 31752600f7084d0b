"""Where the cursor stands in the structure of a document, found by the look of the lines alone.

While somebody writes, the text is mostly no valid YAML. What a line belongs to can be told all the same from the
indentation of the lines above it, so this looks at nothing else. It never fails; where nothing can be completed, as in
a comment or a block scalar, there is no cursor.
"""

import re

from topology.editor.lines import Blocks, Line
from topology.record import ValueRecord
from topology.tosca.findings import Path

_LINE_END = re.compile("\r\n|\n|\r")


class Cursor(ValueRecord):
    """What may be written at a place.

    ``path`` leads to the node that the cursor is in. ``may_be_key``: a keyname of that node, if it is a map.
    ``may_be_value``: the node itself, as a scalar. ``word`` begins at column ``start`` and ends at column ``end``;
    ``typed`` is what of it stands before the cursor. Columns count characters from 0. ``lead`` is what must be
    written before a value: a blank after a colon. ``needs_colon``: no colon follows a key yet.
    """

    path: Path
    may_be_key: bool
    may_be_value: bool
    typed: str
    word: str
    line: int
    start: int
    end: int
    in_flow: bool = False
    lead: str = ""
    needs_colon: bool = True


def locate(text: str, line: int, column: int) -> Cursor | None:
    """The cursor at a line and column, both from 0; None where nothing can be completed."""
    lines = _LINE_END.split(text, line + 1)[: line + 1]
    if len(lines) <= line:
        return None
    blocks = Blocks()
    for above in lines[:line]:
        blocks.enter(above)
    current = lines[line]
    return _in_line(blocks, line, current[:column], current[column:])


def _in_line(blocks: Blocks, line: int, before: str, after: str) -> Cursor | None:
    if blocks.is_inside_scalar(before + after) or blocks.is_inside_quote(before + after):
        return None
    if blocks.flow is not None and blocks.continues_flow(before + after):
        return _in_flow(blocks, line, before, after, 0)
    read = Line(before)
    blocks.enter_structure(read)
    if read.key is not None:
        return _after_key(blocks, read, line, before, after)
    return _at_word(blocks, read, line, before, after)


def _at_word(blocks: Blocks, read: Line, line: int, before: str, after: str) -> Cursor | None:
    """At the beginning of a line, or behind the dash of a list's item: a key, or a value on a line of its own."""
    word = before[read.rest :]
    if word.startswith("#") or " #" in word:
        return None
    if word[:1] in ("[", "{"):
        return _in_flow(blocks, line, before, after, read.rest)
    if not read.dashes:
        blocks.leave(read.rest)
    colon = _has_colon(after)
    end = len(before) + _word_length(after)
    return Cursor(
        blocks.path,
        True,
        not colon,
        word,
        (before + after)[read.rest : end],
        line,
        read.rest,
        end,
        needs_colon=not colon,
    )


def _after_key(blocks: Blocks, read: Line, line: int, before: str, after: str) -> Cursor | None:
    """Behind a key and its colon."""
    value = before[read.rest :]
    if value.startswith("#") or " #" in value or value[:1] in ("|", ">", "&", "*", "!"):
        return None
    if value[:1] in ("[", "{"):
        return _in_flow(blocks, line, before, after, read.rest)
    lead = " " if before.endswith(":") else ""
    end = len(before) + _word_length(after)
    word = (before + after)[read.rest : end]
    return Cursor(blocks.path, False, True, value, word, line, read.rest, end, lead=lead, needs_colon=False)


def _in_flow(blocks: Blocks, line: int, before: str, after: str, start: int) -> Cursor | None:
    """Inside of brackets, which begin in this line at column ``start`` or in a line above."""
    flow = blocks.begin_flow() if start or blocks.flow is None else blocks.flow
    flow.feed(before[start:])
    if not flow.frames or flow.in_comment:
        return None
    top = flow.frames[-1]
    steps = [frame.step for frame in flow.frames[:-1]]
    is_key = top.is_map and not top.is_value
    path = (*blocks.path, *steps) if is_key else (*blocks.path, *steps, top.step)
    word = before[start + top.at :].lstrip()
    end = len(before) + _flow_word_length(after)
    needs_colon = is_key and not _has_colon(after)
    at = len(before) - len(word)
    lead = " " if before.endswith((",", ":")) else ""
    whole = (before + after)[at:end]
    return Cursor(
        path, is_key, not is_key, word, whole, line, at, end, in_flow=True, lead=lead, needs_colon=needs_colon
    )


def _has_colon(after: str) -> bool:
    rest = after[_word_length(after) :].lstrip()
    return rest.startswith(":")


def _word_length(after: str) -> int:
    """How many characters of the word are behind the cursor."""
    length = 0
    while length < len(after) and not after[length].isspace() and after[length] not in "#,":
        if after[length] == ":" and after[length + 1 : length + 2].strip() == "":
            break
        length += 1
    return length


def _flow_word_length(after: str) -> int:
    length = _word_length(after)
    ends = [found for mark in "]},[{" if 0 <= (found := after.find(mark)) < length]
    return min([length, *ends])
