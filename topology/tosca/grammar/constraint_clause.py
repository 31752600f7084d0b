"""Section 3.6.3: constraint clause."""

from topology.record import Record
from topology.tosca.findings import Path, nearest
from topology.tosca.grammar.reading import Grammar, wrong_kind
from topology.tosca.tree import MappingNode, Node, Scalar, is_null, span_of

SPEC = "3.6.3"

OPERATORS = frozenset(
    {
        "equal",
        "greater_than",
        "greater_or_equal",
        "less_than",
        "less_or_equal",
        "in_range",
        "valid_values",
        "length",
        "min_length",
        "max_length",
        "pattern",
        "schema",
    }
)


class ConstraintClause(Record):
    """One operator with its operand; the operand fits the constrained type, which a later phase checks."""

    operator: str
    operand: Node
    at: Scalar | None
    path: Path


def read_constraint_clause(g: Grammar, node: Node, path: Path) -> ConstraintClause | None:
    """A map of one operator to its operand; a mere scalar stands for ``equal``. Unknown operators are TS510."""
    if isinstance(node, Scalar) and not is_null(node):
        return ConstraintClause("equal", node, None, path)
    if not isinstance(node, MappingNode) or len(node.entries) != 1:
        wrong_kind(g, node, path, "a constraint is a map of one operator to its value", SPEC)
        return None
    ((operator, (key, operand)),) = node.entries.items()
    if operator not in OPERATORS:
        message = f"There is no constraint `{operator}`."
        g.findings.error(
            "TS510", message, span_of(key), (*path, operator), help=nearest(operator, OPERATORS), spec=SPEC
        )
        return None
    return ConstraintClause(operator, operand, key, (*path, operator))
