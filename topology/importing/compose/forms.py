"""One form for each setting of a service that Compose lets people write in several, so that services can be merged."""

from collections.abc import Callable, Mapping

from topology.tosca.tree import Node, Scalar, SequenceNode, is_null, mapping, scalar, sequence

_PAIRS = ("environment", "labels", "annotations", "sysctls")
_LISTS = ("env_file", "tmpfs", "dns", "dns_search", "label_file")


def service_form(service: Mapping[str, tuple[Scalar, Node]]) -> dict[str, tuple[Scalar, Node]]:
    """The entries of a service, short forms written out where two of them have to become one."""
    return {key: (name, _FORMS.get(key, _as_it_is)(node)) for key, (name, node) in service.items()}


def _as_it_is(node: Node) -> Node:
    return node


def _pairs(node: Node) -> Node:
    """``[ A=1, B ]`` as ``{ A: 1, B: }``."""
    if not isinstance(node, SequenceNode) or not all(isinstance(item, Scalar) for item in node.items):
        return node
    found = mapping(node.flow, node.start, node.end)
    for item in node.items:
        if isinstance(item, Scalar):
            name, equals, text = item.text.partition("=")
            value = scalar(text, False, item.start, item.end) if equals else scalar("", True, item.start, item.end)
            found.entries[name] = (item, value)
    return found


def _names(node: Node) -> Node:
    """``[ a, b ]`` as ``{ a: , b: }``."""
    if not isinstance(node, SequenceNode) or not all(isinstance(item, Scalar) for item in node.items):
        return node
    found = mapping(node.flow, node.start, node.end)
    for item in node.items:
        if isinstance(item, Scalar):
            found.entries[item.text] = (item, scalar("", True, item.start, item.end))
    return found


def _list(node: Node) -> Node:
    """``a`` as ``[ a ]``."""
    if not isinstance(node, Scalar) or is_null(node):
        return node
    found = sequence(True, node.start, node.end)
    found.items = [node]
    return found


def _build(node: Node) -> Node:
    """``folder`` as ``{ context: folder }``."""
    if not isinstance(node, Scalar) or is_null(node):
        return node
    found = mapping(True, node.start, node.end)
    found.entries["context"] = (scalar("context", True, node.start, node.end), node)
    return found


_FORMS: dict[str, Callable[[Node], Node]] = {
    **dict.fromkeys(_PAIRS, _pairs),
    **dict.fromkeys(_LISTS, _list),
    "depends_on": _names,
    "networks": _names,
    "build": _build,
}
