"""Reading a container's properties. The profile's types give their shapes; other types have none of them."""

import re
from collections.abc import Callable, Mapping

from provisioners.backends.units import size_in_bytes, time_in_microseconds
from provisioners.containers.scope import Scope
from provisioners.containers.text import Text
from provisioners.containers.types import CONTAINER
from topology.graph.model import Node
from topology.values.value import Value

ENVIRONMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def settings(node: Node) -> Mapping[str, Value]:
    """The properties that the profile gives a container; none for a normative one, which defines no properties."""
    return node.properties if node.type.is_a(CONTAINER) else {}


def is_set(value: Value) -> bool:
    """Whether a property asks for something. What is not known yet counts as asking."""
    return value not in (None, False, "", (), {})


def texts(scope: Scope, node: Node, key: str) -> tuple[Text, ...]:
    """A list of scalars."""
    items = settings(node).get(key)
    if not isinstance(items, tuple):
        return ()
    return tuple(scope.text(node, item, "properties", key, index) for index, item in enumerate(items))


def plain_texts(scope: Scope, node: Node, key: str) -> tuple[str, ...]:
    """A list of scalars that may not be secret."""
    items = settings(node).get(key)
    if not isinstance(items, tuple):
        return ()
    return tuple(scope.plain(node, item, "properties", key, index) for index, item in enumerate(items))


def optional_text(scope: Scope, node: Node, key: str) -> Text | None:
    """A scalar, or None where the template says nothing."""
    value = settings(node).get(key)
    return scope.text(node, value, "properties", key) if value else None


def text_map(node: Node, key: str) -> Mapping[str, Value]:
    """A map of values by name."""
    items = settings(node).get(key)
    return items if isinstance(items, Mapping) else {}


def whole(scope: Scope, node: Node, value: Value, *path: str | int, default: int) -> int:
    """A whole number; the default where there is none."""
    text = "" if value is None else scope.plain(node, value, *path)
    return int(text) if text.lstrip("-").isdecimal() else default


def duration(scope: Scope, node: Node, value: Value, *path: str | int) -> int:
    """A time in microseconds; 0 after a finding."""
    return _measured(scope, node, time_in_microseconds, value, path)


def size(scope: Scope, node: Node, value: Value, *path: str | int) -> int:
    """A size in bytes; 0 after a finding."""
    return _measured(scope, node, size_in_bytes, value, path)


def _measured(
    scope: Scope, node: Node, measure: Callable[[str], int], value: Value, path: tuple[str | int, ...]
) -> int:
    text = scope.plain(node, value, *path)
    try:
        return measure(text)
    except ValueError as error:
        scope.findings.add("TS815", node, path, f"{error}.")
        return 0
