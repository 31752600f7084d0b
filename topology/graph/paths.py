"""TOSCA Path: how functions of TOSCA 2.0 lead from one entity to another (10.3)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from topology.tosca.values.navigate import Key

ALL = "ALL"
KEYWORDS = frozenset({"RELATIONSHIP", "CAPABILITY", "SOURCE", "TARGET"})


class Step(NamedTuple):
    """One step: what it does, the requirement or capability that it names, and which of several by number (None: all).

    From a node: ``relationship`` of a requirement, ``capability``, ``incoming`` relationship of a capability. From a
    relationship: ``source``, ``target``, ``target_capability``, and ``sibling``, another of the same requirement.
    """

    kind: str
    name: str = ""
    number: int | None = 0


class Route(NamedTuple):
    """The steps, and the keys behind them: a property's name, and what leads into its value."""

    steps: tuple[Step, ...]
    rest: list[Key]


class PathError(Exception):
    """A path that breaks off: the number of the key, and what belongs there."""

    def __init__(self, position: int, expected: str) -> None:
        super().__init__(expected)
        self.position = position
        self.expected = expected


def parse_path(keys: Sequence[Key], *, at_node: bool) -> Route:
    """The steps that begin at a node, or else at a relationship. Raises :class:`PathError`.

    ``keys`` are what stands behind the start. What is no keyword ends the path.
    """
    reader = _Reader(keys)
    steps = tuple(reader.steps(at_node))
    return Route(steps, list(keys[reader.position :]))


class _Reader:
    def __init__(self, keys: Sequence[Key]) -> None:
        self._keys = keys
        self.position = 0

    def steps(self, at_node: bool) -> Iterator[Step]:
        while self._next() in KEYWORDS:
            step = self._node_step() if at_node else self._relationship_step()
            yield step
            if step.kind in ("capability", "target_capability"):
                return
            at_node = step.kind in ("source", "target")

    def _next(self) -> Key | None:
        return self._keys[self.position] if self.position < len(self._keys) else None

    def _node_step(self) -> Step:
        keyword = self._next()
        if keyword not in ("RELATIONSHIP", "CAPABILITY"):
            raise PathError(self.position, "`RELATIONSHIP` or `CAPABILITY` leads on from a node")
        self.position += 1
        name = self._name("a requirement" if keyword == "RELATIONSHIP" else "a capability")
        if keyword == "RELATIONSHIP":
            return Step("relationship", name, self.index())
        return Step("incoming", name, self.index()) if self._skip("RELATIONSHIP") else Step("capability", name)

    def _relationship_step(self) -> Step:
        keyword = self._next()
        self.position += 1
        if keyword == "CAPABILITY":
            return Step("sibling", "", self.index()) if self._skip("RELATIONSHIP") else Step("target_capability")
        if keyword in ("SOURCE", "TARGET"):
            return Step(str(keyword).lower())
        raise PathError(self.position - 1, "`SOURCE`, `TARGET` or `CAPABILITY` leads on from a relationship")

    def _skip(self, keyword: str) -> bool:
        found = self._next() == keyword
        self.position += found
        return found

    def _name(self, what: str) -> str:
        key = self._next()
        if not isinstance(key, str) or key in KEYWORDS:
            raise PathError(self.position, f"the name of {what} belongs here")
        self.position += 1
        return key

    def index(self) -> int | None:
        """An index, None for all; the first where none is written."""
        key = self._next()
        if key == ALL:
            self.position += 1
            return None
        if isinstance(key, int):
            if key < 0:
                raise PathError(self.position, "an index is a whole number from 0 on")
            self.position += 1
            return key
        return 0
