"""What a foreign node says that its type map does not speak of: nothing is dropped in silence."""

from collections.abc import Iterator, Mapping

from provisioners.backends.findings import Findings
from provisioners.backends.type_map import TypeEntry
from topology.diagnostics import Severity
from topology.graph.model import Node
from topology.values.value import Value, as_text

UNSET: tuple[Value, ...] = (None, False, "", (), {})


def note_uncovered(findings: Findings, node: Node, entry: TypeEntry) -> None:
    """An error for each property without an entry (TS883), a warning for each that the map leaves out (TS884)."""
    covered = [place.path for places in entry.settings.values() for place in places]
    covered += [*entry.images, *(tuple(name.split(".")) for name in entry.without_effect)]
    covered += [(name.removeprefix("target."),) for name in entry.locations]
    for path, value in _uncovered(node.properties, (), covered):
        name = ".".join(path)
        left_out = entry.left_out.get(name)
        if left_out is None:
            message = f"The type map of {node.type.name} does not say what '{name}' becomes."
            findings.add("TS883", node, ("properties", *path), message)
        elif left_out.unless is None or as_text(value if isinstance(value, str) else None) != left_out.unless:
            message = f"'{name}' of '{node.name}' is left out: {left_out.reason}"
            findings.add("TS884", node, ("properties", *path), message, severity=Severity.WARNING)


def _uncovered(
    value: Value, path: tuple[str, ...], covered: list[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], Value]]:
    if not isinstance(value, Mapping):
        yield path, value
        return
    for key, item in value.items():
        below = (*path, key)
        if item in UNSET or below in covered:
            continue
        if any(one[: len(below)] == below for one in covered):
            yield from _uncovered(item, below, covered)
        else:
            yield below, item
