"""Volumes and folders of the host, and where containers see them."""

from provisioners.containers.model import HostPath, Mount, Volume
from provisioners.containers.names import generated_name
from provisioners.containers.properties import size
from provisioners.containers.scope import Scope
from provisioners.containers.types import Kind
from topology.diagnostics import Severity
from topology.graph.model import Edge, Node
from topology.values.value import as_text

FOREIGN_DATA = ("volume_id", "snapshot_id")


def mounts(scope: Scope, node: Node) -> tuple[Mount, ...]:
    """What a container mounts: one for each of its edges to storage."""
    return tuple(
        Mount(edge.target, _location(scope, node, edge), scope.kinds[edge.target] is Kind.VOLUME)
        for edge in scope.edges_to(node.address, Kind.VOLUME, Kind.HOST_PATH)
    )


def volume(scope: Scope, node: Node) -> Volume:
    """A volume; ``name`` is the one on the platform, which grows with the generation."""
    for key in FOREIGN_DATA:
        if node.properties.get(key) is not None:
            message = f"{scope.title} makes new volumes only and cannot take over the '{key}' of '{node.name}'."
            scope.findings.add("TS814", node, ("properties", key), message)
    generation = scope.generation(node.address)
    return Volume(
        node=node,
        name=generated_name(scope.project, scope.names[node.address], generation),
        generation=generation,
        deletion_policy=deletion_policy(node),
        size=_size(scope, node),
        used_by=scope.users_of(node.address),
    )


def host_path(scope: Scope, node: Node) -> HostPath:
    """A folder or file of the host."""
    return HostPath(node, scope.plain(node, node.properties.get("path"), "properties", "path"))


def note_unused(scope: Scope, node: Node) -> None:
    """A volume or network that no container uses is not made, and that is said."""
    if not scope.users_of(node.address):
        message = f"No container uses '{node.name}', so it is not made."
        scope.findings.add("TS817", node, (), message, severity=Severity.WARNING)


def deletion_policy(node: Node) -> str:
    """What happens to a volume's data when the node goes: retained unless the template says otherwise."""
    policy = node.properties.get("deletion_policy")
    return policy if isinstance(policy, str) else "retain"


def _size(scope: Scope, node: Node) -> int | None:
    value = node.properties.get("size")
    if value is None or as_text(value).startswith("0 "):
        return None
    return size(scope, node, value, "properties", "size")


def _location(scope: Scope, node: Node, edge: Edge) -> str:
    location = edge.properties.get("location")
    if isinstance(location, str) and location.startswith("/"):
        return location
    if location is None:
        scope.findings.add_at_edge("TS812", node, edge, f"'{node.name}' does not say where it wants '{edge.target}'.")
    else:
        scope.findings.add_at_edge("TS815", node, edge, f"The location of '{edge.target}' is not an absolute path.")
    return "/"
