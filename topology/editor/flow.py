"""Where one stands inside of brackets: a scanner of flow collections that forgives what is not finished.

Source: YAML 1.2.2, section 7.4.
"""

import re

from topology.record import Record

Step = str | int

_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)"""
    r"""|(?P<comment>(?:(?<=\s)|^)\#.*)"""
    r"""|(?P<mark>[\[\]{},]|:(?=[\s,\[\]{}]|$))"""
    r"""|(?P<blank>\s+)"""
    r"""|(?P<plain>(?:[^\s,\[\]{}:"'#]|:(?![\s,\[\]{}]|$)|(?<=\S)["'#])+)"""
    r"""|(?P<other>.)""",
    re.DOTALL,
)


class Frame(Record):
    """An open bracket: the key that a map has come to, or the number of a list's item, and the word being written.

    ``at`` is where the word begins in the line that was fed last; ``is_value`` tells that a map's key is complete,
    ``is_bare`` that the map is one of a single entry in a list, which needs no brackets.
    """

    is_map: bool
    index: int = 0
    key: str = ""
    word: str = ""
    at: int = 0
    is_value: bool = False
    is_bare: bool = False

    @property
    def step(self) -> Step:
        """The key or the index that leads to what is written now."""
        return self.key if self.is_map else self.index


class Flow:
    """The open brackets after what was fed; no frame is left when the outermost bracket is closed."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.in_comment = False

    def feed(self, text: str) -> bool:
        """Take a line, or its part up to the cursor, and tell whether brackets are open after it."""
        for frame in self.frames:
            frame.at = 0
        self.in_comment = False
        for token in _TOKEN.finditer(text):
            if token.lastgroup == "mark":
                self._mark(token.group(), token.start())
            elif token.lastgroup == "comment":
                self.in_comment = True
            elif token.lastgroup != "blank" and self.frames:
                self._word(token)
            if not self.frames:
                return False
        return True

    def _word(self, token: "re.Match[str]") -> None:
        frame = self.frames[-1]
        if not frame.word:
            frame.at = token.start()
            frame.word = token.group()
        else:
            frame.word += f" {token.group()}" if frame.word[-1:] not in "\"'" else token.group()

    def _mark(self, mark: str, at: int) -> None:
        if mark in "[{":
            self.frames.append(Frame(mark == "{", at=at + 1))
        elif self.frames and mark == ":":
            self._colon(at)
        elif self.frames:
            if self.frames[-1].is_bare:
                self.frames.pop()
            top = self.frames.pop()
            if mark == ",":
                self.frames.append(Frame(top.is_map, index=top.index + 1, at=at + 1))
            elif self.frames:
                self.frames[-1].word = "…"

    def _colon(self, at: int) -> None:
        top = self.frames[-1]
        if top.is_value:
            return
        value = Frame(True, key=unquoted(top.word), at=at + 1, is_value=True, is_bare=not top.is_map)
        if top.is_map:
            self.frames.pop()
        self.frames.append(value)


def unquoted(word: str) -> str:
    """A word without its quotes; escapes are left, since no name that is looked for has any."""
    word = word.strip()
    if word[:1] in ("'", '"'):
        return word[1:].removesuffix(word[0])
    return word
