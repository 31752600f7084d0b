"""Reading a container's properties. The profile's types give their shapes; other types have none of them."""

from collections.abc import Mapping

from provisioners.backends.compose.scope import Scope
from topology.graph.model import Node
from topology.values.value import Value

CONTAINER = "toposmith.nodes.Container"


def settings(node: Node) -> Mapping[str, Value]:
    """The properties that the profile gives a container; none for a normative one, which defines no properties."""
    return node.properties if node.type.is_a(CONTAINER) else {}


def is_set(value: Value) -> bool:
    """Whether a property asks for something. What is not known yet counts as asking."""
    return value not in (None, False, "", (), {})


def texts(scope: Scope, node: Node, key: str) -> list[str]:
    """A list of scalars as it stands in the file."""
    items = settings(node).get(key)
    if not isinstance(items, tuple):
        return []
    return [scope.text(node, item, "properties", key, index) for index, item in enumerate(items)]


def text_map(node: Node, key: str) -> Mapping[str, Value]:
    """A map of values by name."""
    items = settings(node).get(key)
    return items if isinstance(items, Mapping) else {}


def instances(scope: Scope, node: Node) -> int:
    """How many equal containers a node becomes: the capability ``scalable`` says so, else one."""
    scalable = node.capabilities.get("scalable")
    if scalable is None:
        return 1
    for key in ("default_instances", "min_instances"):
        value = scalable.properties.get(key)
        if value is not None:
            text = scope.plain(node, value, "capabilities", "scalable", "properties", key)
            return int(text) if text.lstrip("-").isdecimal() else 1
    return 1
