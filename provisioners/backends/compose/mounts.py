"""Volumes and folders of the host, and where services see them."""

from provisioners.backends.compose.names import generated_name, labels
from provisioners.backends.compose.scope import Scope
from provisioners.backends.compose.types import Kind
from topology.diagnostics import Severity
from topology.graph.model import Edge, Node
from topology.values.value import as_text

FOREIGN_DATA = ("volume_id", "snapshot_id")


def mounts(scope: Scope, node: Node) -> list[dict[str, object]]:
    """What a service mounts: one entry for each of its edges to storage."""
    found = []
    for edge in scope.graph.out_of(node.address):
        kind = scope.kinds[edge.target]
        if kind in (Kind.VOLUME, Kind.HOST_PATH):
            location = _location(scope, node, edge)
            target = scope.graph.nodes[edge.target]
            found.append(_volume(scope, target, location) if kind is Kind.VOLUME else _bind(scope, target, location))
    return found


def volumes(scope: Scope) -> dict[str, dict[str, object]]:
    """The top-level volumes: those that a service uses."""
    found: dict[str, dict[str, object]] = {}
    for node in scope.of_kind(Kind.VOLUME):
        _check(scope, node)
        if is_used(scope, node):
            found[scope.names[node.address]] = {
                "name": volume_name(scope, node.address),
                "labels": labels(scope.context.deployment, node.address, scope.context.generations),
            }
    return found


def is_used(scope: Scope, node: Node) -> bool:
    """Whether a service uses a volume or network; Compose makes no others. Not being used is a finding."""
    if any(scope.kinds[edge.source] is Kind.SERVICE for edge in scope.graph.into(node.address)):
        return True
    message = f"No container uses '{node.name}', so it is not made."
    scope.findings.add("TS817", node, (), message, severity=Severity.WARNING)
    return False


def volume_name(scope: Scope, address: str) -> str:
    return generated_name(scope.project, scope.names[address], scope.generation(address))


def deletion_policy(node: Node) -> str:
    """What happens to a volume's data when the node goes: retained unless the template says otherwise."""
    policy = node.properties.get("deletion_policy")
    return policy if isinstance(policy, str) else "retain"


def _volume(scope: Scope, volume: Node, location: str) -> dict[str, object]:
    return {"type": "volume", "source": scope.names[volume.address], "target": location}


def _bind(scope: Scope, host_path: Node, location: str) -> dict[str, object]:
    source = scope.text(host_path, host_path.properties.get("path"), "properties", "path")
    return {"type": "bind", "source": source, "target": location, "bind": {"create_host_path": False}}


def _location(scope: Scope, node: Node, edge: Edge) -> str:
    location = edge.properties.get("location")
    if isinstance(location, str) and location.startswith("/"):
        return scope.text(node, location)
    if location is None:
        scope.findings.add_at_edge("TS812", node, edge, f"'{node.name}' does not say where it wants '{edge.target}'.")
    else:
        scope.findings.add_at_edge("TS815", node, edge, f"The location of '{edge.target}' is not an absolute path.")
    return "/"


def _check(scope: Scope, node: Node) -> None:
    if deletion_policy(node) == "snapshot":
        message = f"Compose cannot make a snapshot of '{node.name}'."
        scope.findings.add("TS806", node, ("properties", "deletion_policy"), message)
    if _has_size(node):
        message = f"The size of '{node.name}' is not limited: Compose's volumes have none."
        scope.findings.add("TS807", node, ("properties", "size"), message, severity=Severity.WARNING)
    for key in FOREIGN_DATA:
        if node.properties.get(key) is not None:
            message = f"Compose makes new volumes only and cannot take over the '{key}' of '{node.name}'."
            scope.findings.add("TS814", node, ("properties", key), message)


def _has_size(node: Node) -> bool:
    size = node.properties.get("size")
    return size is not None and not as_text(size).startswith("0 ")
