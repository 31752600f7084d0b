"""Assertion and condition clause, of 1.x only: Simple Profile 1.3, 3.6.24 and 3.6.25."""

from topology.tosca.findings import Path
from topology.tosca.grammar.constraint_clause import read_constraint_clause
from topology.tosca.grammar.reading import Grammar, list_of, wrong_kind
from topology.tosca.tree import MappingNode, Node, SequenceNode

SPEC = "3.6.25"


def read_condition_clause(g: Grammar, node: Node, path: Path) -> Node | None:
    """``and``, ``or``, ``not`` or ``assert`` over clauses, or attribute names with constraints; checked, not kept."""
    if not isinstance(node, MappingNode):
        wrong_kind(g, node, path, "a condition is a map", SPEC)
        return None
    for text, (_, value) in node.entries.items():
        reader = _CLAUSES if text in ("and", "or", "not", "assert") else _read_assertion
        reader(g, value, (*path, text))
    return node


def _read_assertion(g: Grammar, node: Node, path: Path) -> None:
    clauses = node.items if isinstance(node, SequenceNode) else [node]
    for index, clause in enumerate(clauses):
        read_constraint_clause(g, clause, (*path, index))


_CLAUSES = list_of(read_condition_clause)
