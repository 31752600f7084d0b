"""Section 3.6.3.3: the operands of constraints, read as the type that they constrain."""

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from topology.tosca.findings import Findings, Path
from topology.tosca.grammar.constraint_clause import ConstraintClause
from topology.tosca.grammar.reading import UNBOUNDED
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, span_of
from topology.tosca.values.constraint import LENGTHS, Constraint
from topology.tosca.values.pattern import compiled, needs_more
from topology.tosca.values.primitive import COMPARABLE, INVALID, comparable, primitive_value
from topology.values.value import Value

if TYPE_CHECKING:
    from topology.tosca.grammar.node_filter import NodeFilter

SPEC = "3.6.3"

_SIZED = frozenset({"string", "list", "map"})


def build_constraint(
    clause: ConstraintClause, primitive: str | None, findings: Findings, *, is_complex: bool = False
) -> Constraint | None:
    """A clause for values of a simple type, or None after a finding (TS511, TS512), or where a function decides.

    Without ``primitive`` the type is complex, or else not known. A range of complex values is let be, since templates
    of others have some.
    """
    is_known = primitive is not None or (is_complex and clause.operator != "in_range")
    if isinstance(clause.operand, MappingNode):
        return None
    if is_known and not _is_applicable(clause.operator, primitive):
        place = span_of(clause.at or clause.operand)
        message = f"The constraint `{clause.operator}` does not fit values of {primitive or 'a complex type'}."
        findings.error("TS511", message, place, clause.path, spec=SPEC)
        return None
    operand = _operand(clause, primitive, findings)
    return None if operand is INVALID else Constraint(clause.operator, operand, primitive)


def _is_applicable(operator: str, primitive: str | None) -> bool:
    if operator in ("equal", "valid_values", "schema"):
        return True
    if operator in LENGTHS:
        return primitive in _SIZED
    if operator == "pattern":
        return primitive in ("string", "version", "timestamp")
    return primitive in COMPARABLE or (operator == "in_range" and primitive == "range")


def _operand(clause: ConstraintClause, primitive: str | None, findings: Findings) -> Any:
    if clause.operator == "pattern":
        return _pattern(clause, findings)
    value: Any
    if clause.operator in LENGTHS:
        value = _scalar(clause.operand, "integer")
        value = INVALID if value is INVALID or value < 0 else value
        expected = "a whole number from 0 on"
    elif clause.operator == "in_range":
        value = _range(clause.operand, primitive)
        expected = "a list of two values, the smaller one first"
    elif clause.operator == "valid_values":
        value = _values(clause.operand, primitive)
        expected = "a list of values" if primitive is None else f"a list of values of type {primitive}"
    else:
        value = _scalar(clause.operand, None if clause.operator == "schema" else primitive)
        expected = f"a value of type {primitive}"
    if value is INVALID:
        message = f"The constraint `{clause.operator}` needs {expected}."
        findings.error("TS511", message, span_of(clause.operand), clause.path, spec=SPEC)
    return value


def _scalar(node: Node, primitive: str | None) -> Any:
    if not isinstance(node, Scalar):
        return INVALID if primitive not in (None, "list", "map", "range") else plain_value(node)
    return resolve(node) if primitive in (None, "list", "map", "range") else primitive_value(node, primitive)


def _values(node: Node, primitive: str | None) -> Any:
    if not isinstance(node, SequenceNode):
        return INVALID
    values = tuple(_scalar(item, primitive) for item in node.items)
    return INVALID if any(value is INVALID for value in values) else values


def _range(node: Node, primitive: str | None) -> Any:
    if not isinstance(node, SequenceNode) or len(node.items) != 2:
        return INVALID
    simple = "integer" if primitive == "range" else primitive
    bounds = tuple(None if _is_unbounded(item) else _scalar(item, simple) for item in node.items)
    if any(bound is INVALID for bound in bounds):
        return INVALID
    if primitive is None:
        return INVALID if _is_reversed(*bounds) else bounds
    lower, upper = (comparable(bound, simple) for bound in bounds)
    return INVALID if lower is not None and upper is not None and lower > upper else bounds  # type: ignore[operator]


def _is_reversed(lower: Value, upper: Value) -> bool:
    """Whether bounds of no known type are surely in the wrong order: numbers, and maps entry by entry."""
    if isinstance(lower, Mapping) and isinstance(upper, Mapping) and lower.keys() == upper.keys():
        different = ((lower[key], upper[key]) for key in lower if lower[key] != upper[key])
        return any(_is_above(*pair) for pair in islice(different, 1))
    return not isinstance(lower, str) and _is_above(lower, upper)


def _is_above(left: Value, right: Value) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left > right
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left > right
    return False


def check_filter(found: "NodeFilter", findings: Findings) -> None:
    """Look at the operands of a filter's constraints as far as they can be judged without a type."""
    for each in (*found.properties, *(inner for capability in found.capabilities for inner in capability.properties)):
        for clause in each.constraints:
            build_constraint(clause, None, findings)


def _is_unbounded(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text == UNBOUNDED


def _pattern(clause: ConstraintClause, findings: Findings) -> Any:
    operand = clause.operand
    if not isinstance(operand, Scalar):
        findings.error("TS511", "The constraint `pattern` needs a text.", span_of(operand), clause.path, spec=SPEC)
        return INVALID
    return pattern_of(operand, clause.path, findings, SPEC)


def pattern_of(operand: Scalar, path: Path, findings: Findings, spec: str) -> Any:
    """A compiled pattern, or INVALID after a finding (TS512, TS518)."""
    found = compiled(operand.text)
    if not isinstance(found, str):
        return found
    help_text = "Patterns are those of RE2: without look-around and without back references."
    place = span_of(operand)
    if needs_more(operand.text):
        message = f"Values are not checked against `{operand.text}`, which needs an unbounded engine: {found}."
        findings.warning("TS518", message, place, path, help=help_text, spec=spec)
    else:
        message = f"`{operand.text}` is no regular expression: {found}."
        findings.error("TS512", message, place, path, help=help_text, spec=spec)
    return INVALID


def plain_value(node: Node) -> Value:
    """A tree as the value that it looks like, where no type says more."""
    if isinstance(node, Scalar):
        return resolve(node)
    if isinstance(node, SequenceNode):
        return tuple(plain_value(item) for item in node.items)
    return {key: plain_value(value) for key, (_, value) in node.entries.items()}
