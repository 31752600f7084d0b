"""DSL definitions, the parts of a file that other parts repeat by aliases: TOSCA 2.0, 6.3."""

from topology.tosca.findings import Path
from topology.tosca.grammar.reading import Grammar, wrong_kind
from topology.tosca.tree import MappingNode, Node, SequenceNode, span_of

_MOST = 1_000
"""So many characters of a line are looked at, for the sake of tags before an anchor."""


def read_dsl_definitions(g: Grammar, node: Node, path: Path) -> Node | None:
    """A map of definitions with an anchor each, or with anchors inside of it; one without is TS323."""
    if not isinstance(node, MappingNode):
        wrong_kind(g, node, path, "`dsl_definitions` is a map of definitions with anchors", "2.0:6.3")
        return None
    for name, (key, value) in node.entries.items():
        if not _has_anchor(g, value):
            message = f"`{name}` has no anchor, so nothing can repeat it."
            help_text = "Write an anchor, such as `&name`, before the value, or remove the entry."
            g.findings.error("TS323", message, span_of(key), (*path, name), help=help_text, spec="2.0:6.3")
    return node


def _has_anchor(g: Grammar, node: Node) -> bool:
    """Whether a node has an anchor; what an alias stands for has one at its place."""
    if _is_anchored(g, node):
        return True
    if isinstance(node, MappingNode):
        return any(_has_anchor(g, value) for _, value in node.entries.values())
    return isinstance(node, SequenceNode) and any(_has_anchor(g, item) for item in node.items)


def _is_anchored(g: Grammar, node: Node) -> bool:
    start = node.span()
    written = g.findings.written(start._replace(end_line=start.line, end_column=start.column + _MOST))
    return next((word for word in written.split() if word[0] != "!"), "").startswith("&")
