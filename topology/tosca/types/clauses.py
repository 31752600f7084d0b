"""Validation clauses of TOSCA 2.0, section 9.10, as what types hold, and whether they make sense."""

from collections.abc import Iterator, Mapping
from typing import Any

from topology.record import Record
from topology.tosca.findings import Findings, Path
from topology.tosca.functions.caller import Caller, Signatures
from topology.tosca.grammar.validation_clause import SPEC, ValidationClause
from topology.tosca.tree import Node, Scalar, SequenceNode, span_of
from topology.tosca.types.model import DataType, Schema
from topology.tosca.types.scope import Scope
from topology.tosca.values.calls import Invocation, invocation, may_call
from topology.tosca.values.constraint import Constraint
from topology.tosca.values.convert import Subject
from topology.tosca.values.kind import as_amount, as_type, kind_of
from topology.tosca.values.operand import pattern_of, plain_value
from topology.tosca.values.primitive import COLLECTIONS, COMPARABLE, INVALID, coerce
from topology.tosca.values.typed import UNKNOWABLE, Typed
from topology.tosca.values.validation import Check, Validation
from topology.values.value import Unknown, Value

ASKING = (
    "get_input",
    "get_property",
    "get_attribute",
    "get_artifact",
    "node_index",
    "relationship_index",
    "available_allocation",
)
"""The functions about nodes and inputs (10.2.1)."""

UNBOUNDED = "UNBOUNDED"

_OF_LENGTH = {"equal": "length", "greater_or_equal": "min_length", "less_or_equal": "max_length"}
_ORDERS = frozenset({"greater_than", "greater_or_equal", "less_than", "less_or_equal"})


class _Unchecked(Record):
    clause: ValidationClause
    type: DataType


class Clauses:
    """Builds checks of clauses, and looks at the clauses themselves when all types are there. One per reading."""

    def __init__(self, findings: Findings, files: Mapping[str, Scope], signatures: Signatures) -> None:
        self._findings = findings
        self._caller = Caller(findings, files, signatures, dict.fromkeys(ASKING, _not_known_yet))
        self._unchecked: list[_Unchecked] = []

    def build(self, clause: ValidationClause, data_type: DataType, known: DataType) -> tuple[Check, ...]:
        """The checks of a clause about values of a type; ``known`` is that type as far as it is resolved already."""
        self._unchecked.append(_Unchecked(clause, data_type))
        return tuple(self._checks(clause.node, clause, known))

    def check(self) -> None:
        """Evaluate the clauses built so far without a value, for their findings' sake (TS511, TS521)."""
        unchecked, self._unchecked = self._unchecked, []
        for found in unchecked:
            subject = Subject(Typed(Unknown("", ("value",)), Schema(found.type)), None)
            self._check(found.clause.node, subject, found.clause.path, "A validation clause", SPEC)

    def check_condition(self, node: Node, path: Path) -> None:
        """Look at a condition clause (8.6, 13.2, 16.5) in the same way."""
        self._check(node, None, path, "A condition", "2.0:8.6")

    def _check(self, node: Node, holder: Subject | None, path: Path, what: str, spec: str) -> None:
        typed = self._caller.converter.evaluate(node, holder, path)
        if typed.value is not UNKNOWABLE and kind_of(typed) not in (None, "boolean"):
            message = f"{what} is true or false, but this is neither."
            self._findings.error("TS511", message, span_of(node), path, spec=spec)

    def _checks(self, node: Node, clause: ValidationClause, data_type: DataType) -> Iterator[Check]:
        found = invocation(node, is_simple=False)
        if found is not None and found.name == "and":
            for part in found.argument_nodes():
                yield from self._checks(part, clause, data_type)
            return
        constraint = self._constraint(found, clause, data_type) if found is not None else None
        if constraint is INVALID:
            return
        yield constraint or Validation(node, clause.path, _asks(node), _says_self(node))

    def _constraint(self, found: Invocation, clause: ValidationClause, data_type: DataType) -> Any:
        """The constraint that a comparison of ``$value`` with a literal is, or None; INVALID after a finding."""
        nodes = found.argument_nodes()
        if len(nodes) != 2 or may_call(nodes[1]):
            return None
        if _is_length_of_value(nodes[0]):
            length = plain_value(nodes[1])
            name = _OF_LENGTH.get(found.name)
            is_whole = isinstance(length, int) and not isinstance(length, bool) and data_type.primitive != "bytes"
            return Constraint(name, length, data_type.primitive) if name is not None and is_whole else None
        primitive = data_type.primitive
        if not _is_value(nodes[0]) or primitive is None or primitive in COLLECTIONS:
            return None
        if found.name == "matches" and isinstance(nodes[1], Scalar):
            pattern = pattern_of(nodes[1], clause.path, self._findings, SPEC)
            return pattern if pattern is INVALID else Constraint("matches", pattern, primitive)
        operand = _operand(found.name, nodes[1], data_type)
        return None if operand is INVALID else Constraint(found.name, operand, primitive, data_type.units)


def _operand(name: str, node: Node, data_type: DataType) -> Any:
    """The operand of a constraint as a value of the type, or INVALID where it is none."""
    if name == "equal" or (name in _ORDERS and data_type.primitive in COMPARABLE):
        return _literal(plain_value(node), data_type)
    items = [plain_value(item) for item in node.items] if isinstance(node, SequenceNode) else []
    if name == "valid_values" and isinstance(node, SequenceNode):
        values = tuple(_literal(item, data_type) for item in items)
        return INVALID if any(value is INVALID for value in values) else values
    if name == "in_range" and len(items) == 2 and data_type.primitive in COMPARABLE:
        bounds = tuple(None if item == UNBOUNDED else _literal(item, data_type) for item in items)
        return INVALID if any(bound is INVALID for bound in bounds) else bounds
    return INVALID


def _literal(value: Value, data_type: DataType) -> Any:
    if data_type.primitive == "scalar" and not isinstance(value, str):
        return as_amount(value, Schema(data_type))
    if isinstance(value, str) and data_type.primitive != "string":
        return as_type(value, Schema(data_type))
    return coerce(value, str(value), data_type.primitive or "") if not isinstance(value, tuple | dict) else INVALID


def _is_value(node: Node) -> bool:
    found = invocation(node, is_simple=False)
    return found is not None and found.name == "value" and not found.argument_nodes()


def _is_length_of_value(node: Node) -> bool:
    found = invocation(node, is_simple=False)
    return found is not None and found.name == "length" and list(map(_is_value, found.argument_nodes())) == [True]


def _asks(node: Node) -> bool:
    """Whether an expression calls a function about nodes or inputs."""
    found = invocation(node, is_simple=False)
    if found is not None and found.name in ASKING:
        return True
    return any(map(_asks, _parts(node)))


def _says_self(node: Node) -> bool:
    return node.text == "SELF" if isinstance(node, Scalar) else any(map(_says_self, _parts(node)))


def _parts(node: Node) -> list[Node]:
    if isinstance(node, Scalar):
        return []
    return node.items if isinstance(node, SequenceNode) else [value for _, value in node.entries.values()]


def _not_known_yet(found: Invocation, holder: Any, path: Path) -> Typed:
    """What a function about nodes gives while types are read: something."""
    return Typed(Unknown("", ("functions", found.name)))
