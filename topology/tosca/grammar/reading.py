"""How a table of keynames is read, and the readers that all entities share."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, TypeAlias, TypeGuard, TypeVar

from topology.diagnostics.diagnostic import Fix, Related
from topology.diagnostics.span import Span
from topology.record import Record, field, replace
from topology.tosca.call_key import CallKey
from topology.tosca.dialect import V2_0, Dialect
from topology.tosca.findings import Findings, Help, Path, is_misspelt, nearest
from topology.tosca.grammar.renamed import is_called_otherwise, successor
from topology.tosca.list_key import report_no_word
from topology.tosca.scalars import is_text, resolve
from topology.tosca.shown import kind_shown, shown_beside
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, is_null, span_of
from topology.tosca.values.version import parse_version


class Grammar(Record):
    """What reading needs: where findings go and which version's grammar holds."""

    findings: Findings
    dialect: Dialect
    tables: "dict[Keys, Mapping[str, Reader]]" = field(default_factory=dict)

    def readers(self, keys: "Keys") -> "Mapping[str, Reader]":
        """The keynames that an entity has in this version, with their readers."""
        found = self.tables.get(keys)
        if found is None:
            pairs = ((key, _in_version(reader, self.dialect.order)) for key, reader in keys.readers.items())
            found = self.tables[keys] = {key: reader for key, reader in pairs if reader is not None}
        return found


Reader: TypeAlias = Callable[[Grammar, Node, Path], Any]
NamedReader: TypeAlias = Callable[[Grammar, Scalar, Node, Path], Any]


class Versioned(Record):
    """A keyname whose reader depends on the version: pairs of the first version of each and the reader, in order."""

    readers: "tuple[tuple[int, Reader | None], ...]"


def since(version: int, reader: Reader) -> Versioned:
    """A keyname that came with a version."""
    return Versioned(((version, reader),))


def until(version: int, reader: Reader) -> Versioned:
    """A keyname that a version was the last to have."""
    return Versioned(((0, reader), (version + 1, None)))


def by_version(first: Reader, *later: "tuple[int, Reader | None]") -> Versioned:
    """A keyname that is read in another way since later versions; None takes it away."""
    return Versioned(((0, first), *later))


def _in_version(reader: "Reader | Versioned", order: int) -> Reader | None:
    if not isinstance(reader, Versioned):
        return reader
    return next((found for first, found in reversed(reader.readers) if first <= order), None)


class Keys(Record):
    """An entity's keynames with the reader of each, the keynames that must be there, and the deciding section.

    Sections are those of Simple Profile 1.3; ``topology.tosca.sections`` knows where other versions say the same.
    """

    entity: str
    spec: str
    readers: Mapping[str, Reader | Versioned]
    required: tuple[str, ...] = ()


NOTHING: Mapping[str, Any] = MappingProxyType({})
"""Stands for a map that is not written. Templates leave much out, so one serves them all."""


class Definition(Record):
    """What every named definition has: its name, its place in the tree and its path from the root."""

    name: Scalar
    node: Node
    path: Path

    @property
    def span(self) -> Span:
        """The place of the name."""
        return span_of(self.name)


def later(module: str, reader: str) -> Callable[..., Any]:
    """The reader of a section that few files have; its module is loaded when there is something to read."""

    def read(*arguments: Any) -> Any:
        return getattr(import_module(f"topology.tosca.grammar.{module}"), reader)(*arguments)

    return read


D = TypeVar("D", bound=Definition)


class Described(Definition):
    """A named definition that may be described and carry metadata."""

    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)


def fields(g: Grammar, node: Node, path: Path, keys: Keys, at: Scalar | None = None) -> dict[str, Any] | None:
    """What is written for each keyname, without those that could not be read; None if the node is no map."""
    if type(node) is not MappingNode:
        help_text = "Write `{}` for one that says nothing." if is_null(node) and not keys.required else None
        wrong_kind(g, node, path, f"{keys.entity} is a map of keynames", keys.spec, at=at, help=help_text)
        return None
    readers = g.readers(keys)
    found: dict[str, Any] = {}
    for text, (key, value) in node.entries.items():
        reader = readers.get(text)
        if reader is None:
            _unlisted(g, key, node, path, keys)
        elif (read := reader(g, value, (*path, text))) is not None:
            found[text] = read
    for text in keys.required:
        if text not in node.entries and not _is_meant(text, node, readers):
            message = f"{keys.entity} needs the keyname `{text}`."
            place = span_of(at) if at is not None else span_of(node)
            g.findings.error("TS302", _upper(message), place, path, help=f"Add `{text}:`.", spec=keys.spec)
    return found


def definition_reader(made: Callable[..., D], keys: Keys) -> Callable[[Grammar, Scalar, Node, Path], D | None]:
    """A reader of named maps of keynames, of which each becomes a record of its own."""

    def read(g: Grammar, key: Scalar, node: Node, path: Path) -> D | None:
        found = fields(g, node, path, keys, key)
        return None if found is None else made(key, node, path, **found)

    return read


def template_reader(made: Callable[..., D], keys: Keys) -> Callable[[Grammar, Scalar, Node, Path], D | None]:
    """As :func:`definition_reader`, for templates: one with ``copy`` has the type of what it copies."""
    read_whole = definition_reader(made, keys)
    read_copy = definition_reader(made, replace(keys, required=()))

    def read(g: Grammar, key: Scalar, node: Node, path: Path) -> D | None:
        is_copy = type(node) is MappingNode and "copy" in node.entries
        return (read_copy if is_copy else read_whole)(g, key, node, path)

    return read


def _is_meant(keyname: str, node: MappingNode, readers: Mapping[str, Reader]) -> bool:
    """Whether a keyname that is not written is misspelt, or written as another version calls it."""
    return is_misspelt(keyname, node.entries, readers) or is_called_otherwise(keyname, node.entries)


_OTHER_VERSION = "Another version of the language has it; `tosca_definitions_version` says which one the file is in."


def _unlisted(g: Grammar, key: Scalar, node: MappingNode, path: Path, keys: Keys) -> None:
    """Check a keyname that every entity of TOSCA 2.0 has, section 5.3; any other is TS301."""
    if g.dialect.order >= V2_0 and key.text in _COMMON:
        _COMMON[key.text](g, node.entries[key.text][1], (*path, key.text))
        return
    message = _upper(f"{keys.entity} has no keyname `{key.text}`.")
    help_text: Help = nearest(key.text, g.readers(keys), taken=node.entries)
    if key.text in keys.readers:
        message = _upper(f"{keys.entity} has no keyname `{key.text}` in {g.dialect.title}.")
        title = g.dialect.title
        help_text = successor(key.text, g.readers(keys), title, node.entries) or _OTHER_VERSION
    g.findings.error("TS301", message, span_of(key), (*path, key.text), help=help_text, spec=keys.spec)


def wrong_kind(
    g: Grammar,
    node: Node,
    path: Path,
    expected: str,
    spec: str | None,
    *,
    at: Scalar | None = None,
    help: str | None = None,  # noqa: A002 - the diagnostic's own word
) -> None:
    """Note that a node is not of the kind that the grammar asks for (TS303)."""
    place = at if at is not None and is_null(node) else node
    message = _upper(f"{expected}, but here is {shown_beside(expected, node)}.")
    g.findings.error("TS303", message, span_of(place), path, help=help, spec=spec)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def text(g: Grammar, node: Node, path: Path) -> str | None:
    """A string, such as a description."""
    if type(node) is Scalar and is_text(node):
        return node.text
    _no_string(g, node, path, f"`{path[-1]}` is a string")
    return None


def name(g: Grammar, node: Node, path: Path) -> Scalar | None:
    """The name of a type, a template or a file."""
    if type(node) is Scalar and node.text and is_text(node):
        return node
    _no_string(g, node, path, f"`{path[-1]}` is a name")
    return None


def is_word(node: Node) -> TypeGuard[Scalar]:
    """Whether a node is a name in the place of a map, as short notations have it; a number is none."""
    return type(node) is Scalar and node.text != "" and is_text(node)


def _no_string(g: Grammar, node: Node, path: Path, expected: str) -> None:
    """Note what stands in a string's place; a number or a truth value becomes a string by quotes."""
    if not isinstance(node, Scalar) or not node.text or is_null(node):
        wrong_kind(g, node, path, expected, "3.3.1")
        return
    message, place = f"{expected}, but here is {kind_shown(node)}.", span_of(node)
    fix = Fix(f"Put quotes around `{node.text}`.", place, f'"{node.text}"')
    g.findings.error("TS303", message, place, path, help="Put it in quotes.", spec="3.3.1", fix=fix)


def version(g: Grammar, node: Node, path: Path) -> str | None:
    """Section 3.3.2: a version such as ``1.0`` or ``2.3.1.beta-4``, with quotes or without (TS310)."""
    if type(node) is not Scalar or is_null(node):
        wrong_kind(g, node, path, f"`{path[-1]}` is a version", "3.3.2")
        return None
    if parse_version(node.text) is None:
        message = f"`{node.text}` is no version."
        help_text = "Write numbers with dots between them, such as `1.0` or `2.3.1`, and a qualifier if need be."
        g.findings.error("TS310", message, span_of(node), path, help=help_text, spec="3.3.2")
        return None
    return node.text


def boolean(g: Grammar, node: Node, path: Path) -> bool | None:
    """``true`` or ``false``."""
    value = resolve(node) if type(node) is Scalar else None
    if isinstance(value, bool):
        return value
    wrong_kind(g, node, path, f"`{path[-1]}` is `true` or `false`", "3.3.1")
    return None


def integer(g: Grammar, node: Node, path: Path) -> int | None:
    """A whole number."""
    value = resolve(node) if type(node) is Scalar else None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    wrong_kind(g, node, path, f"`{path[-1]}` is a whole number", "3.3.1")
    return None


def anything(g: Grammar, node: Node, path: Path) -> Node:
    """A value that a later phase reads."""
    return node


def names(g: Grammar, node: Node, path: Path) -> list[Scalar] | None:
    """A list of names."""
    return list_of(name)(g, node, path)


_SCOPES = ("internal", "external")


def scope_directives(g: Grammar, node: Node, path: Path) -> list[Scalar] | None:
    """TOSCA 2.0, 8.3 and 8.5.2: where relationships may lead or come from, in the order of preference."""
    found = names(g, node, path)
    for directive in found or ():
        if directive.text not in _SCOPES:
            message = f"There is no directive `{directive.text}` here."
            help_text = nearest(directive.text, _SCOPES)
            g.findings.warning("TS308", message, span_of(directive), path, help=help_text, spec="2.0:8.3")
    return found


_MEANT = frozenset({"template_name", "template_author", "template_version"})
"""The keys of metadata that have a meaning: Simple Profile 1.3, 3.10.3.2."""


def metadata(g: Grammar, node: Node, path: Path) -> dict[str, str] | None:
    """A map, in 1.x of strings: Simple Profile 1.3, 3.6.2; TOSCA 2.0, 5.3.1. Only scalars are kept."""
    if type(node) is not MappingNode:
        wrong_kind(g, node, path, f"`metadata` is a map{' of strings' if g.dialect.is_simple else ''}", "3.6.2")
        return None
    if g.dialect.is_simple:
        for key, (_, value) in node.entries.items():
            if key in _MEANT or not _keeps_its_look(value):
                _check_metadata(g, key, value, (*path, key))
    return {key: value.text for key, (_, value) in node.entries.items() if type(value) is Scalar}


def _check_metadata(g: Grammar, key: str, value: Node, path: Path) -> None:
    """Section 3.10.3.2: what has a meaning is a version or a string.

    Elsewhere a whole number or a truth value is taken by its look; a fraction is not, as `1.10` is 1.1 for others.
    """
    (version if key == "template_version" else text)(g, value, path)


def _keeps_its_look(value: Node) -> bool:
    return type(value) is Scalar and not is_null(value) and not isinstance(resolve(value), float)


_COMMON: Mapping[str, Reader] = {"description": text, "metadata": metadata}


def list_of(reader: Reader) -> Callable[[Grammar, Node, Path], list[Any] | None]:
    """A reader of lists whose items ``reader`` reads."""

    def read(g: Grammar, node: Node, path: Path) -> list[Any] | None:
        if type(node) is not SequenceNode:
            wrong_kind(g, node, path, f"`{path[-1]}` is a list", None)
            return None
        found = (reader(g, item, (*path, index)) for index, item in enumerate(node.items))
        return [item for item in found if item is not None]

    return read


def map_of(reader: NamedReader) -> Callable[[Grammar, Node, Path], dict[str, Any] | None]:
    """A reader of maps whose named entries ``reader`` reads."""

    def read(g: Grammar, node: Node, path: Path) -> dict[str, Any] | None:
        if type(node) is not MappingNode:
            wrong_kind(g, node, path, f"`{path[-1]}` is a map", None)
            return None
        found: dict[str, Any] = {}
        for text_, (key, value) in node.entries.items():
            if not text_:
                g.findings.error("TS303", "A name is missing.", span_of(key), path, help="Write one.", spec="3.1.3.1")
                continue
            if type(key) is CallKey:
                report_no_word(key, g.findings)
                continue
            item = reader(g, key, value, (*path, text_))
            if item is not None:
                found[text_] = item
        return found

    return read


def named_list_of(reader: NamedReader) -> Callable[[Grammar, Node, Path], list[Any] | None]:
    """A reader of lists of maps with one entry each, as requirements and policies are written."""

    def read_item(g: Grammar, node: Node, path: Path) -> Any:
        if type(node) is not MappingNode or len(node.entries) != 1:
            wrong_kind(g, node, path, f"each item of `{path[-2]}` is a map with one name", None)
            return None
        ((text_, (key, value)),) = node.entries.items()
        return reader(g, key, value, (*path, text_))

    return list_of(read_item)


def unique_list_of(reader: NamedReader) -> Callable[[Grammar, Node, Path], list[Any] | None]:
    """As ``named_list_of``, for names that TOSCA 2.0 allows only once (6.9.1 and 8.4); the second is TS312."""
    read_list = named_list_of(reader)

    def read(g: Grammar, node: Node, path: Path) -> list[Any] | None:
        found = read_list(g, node, path)
        if found is not None and not g.dialect.is_simple:
            _check_unique(g, found)
        return found

    return read


def _check_unique(g: Grammar, found: list[Any]) -> None:
    first: dict[str, Definition] = {}
    for definition in found:
        name_ = definition.name.text
        if first.setdefault(name_, definition) is not definition:
            message = f"The name `{name_}` is given twice in this list."
            related = (Related("First given here.", first[name_].span),)
            help_text = "Remove one of the two, or rename it."
            g.findings.error(
                "TS312", message, definition.span, definition.path, help=help_text, spec="3.1.3.1", related=related
            )


def assignments(g: Grammar, node: Node, path: Path) -> dict[str, tuple[Scalar, Node]] | None:
    """Sections 3.6.11 and 3.6.13: values by name; what a value must be is known when the types are."""
    if type(node) is MappingNode:
        return node.entries
    wrong_kind(g, node, path, f"`{path[-1]}` is a map of values", "3.6.11")
    return None


def attribute_assignments(g: Grammar, node: Node, path: Path) -> dict[str, tuple[Scalar, Node]] | None:
    """Section 3.6.13: values by name; each a value, or in 1.x a map of a description and the value."""
    found = assignments(g, node, path)
    if found is None or not g.dialect.is_simple:
        return found
    return {text: (key, _value_in(value)) for text, (key, value) in found.items()}


def _value_in(node: Node) -> Node:
    if type(node) is MappingNode and "value" in node.entries and node.entries.keys() <= {"value", "description"}:
        return node.entries["value"][1]
    return node


def read_attribute_mapping(g: Grammar, node: Node, path: Path) -> Node | None:
    """Where an output is stored, a list of names: Simple Profile 1.3, 3.6.15; TOSCA 2.0, 9.9."""
    if type(node) is SequenceNode and len(node.items) >= 2:
        return node
    wrong_kind(g, node, path, "an attribute mapping is a list such as `[ SELF, attribute ]`", "3.6.15")
    return None


def count(g: Grammar, node: Node, path: Path) -> Node | None:
    """TOSCA 2.0, 7.2 and 8.5.1: a whole number that is not negative, or a function that gives one."""
    if type(node) is MappingNode or (type(node) is Scalar and (node.text[:1] == "$" or is_count(resolve(node)))):
        return node
    wrong_kind(g, node, path, f"`{path[-1]}` is a whole number that is not negative", "2.0:7.2")
    return None


UNBOUNDED = "UNBOUNDED"


def occurrences(g: Grammar, node: Node, path: Path) -> tuple[int, int | None] | None:
    """Section 3.3.3: a range of whole numbers; None as the upper bound stands for UNBOUNDED."""
    items = node.items if type(node) is SequenceNode else []
    values = [resolve(item) if type(item) is Scalar else None for item in items]
    if len(values) == 2 and is_count(values[0]) and (is_count(values[1]) or values[1] == UNBOUNDED):
        lower, upper = values
        if upper == UNBOUNDED or int(str(upper)) >= int(str(lower)):
            return int(str(lower)), None if upper == UNBOUNDED else int(str(upper))
    expected = f"`{path[-1]}` is a list of two whole numbers, the smaller one first; the second may be `UNBOUNDED`"
    wrong_kind(g, node, path, expected, "3.3.3")
    return None


def is_count(value: object) -> bool:
    """Whether a value is a whole number that is not negative."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
