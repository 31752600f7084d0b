"""What the grammar says at each path of a document, learned by reading the document with the grammar itself.

So this holds for every version and needs no second description of the language: a grammar that remembers which table
of keynames it was asked for, and what was read by which keyname.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from topology.record import Record, field
from topology.tosca.dialect import Dialect
from topology.tosca.findings import Findings, Path
from topology.tosca.grammar.reading import Grammar, Keys, Reader
from topology.tosca.grammar.service_template import read_service_template
from topology.tosca.tree import MappingNode, Node, scalar

_PROBE = "\0"
"""A keyname that no entity has. Put into a map, it makes the grammar name the map's table."""

_TELLING = "type"
"""Some entities are told from plain values by what is written in them; they all have this keyname."""


class NoFindings(Findings):
    """Forgets what is wrong: an editor's questions are about what is right."""

    def error(self, *found: Any, **parts: Any) -> None:
        """Forget an error."""

    def warning(self, *found: Any, **parts: Any) -> None:
        """Forget a warning."""


class Written(Record):
    """A value that was read by a keyname of an entity."""

    entity: str
    keyname: str
    node: Node


class Grammared(Record):
    """By path: the keynames of each entity, and the values that keynames have."""

    tables: dict[Path, "Table"] = field(default_factory=dict)
    written: dict[Path, Written] = field(default_factory=dict)


class Table(Record):
    """The keynames of an entity in the version of the file."""

    entity: str
    spec: str
    readers: Mapping[str, Reader]
    required: tuple[str, ...]


class _Recorder(Grammar):
    found: Grammared = field(default_factory=Grammared)

    def readers(self, keys: Keys) -> Mapping[str, Reader]:
        plain = super().readers(keys)
        table = Table(keys.entity, keys.spec, plain, keys.required)
        return _Recording(table, self.found)


class _Recording(Mapping[str, Reader]):
    """The readers of a table, each of which notes where it is used."""

    def __init__(self, table: Table, found: Grammared) -> None:
        self._table = table
        self._found = found

    def __getitem__(self, keyname: str) -> Reader:
        return self._noting(keyname, self._table.readers[keyname])

    def __contains__(self, keyname: object) -> bool:
        return keyname == _PROBE or keyname in self._table.readers

    def get(self, keyname: str, default: Any = None) -> Any:
        if keyname == _PROBE:
            return self._noting(keyname, lambda g, node, path: None)
        reader = self._table.readers.get(keyname)
        return default if reader is None else self._noting(keyname, reader)

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.readers)

    def __len__(self) -> int:
        return len(self._table.readers)

    def _noting(self, keyname: str, reader: Reader) -> Callable[[Grammar, Node, Path], Any]:
        def read(g: Grammar, node: Node, path: Path) -> Any:
            self._found.tables[path[:-1]] = self._table
            if keyname != _PROBE:
                self._found.written[path] = Written(self._table.entity, keyname, node)
            return reader(g, node, path)

        return read


def read_grammar(tree: Node, dialect: Dialect, at: MappingNode | None = None) -> Grammared:
    """Read a document's tree. The map ``at`` is asked for its table though it may be empty."""
    probed = _probe(at) if at is not None else []
    recorder = _Recorder(NoFindings(), dialect)
    try:
        read_service_template(recorder, tree)
    finally:
        for key in probed:
            assert at is not None
            del at.entries[key]
    return recorder.found


def _probe(at: MappingNode) -> list[str]:
    added = [key for key in (_PROBE, _TELLING) if key not in at.entries]
    for key in added:
        at.entries[key] = scalar(key, True, at.start, at.start), scalar("", True, at.start, at.start)
    return added
