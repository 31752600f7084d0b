"""What an editor may ask of the language: one document, read as far as it can be. The one door to the core.

Everything else in this package asks here which entity stands at a path, which types there are, and what a type offers.
"""

import posixpath

from topology.editor.cursor import Cursor
from topology.editor.grammar import Grammared, NoFindings, Table, Written, read_grammar
from topology.editor.repair import whole
from topology.editor.tree_paths import entries_at, map_at, text_at
from topology.reading import Sources
from topology.record import Record
from topology.sources import MemorySources
from topology.tosca.dialect import BY_NAME, SIMPLE_1_3, Dialect
from topology.tosca.findings import Path
from topology.tosca.imports import Loader, SourceFile
from topology.tosca.tree import MappingNode, Node, Scalar, mapping
from topology.tosca.types.kinds import ARTIFACT, CAPABILITY, DATA, GROUP, INTERFACE, NODE, POLICY, RELATIONSHIP, Kind
from topology.tosca.types.scope import Entry, Scope, Scopes
from topology.tosca.types.types import Types


class Overlay:
    """Sources in which one file has another content than on disk: that of an editor, or a repaired one."""

    def __init__(self, name: str, content: bytes, rest: Sources) -> None:
        self._own = MemorySources({name: content})
        self._rest = rest

    def read(self, path: str) -> bytes:
        """The content of a file, as :class:`topology.reading.Sources` says."""
        try:
            return self._own.read(path)
        except FileNotFoundError:
            return self._rest.read(path)


class Analysis(Record):
    """A document with its tree, its grammar by path, and the types that it can use."""

    name: str
    text: str
    tree: MappingNode
    is_repaired: bool
    dialect: Dialect
    grammar: Grammared
    file: SourceFile | None
    scope: Scope
    types: Types

    @property
    def topology(self) -> Path:
        """The path of what holds the node templates."""
        return ("topology_template",) if self.dialect.is_simple else ("service_template",)

    def named(self, section: str) -> dict[str, tuple[Scalar, Node]]:
        """The entries of a section of the topology, such as ``node_templates``."""
        return entries_at(self.tree, (*self.topology, section))

    def table(self, path: Path) -> Table | None:
        """The keynames of the entity at a path; None where no entity is."""
        return self.grammar.tables.get(path)

    def written(self, path: Path) -> Written | None:
        """The entity and keyname by which the value at a path is read; None where it is no keyname's value."""
        return self.grammar.written.get(path)

    def text_at(self, path: Path) -> Scalar | None:
        """The scalar at a path, unless it is empty."""
        return text_at(self.tree, path)

    def type_name(self, path: Path) -> Scalar | None:
        """The name of the type of a template at a path; a copy has that of its source."""
        name = self.text_at((*path, "type"))
        source = self.text_at((*path, "copy")) if name is None else None
        return self.text_at((*path[:-1], source.text, "type")) if source is not None else name

    def entry(self, kind: Kind, name: str) -> Entry | None:
        """The declared type that a name means."""
        return self.scope.get(kind, name)


def analyse(sources: Sources, name: str, text: str, cursor: Cursor | None = None) -> Analysis | None:
    """Read a document by its name among the sources; None when nothing of it can be read.

    With a cursor, the text may be unfinished there, and the grammar is asked for the entity in which it stands.
    """
    name = posixpath.normpath(name)
    made = whole(text, name, cursor)
    if made is None:
        return None
    file, scope, types = _resolved(Overlay(name, made.text.encode("utf-8", "replace"), sources), name)
    tree = made.tree if isinstance(made.tree, MappingNode) else mapping(False, made.tree.start, made.tree.start)
    dialect = _dialect(tree)
    container = map_at(tree, cursor.path) if cursor is not None and cursor.may_be_key else None
    grammar = read_grammar(tree, dialect, container)
    return Analysis(name, made.text, tree, made.is_repaired, dialect, grammar, file, scope, types)


def _resolved(sources: Sources, name: str) -> tuple[SourceFile | None, Scope, Types]:
    findings = NoFindings()
    loader = Loader(sources, findings)
    file = loader.load_entry(name)
    if file is None:
        return None, Scope(), Types(findings, {})
    scopes = Scopes(findings)
    types = Types(findings, scopes.files)
    return file, scopes.of(file), types


def _dialect(tree: MappingNode) -> Dialect:
    version = tree.get("tosca_definitions_version")
    return BY_NAME.get(version.text, SIMPLE_1_3) if isinstance(version, Scalar) else SIMPLE_1_3


KINDS_OF_ENTITY = {
    "a node template": NODE,
    "a node type": NODE,
    "a relationship template": RELATIONSHIP,
    "a relationship type": RELATIONSHIP,
    "a requirement's relationship": RELATIONSHIP,
    "a group definition": GROUP,
    "a group type": GROUP,
    "a policy definition": POLICY,
    "a policy type": POLICY,
    "a capability type": CAPABILITY,
    "a capability definition": CAPABILITY,
    "an interface type": INTERFACE,
    "an interface definition": INTERFACE,
    "an artifact definition": ARTIFACT,
    "an artifact": ARTIFACT,
    "an artifact type": ARTIFACT,
    "a data type": DATA,
    "a property definition": DATA,
    "an attribute definition": DATA,
    "a parameter definition": DATA,
    "a schema definition": DATA,
}
"""The kind of the type that an entity is of, or that it derives from, by what the grammar calls the entity."""
