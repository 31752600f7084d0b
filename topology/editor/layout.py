"""How far each line of a YAML text is indented, and how far it should be: two blanks for each level, lists too.

The tokens of the YAML parser say what a line begins with; nothing is guessed. Lines that begin no entry go where the
line goes that they belong to. Source: YAML 1.2.2, chapters 8 and 7.4.
"""

import io
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.tokens import (
    BlockEndToken,
    BlockEntryToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    DocumentEndToken,
    DocumentStartToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    KeyToken,
    ScalarToken,
    StreamEndToken,
    StreamStartToken,
    ValueToken,
)

from topology.record import Record, field

INDENT = 2

_BLOCK_STARTS = (BlockMappingStartToken, BlockSequenceStartToken)
_FLOW_STARTS = (FlowMappingStartToken, FlowSequenceStartToken)
_FLOW_ENDS = (FlowMappingEndToken, FlowSequenceEndToken)
_SILENT = (StreamStartToken, StreamEndToken, BlockEndToken)


class Block(Record):
    """An open block collection: its column as written, and as it shall be; ``dash`` is the line of its last dash."""

    old: int
    new: int
    is_list: bool
    is_bare: bool = False
    dash: int = -1


class Layout(Record):
    """By number of line, from 0: the column of what the line begins with, and the dashes on it, as they shall be.

    ``shifts`` says for lines of scalars and brackets how far they move; ``fixed`` are lines whose end is content.
    """

    columns: dict[int, int] = field(default_factory=dict)
    dashes: dict[int, list[int]] = field(default_factory=dict)
    shifts: dict[int, int] = field(default_factory=dict)
    fixed: set[int] = field(default_factory=set)


def layout_of(text: str) -> Layout | None:
    """The layout of a text; None for a text that is no YAML."""
    parser = CParser(io.BytesIO(text.encode("utf-8", "surrogatepass")))
    reader = _Reader(text.split("\n"))
    try:
        while True:
            token: Any = parser.get_token()
            if token is None or isinstance(token, StreamEndToken):
                return reader.layout
            reader.take(token)
    except yaml.YAMLError:
        return None
    finally:
        parser.dispose()


class _Reader:
    """Follows the tokens of one text."""

    def __init__(self, lines: list[str]) -> None:
        self.layout = Layout()
        self._lines = lines
        self._blocks: list[Block] = []
        self._flows = 0
        self._flow_shift = 0
        self._last_line = -1

    def take(self, token: Any) -> None:
        """Note what a token says about its lines."""
        if isinstance(token, _SILENT):
            if isinstance(token, BlockEndToken):
                self._end_block()
            return
        line, column = token.start_mark.line, token.start_mark.column
        if isinstance(token, _BLOCK_STARTS) and not self._flows:
            self._begin_block(token, column)
            return
        if isinstance(token, DocumentStartToken | DocumentEndToken):
            self._blocks.clear()
        elif isinstance(token, BlockEntryToken) and not self._flows:
            self._dash(line, column)
        else:
            self._other(token, line)
        self._last_line = max(self._last_line, token.end_mark.line if not _is_block_scalar(token) else line)

    def _begin_block(self, token: Any, column: int) -> None:
        top = self._blocks[-1] if self._blocks else None
        new = 0 if top is None else top.new + INDENT
        self._blocks.append(Block(column, new, isinstance(token, BlockSequenceStartToken)))

    def _end_block(self) -> None:
        if self._blocks and self._blocks[-1].is_bare:
            self._blocks.pop()
        if self._blocks:
            self._blocks.pop()

    def _dash(self, line: int, column: int) -> None:
        """A dash; a list at the column of the key that it belongs to has no beginning of its own."""
        top = self._blocks[-1]
        if not top.is_list:
            top = Block(column, top.new + INDENT, True, is_bare=True)
            self._blocks.append(top)
        top.dash = line
        self.layout.dashes.setdefault(line, []).append(column)
        if line > self._last_line:
            self.layout.columns[line] = top.new

    def _other(self, token: Any, line: int) -> None:
        """A key, a scalar, a bracket, an anchor and so on."""
        if isinstance(token, KeyToken) and self._blocks and self._blocks[-1].is_bare and not self._flows:
            self._blocks.pop()
        if line > self._last_line:
            self._first(token, line)
        if isinstance(token, _FLOW_STARTS):
            if not self._flows:
                self._flow_shift = self._shift(line)
            self._flows += 1
        elif isinstance(token, _FLOW_ENDS):
            self._flows -= 1
        elif isinstance(token, ScalarToken):
            self._scalar(token)

    def _first(self, token: Any, line: int) -> None:
        """What stands first on its line: an entry of a block, or something that goes where its owner goes."""
        if self._flows:
            self.layout.shifts[line] = self._flow_shift
        elif not self._blocks:
            self.layout.shifts[line] = 0
        elif isinstance(token, KeyToken | ValueToken):
            self.layout.columns[line] = self._blocks[-1].new
        else:
            self.layout.shifts[line] = self._blocks[-1].new + INDENT - token.start_mark.column

    def _shift(self, line: int) -> int:
        """How far the further lines go of what begins on a line: as far as it does, or the block that it stands in."""
        if line in self.layout.shifts:
            return self.layout.shifts[line]
        return self._blocks[-1].new - self._blocks[-1].old if self._blocks else 0

    def _scalar(self, token: Any) -> None:
        """The further lines of a scalar move as it does, and their ends are content."""
        start, end = token.start_mark.line, token.end_mark.line
        if _is_block_scalar(token):
            end = self._end_of_block_scalar(start, end)
        shift = self._flow_shift if self._flows else self._shift(start)
        for line in range(start + 1, end + 1):
            self.layout.shifts[line] = shift
        self.layout.fixed.update(range(start, end + 1) if end > start else ())

    def _end_of_block_scalar(self, start: int, end: int) -> int:
        """The last line of a block scalar's content; the parser's mark stands where the next token begins."""
        parent = self._blocks[-1].old if self._blocks else -1
        last = start
        for line in range(start + 1, min(end + 1, len(self._lines))):
            text = self._lines[line]
            if text.strip() and len(text) - len(text.lstrip(" ")) <= parent:
                break
            last = line
        return last


def _is_block_scalar(token: Any) -> bool:
    return isinstance(token, ScalarToken) and token.style in ("|", ">")
