"""What all parts of reading a Compose file share."""

from collections.abc import Callable
from fractions import Fraction

from topology.importing.compose.interpolation import Text
from topology.importing.compose.project import Project
from topology.importing.compose.units import duration, size
from topology.importing.compose.variables import Variables
from topology.importing.documents import Documents
from topology.importing.draft import Draft, InputRef, Value
from topology.importing.names import names_secret
from topology.importing.trees import Trees
from topology.record import Record
from topology.tosca.tree import Node, Scalar, is_null

_TRUE = frozenset({"true", "y", "yes", "on", "1"})
_FALSE = frozenset({"false", "n", "no", "off", "0", ""})


class Scope(Record):
    """One reading. ``places`` leads from volumes and networks of the file to their nodes."""

    trees: Trees
    documents: Documents
    project: Project
    variables: Variables
    draft: Draft
    volumes: dict[str, str]
    networks: dict[str, str]

    def text(self, scalar: Scalar) -> Text:
        """A scalar's text with its variables taken apart; as it is written, after a finding, when that fails."""
        return self.variables.text(scalar)

    def value(self, node: Node | None, what: str, name: str = "") -> Value | None:
        """A text of the template; a variable becomes an input, a secret one where ``name`` says that it is one."""
        scalar = self.trees.scalar(node, what)
        if scalar is None:
            return None
        return self.variables.value(self.text(scalar), scalar, is_secret=names_secret(name))

    def values(self, node: Node | None, what: str) -> list[Value]:
        """A list of texts, or a single one."""
        if isinstance(node, Scalar) and not is_null(node):
            return [self.variables.value(self.text(node), node)]
        return [self.variables.value(self.text(each), each) for each in self.trees.scalars(node, what)]

    def plain(self, node: Node | None, what: str) -> str | None:
        """A text that a template has to hold as it is; variables give way to their defaults, with a finding."""
        scalar = self.trees.scalar(node, what)
        return None if scalar is None else self.variables.plain(self.text(scalar), scalar)

    def whole(self, node: Node | None, what: str) -> "int | InputRef | None":
        """A whole number, or an input that is one."""
        scalar = self.trees.scalar(node, what)
        return None if scalar is None else self.variables.whole(self.text(scalar), scalar, what)

    def truth(self, node: Node | None, what: str) -> bool:
        """Whether something is so; false where nothing is said."""
        scalar = self.trees.scalar(node, what)
        text = "" if scalar is None else self.variables.plain(self.text(scalar), scalar).lower()
        if scalar is not None and text not in _TRUE | _FALSE:
            self.trees.wrong(scalar, f"{what} has to be true or false.")
        return text in _TRUE

    def duration(self, node: Node | None, what: str) -> str | None:
        """A time as TOSCA writes it."""
        return self._measured(node, what, duration)

    def size(self, node: Node | None, what: str) -> str | None:
        """A size as TOSCA writes it."""
        return self._measured(node, what, size)

    def processors(self, node: Node | None, what: str) -> float | None:
        """A number of processors; None, after a finding, for what is not above zero."""
        text = self.plain(node, what)
        if text is None or node is None:
            return None
        try:
            number = float(Fraction(text.strip()))
        except (ValueError, ZeroDivisionError):
            number = 0.0
        if number <= 0:
            self.trees.wrong(node, f"{what} has to be a number above zero.")
            return None
        return number

    def _measured(self, node: Node | None, what: str, measure: Callable[[str], str]) -> str | None:
        text = self.plain(node, what)
        if text is None or node is None:
            return None
        try:
            return measure(text)
        except ValueError as error:
            self.trees.wrong(node, f"{what}: {error}.")
            return None
