"""Validation clause: TOSCA 2.0, 9.10."""

from topology.record import Record
from topology.tosca.findings import Path
from topology.tosca.grammar.reading import Grammar, wrong_kind
from topology.tosca.tree import MappingNode, Node, Scalar, is_null

SPEC = "2.0:9.10"


class ValidationClause(Record):
    """A Boolean expression over ``$value``. Which functions it calls, and with what, a later phase checks."""

    node: Node
    path: Path


def read_validation_clause(g: Grammar, node: Node, path: Path) -> ValidationClause | None:
    """A call of a function, or a mere ``true`` or ``false``."""
    if (isinstance(node, Scalar) and not is_null(node)) or (isinstance(node, MappingNode) and len(node.entries) == 1):
        return ValidationClause(node, path)
    wrong_kind(g, node, path, "a validation clause is a call of a function, such as `{ $equal: [ $value, 1 ] }`", SPEC)
    return None
