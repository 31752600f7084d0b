"""A command line taken apart into arguments, as Compose does it: without a shell."""

from topology.importing.compose.interpolation import Text, Variable, text_of

_CUTS = frozenset(";&|<>()")


def words(text: str | Text) -> list[Text]:
    """The arguments of a command line. Raises ``ValueError`` with a clause.

    Quotes group; a backslash takes the next character as it is, but inside single quotes. A variable is never taken
    apart.
    """
    splitter = _Splitter()
    for part in text.parts if isinstance(text, Text) else (text,):
        if isinstance(part, Variable):
            splitter.add(part)
        else:
            for character in part:
                splitter.take(character)
    return splitter.end()


class _Splitter:
    def __init__(self) -> None:
        self._found: list[Text] = []
        self._word: list[str | Variable] | None = None
        self._quote = ""
        self._is_escaped = False

    def add(self, part: str | Variable) -> None:
        self._word = [*(self._word or []), part]

    def take(self, character: str) -> None:
        if self._is_escaped:
            self._is_escaped = False
            self.add(character)
        elif character == "\\" and self._quote != "'":
            self._is_escaped = True
        elif self._quote:
            self._in_quotes(character)
        else:
            self._outside(character)

    def end(self) -> list[Text]:
        if self._quote or self._is_escaped:
            raise ValueError("a quote, or a backslash, stands alone")
        self._close()
        return self._found

    def _in_quotes(self, character: str) -> None:
        if character == self._quote:
            self._quote = ""
            if character != "`":
                return
        self.add(character)

    def _outside(self, character: str) -> None:
        if character in "\"'":
            self._quote = character
            self.add("")
        elif character.isspace():
            self._close()
        elif character in _CUTS:
            raise ValueError(f"there is no shell to understand `{character}`")
        else:
            self._quote = "`" if character == "`" else ""
            self.add(character)

    def _close(self) -> None:
        if self._word is not None:
            self._found.append(text_of(self._word))
        self._word = None
