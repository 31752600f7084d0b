"""The fields of a native object. What nobody asks for has no counterpart in a template, and that is said."""

from collections.abc import Iterator, Mapping

from topology.importing.trees import NO_ENTRIES, Trees, is_empty
from topology.tosca.scalars import resolve
from topology.tosca.tree import Node, Scalar


class Fields:
    """A map whose keys are noted when they are read. ``what`` is what it is called in messages."""

    def __init__(self, trees: Trees, node: Node | None, what: str) -> None:
        self.node = node
        self.what = what
        self._trees = trees
        self._entries: Mapping[str, tuple[Scalar, Node]] = trees.entries(node, what) if node else NO_ENTRIES
        self._read: set[str] = set()
        self._maps: dict[str, Fields] = {}
        self._lists: dict[str, list[Fields]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def at(self, key: str) -> Node:
        """The place of a key, or of the whole where there is none."""
        found = self._entries.get(key)
        if found is not None:
            return found[0]
        assert self.node is not None
        return self.node

    def value(self, key: str) -> Node | None:
        """The value of a key, which counts as read with all that is in it."""
        self._read.add(key)
        return self._entries[key][1] if key in self._entries else None

    def text(self, key: str) -> str | None:
        """A text, or None where nothing is said."""
        scalar = self._trees.scalar(self.value(key), f"`{key}` of {self.what}")
        return None if scalar is None else scalar.text

    def whole(self, key: str) -> int | None:
        """A whole number; None, after a finding, for anything else but nothing."""
        scalar = self._trees.scalar(self.value(key), f"`{key}` of {self.what}")
        number = None if scalar is None else resolve(scalar)
        if scalar is not None and (not isinstance(number, int) or isinstance(number, bool)):
            self._trees.wrong(scalar, f"`{key}` of {self.what} has to be a whole number.")
            return None
        return number if isinstance(number, int) else None

    def truth(self, key: str) -> bool:
        """Whether something is so; false where nothing is said."""
        node = self.value(key)
        return isinstance(node, Scalar) and resolve(node) is True

    def below(self, key: str, what: str | None = None) -> "Fields":
        """A map below; its own keys have to be read too."""
        if key not in self._maps:
            self._maps[key] = Fields(self._trees, self.value(key), what or f"`{key}` of {self.what}")
        return self._maps[key]

    def each(self, key: str, what: str) -> list["Fields"]:
        """The maps of a list below."""
        if key not in self._lists:
            items = self._trees.items(self.value(key), f"`{key}` of {self.what}")
            self._lists[key] = [Fields(self._trees, item, what) for item in items]
        return self._lists[key]

    def scalars(self, key: str) -> list[Scalar]:
        """The scalars of a list below."""
        return self._trees.scalars(self.value(key), f"`{key}` of {self.what}")

    def texts(self, key: str) -> dict[str, str]:
        """A map of texts below."""
        found = {}
        for name, (_, node) in self._trees.entries(self.value(key), f"`{key}` of {self.what}").items():
            scalar = self._trees.scalar(node, f"`{name}`")
            if scalar is not None:
                found[name] = scalar.text
        return found

    def ignore(self, *keys: str) -> None:
        """Count keys as read that say nothing about the topology."""
        self._read.update(keys)

    def tell_rest(self) -> None:
        """Note each key that nobody asked for, here and below (TS871)."""
        for key, (name, node) in self._entries.items():
            if key not in self._read and not is_empty(node):
                self._trees.unsaid(name, f"`{key}` of {self.what} has no counterpart and is left out.")
        for each in (*self._maps.values(), *(item for items in self._lists.values() for item in items)):
            each.tell_rest()
