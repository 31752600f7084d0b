"""What a target has to grant: each use of a right that it does not grant is a finding at its line."""

import posixpath
import re

from provisioners.backends.contract import Right
from provisioners.containers.ports import ports_of
from provisioners.containers.properties import is_set, settings
from provisioners.containers.scope import Scope
from provisioners.containers.types import DOCKERFILE, Kind
from topology.graph.model import Node

PROPERTIES = {
    "privileged": (Right.PRIVILEGED, "TS701", "wants to be privileged"),
    "host_network": (Right.HOST_NETWORK, "TS702", "wants the host's network"),
    "host_pid": (Right.HOST_PID, "TS703", "wants to see the host's processes"),
    "host_ipc": (Right.HOST_IPC, "TS704", "wants the host's shared memory"),
    "added_capabilities": (Right.ADDED_CAPABILITIES, "TS705", "wants more capabilities"),
    "devices": (Right.DEVICES, "TS706", "wants devices of the host"),
}
"""Each with its right, its code and what the container wants."""

FIRST_FREE_PORT = 1024

SUBNET_HELP = "Leave 'cidr' out: the engine then chooses a range that is free. Or ask for the right 'host-network'."

SOCKET_FOLDERS = ("/run", "/var/run", "/proc", "/var/lib/docker", "/var/lib/containerd")
"""Where engines keep their sockets and their containers' files; ``/proc/PID/root`` leads to all the rest."""

_SOCKET_NAME = re.compile(r"(docker|podman|containerd|crio|cri-dockerd)[^/]*\.sock(?=/|$)", re.IGNORECASE)


def check_rights(scope: Scope) -> None:
    """Note every use of a right that is not granted."""
    for node in scope.of_kind(Kind.CONTAINER):
        _check_properties(scope, node)
        _check_ports(scope, node)
        _check_build(scope, node)
    for node in scope.of_kind(Kind.HOST_PATH):
        _check_host_path(scope, node)
    for node in scope.of_kind(Kind.NETWORK):
        _check_subnet(scope, node)


def reaches_engine(path: str) -> bool:
    """Whether a path of the host, however spelled, is or contains what belongs to a container engine."""
    normal = posixpath.normpath(f"/{path.lstrip('/')}")
    if normal == "/" or _SOCKET_NAME.search(normal):
        return True
    return any(_contains(folder, normal) or _contains(normal, folder) for folder in SOCKET_FOLDERS)


def _contains(folder: str, path: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _check_properties(scope: Scope, node: Node) -> None:
    for key, (right, code, wish) in PROPERTIES.items():
        if is_set(settings(node).get(key)) and right not in scope.context.rights:
            scope.findings.add(code, node, ("properties", key), f"'{node.name}' {wish}; the target does not grant it.")


def _check_ports(scope: Scope, node: Node) -> None:
    if Right.LOW_PORTS in scope.context.rights:
        return
    for port in ports_of(scope, node):
        if 0 < port.published < FIRST_FREE_PORT:
            message = f"'{node.name}' wants port {port.published} of the host; the target does not grant it."
            scope.findings.add("TS709", node, ("properties", "ports", port.index, "published"), message)


def _check_build(scope: Scope, node: Node) -> None:
    for artifact in node.artifacts.values():
        if artifact.type.is_a(DOCKERFILE) and Right.IMAGE_BUILD not in scope.context.rights:
            message = f"'{node.name}' wants an image built on the engine's host; the target does not grant it."
            scope.findings.add("TS710", node, ("artifacts", artifact.name), message)


def _check_subnet(scope: Scope, node: Node) -> None:
    """A subnet becomes a route of the host: its traffic to those addresses goes to the template's containers.

    So could a container stand in for a cloud's metadata service, from which the host takes its orders.
    """
    if is_set(node.properties.get("cidr")) and Right.HOST_NETWORK not in scope.context.rights:
        message = f"'{node.name}' wants addresses of its own choice routed by the host; the target does not grant it."
        scope.findings.add("TS702", node, ("properties", "cidr"), message, help=SUBNET_HELP)


def _check_host_path(scope: Scope, node: Node) -> None:
    place = ("properties", "path")
    path = scope.plain(node, node.properties.get("path"), *place)
    if Right.HOST_PATHS not in scope.context.rights:
        message = f"'{node.name}' wants {path!r} of the host; the target does not grant it."
        scope.findings.add("TS707", node, place, message)
    if reaches_engine(path) and Right.ENGINE_SOCKET not in scope.context.rights:
        message = f"{path!r} leads to the container engine; the target does not grant it."
        scope.findings.add("TS708", node, place, message)
    if not path.startswith("/"):
        scope.findings.add("TS815", node, place, f"{path!r} is not an absolute path of the host.")
