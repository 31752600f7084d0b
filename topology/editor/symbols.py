"""The outline of a file: its types, and the parts of its topology."""

from topology.diagnostics.span import Span
from topology.editor.analysis import Analysis
from topology.editor.targets import KINDS_BY_SECTION
from topology.editor.tree_paths import entries_at
from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, span_of

_SECTIONS = (
    "inputs",
    "node_templates",
    "relationship_templates",
    "groups",
    "policies",
    "outputs",
    "substitution_mappings",
    "workflows",
)


class Symbol(Record):
    """An entry of the outline: ``section`` says what it is, ``span`` is all of it and ``name_span`` its name."""

    name: str
    section: str
    span: Span
    name_span: Span
    detail: str = ""
    children: "list[Symbol]" = field(default_factory=list)


def outline(analysis: Analysis) -> list[Symbol]:
    """The sections of a file that hold definitions, with these as children."""
    found = [_section(analysis, (section,)) for section in (*KINDS_BY_SECTION, "repositories")]
    found += [_section(analysis, (*analysis.topology, section)) for section in _SECTIONS]
    return sorted((symbol for symbol in found if symbol is not None), key=lambda symbol: symbol.span)


def _section(analysis: Analysis, path: Path) -> Symbol | None:
    entry = entries_at(analysis.tree, path[:-1]).get(str(path[-1]))
    if entry is None:
        return None
    section = str(path[-1])
    symbol = _symbol(section, "section", *entry)
    if section != "substitution_mappings":
        symbol.children = [
            _symbol(name, section, key, value, _detail(value)) for name, (key, value) in _entries(entry[1])
        ]
    return symbol


def _symbol(name: str, section: str, key: Scalar, value: Node, detail: str = "") -> Symbol:
    name_span = span_of(key)
    end = max(_end(value), (name_span.end_line, name_span.end_column))
    return Symbol(name, section, name_span._replace(end_line=end[0], end_column=end[1]), name_span, detail)


def _entries(node: Node) -> list[tuple[str, tuple[Scalar, Node]]]:
    """The entries of a map, or of a list of maps with one entry each."""
    if isinstance(node, MappingNode):
        return list(node.entries.items())
    items = node.items if isinstance(node, SequenceNode) else []
    return [entry for item in items if isinstance(item, MappingNode) for entry in item.entries.items()]


def _detail(node: Node) -> str:
    for keyname in ("type", "derived_from"):
        value = node.get(keyname) if isinstance(node, MappingNode) else None
        if isinstance(value, Scalar):
            return value.text
    return ""


def _end(node: Node) -> tuple[int, int]:
    """Where the last scalar or bracket of a node ends, from 1; an alias ends where its anchor's node does."""
    while not isinstance(node, Scalar) and not node.flow:
        last = list(node.entries.values())[-1:] if isinstance(node, MappingNode) else node.items[-1:]
        if not last:
            break
        node = last[0][1] if isinstance(last[0], tuple) else last[0]
    return node.end.line + 1, node.end.column + 1
