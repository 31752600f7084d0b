"""How many: of the nodes that a template stands for, and of the relationships that a requirement asks for."""

from typing import Any

from topology.tosca.findings import Findings, Path
from topology.tosca.tree import Node, span_of
from topology.tosca.values.convert import Converter
from topology.tosca.values.typed import INTEGER, UNKNOWABLE
from topology.values.value import Value

MOST = 10_000
"""So many nodes, and so many relationships of one requirement, are described one by one."""


class Counts:
    """Evaluates counts and indexes (TOSCA 2.0, 7.2, 8.5 and 14)."""

    def __init__(self, converter: Converter, findings: Findings) -> None:
        self._converter = converter
        self._findings = findings

    def evaluate(self, node: Node | None, holder: Any, path: Path, default: int = 1) -> Value:
        """A count that is written, or the default; what is not known yet stays a value that is not a number.

        One that is negative, or beyond :data:`MOST`, is TS613.
        """
        if node is None:
            return default
        value = self._converter.convert(node, INTEGER, holder, path)
        if isinstance(value, int) and not 0 <= value <= MOST:
            message = f"A count is a whole number from 0 to {MOST:,}, but here it is {value:,}."
            self._findings.error("TS613", message, span_of(node), path, spec="2.0:14.1")
            return UNKNOWABLE
        return value


def known(count: Value) -> int:
    """How many are described: all that are counted, or one where the count is not known yet."""
    return count if isinstance(count, int) else 1
