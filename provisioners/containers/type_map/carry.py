"""Carries the settings of a foreign node over to the profile's names, with the places where they were written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from provisioners.backends.findings import Findings
from provisioners.backends.type_map import Place, TypeEntry
from provisioners.containers.type_map.notation import Converted, UnfitError, convert
from topology.diagnostics import Span
from topology.graph.model import Node
from topology.values.value import Value

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Carried:
    """Settings of a node by the profile's name, and where each part of them was written."""

    node: Node
    values: dict[str, Value] = field(default_factory=dict)
    spans: dict[Path, Span] = field(default_factory=dict)

    def add(self, name: str, place: Place, converted: Converted) -> None:
        """Keep a setting, joined with what another place says of it."""
        before, at = self.values.get(name), ("properties", *place.path)
        start = len(before) if isinstance(before, tuple) else 0
        joined = _joined(before, converted.value)
        if joined is None:
            return
        self.values[name] = joined
        self.spans.setdefault(("properties", name), self.node.source.locate(*at))
        for part, written in _parts(converted).items():
            moved = start + part if isinstance(part, int) else part
            self.spans[("properties", name, moved)] = self.node.source.locate(*at, *written)


def carry(findings: Findings, node: Node, entry: TypeEntry) -> Carried:
    """What a node says of each setting. Of several places lists and maps are joined; else the first one counts."""
    carried = Carried(node)
    for name, places in entry.settings.items():
        for place in places:
            value = value_at(node.properties, place.path)
            if value is None:
                continue
            try:
                carried.add(name, place, convert(value, place))
            except UnfitError as unfit:
                message = f"'{'.'.join(place.path)}' of '{node.name}' {unfit}."
                findings.add("TS885", node, ("properties", *place.path, *unfit.path), message)
    return carried


def value_at(properties: Mapping[str, Value], path: tuple[str, ...]) -> Value:
    """The value at a path of keys; None where there is none."""
    value: Value = properties
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _joined(before: Value, value: Value) -> Value:
    """Both values as one where they are lists or maps; None where the one before counts alone."""
    if before is None:
        return value
    if isinstance(before, tuple) and isinstance(value, tuple):
        return (*before, *value)
    if isinstance(before, Mapping) and isinstance(value, Mapping):
        return {**before, **value}
    return None


def _parts(converted: Converted) -> Mapping[str | int, Path]:
    """Each part of a value with the place it was written at: its own where the notation does not move it."""
    value = converted.value
    keys: Iterable[str | int] = (
        value.keys() if isinstance(value, Mapping) else range(len(value)) if isinstance(value, tuple) else ()
    )
    return {key: converted.places.get((key,), (key,)) for key in keys}
