"""One service of the Compose file, put together from its parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from provisioners.backends.compose.attributes import scheme
from provisioners.backends.compose.confidential import config_files, secret_files
from provisioners.backends.compose.escape import NAME, literal
from provisioners.backends.compose.health import depends_on, duration, health_check
from provisioners.backends.compose.images import image_of
from provisioners.backends.compose.mounts import mounts
from provisioners.backends.compose.names import labels
from provisioners.backends.compose.networks import joined, on_host
from provisioners.backends.compose.ports import ports_of
from provisioners.backends.compose.properties import instances, is_set, settings, text_map, texts
from provisioners.backends.compose.scope import Scope
from provisioners.backends.contract import Build
from provisioners.backends.units import size_in_bytes
from provisioners.planning.fingerprint import digest
from topology.graph.model import Node
from topology.values.value import as_text

DEFAULT_RESTART = "unless-stopped"

Definitions = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Service:
    """A service, the top-level definitions that it brings, and how its image is made where it has to be."""

    native: dict[str, object]
    secrets: Definitions
    configs: Definitions
    build: Build | None


def service(scope: Scope, node: Node) -> Service:
    """The service of a container node. Keys without content are left out."""
    image = image_of(scope, node)
    secrets, secret_definitions = secret_files(scope, node)
    configs, config_definitions = config_files(scope, node)
    native: dict[str, object] = {
        **image.native,
        "entrypoint": texts(scope, node, "entrypoint"),
        "command": texts(scope, node, "command"),
        "environment": _environment(scope, node),
        **_networking(scope, node),
        "volumes": mounts(scope, node),
        "secrets": secrets,
        "configs": configs,
        "healthcheck": health_check(scope, node),
        "depends_on": depends_on(scope, node),
        "deploy": _deploy(scope, node),
        **_process(scope, node),
        **_host_rights(scope, node),
    }
    content = {"secrets": secret_definitions, "configs": config_definitions, "environment": native["environment"]}
    native["labels"] = _labels(scope, node, digest([content, scope.secret_digests(content)]))
    return Service(
        {key: value for key, value in native.items() if value not in (None, False, [], {})},
        secret_definitions,
        config_definitions,
        image.build,
    )


def _environment(scope: Scope, node: Node) -> dict[str, str]:
    found = {}
    for name, value in text_map(node, "environment").items():
        path = ("properties", "environment", name)
        if not NAME.fullmatch(name):
            scope.findings.add("TS815", node, path, f"{name!r} cannot be the name of an environment variable.")
            continue
        found[name] = scope.text(node, value, *path)
    return found


def _networking(scope: Scope, node: Node) -> dict[str, object]:
    if on_host(node):
        return {"network_mode": "host"}
    return {"networks": joined(scope, node), "ports": [port.native() for port in ports_of(scope, node)]}


def _deploy(scope: Scope, node: Node) -> dict[str, object]:
    limits = {}
    cpus, memory = settings(node).get("cpus"), settings(node).get("memory")
    if cpus is not None:
        limits["cpus"] = literal(scope.plain(node, cpus, "properties", "cpus"))
    if memory is not None:
        limits["memory"] = _memory(scope, node, scope.plain(node, memory, "properties", "memory"))
    replicas: dict[str, object] = {"replicas": instances(scope, node)}
    return {**replicas, "resources": {"limits": limits}} if limits else replicas


def _memory(scope: Scope, node: Node, text: str) -> str:
    try:
        return f"{size_in_bytes(text)}b"
    except ValueError as error:
        scope.findings.add("TS815", node, ("properties", "memory"), f"{error}.")
        return "0b"


def _process(scope: Scope, node: Node) -> dict[str, object]:
    own = settings(node)
    native: dict[str, object] = {
        key: scope.text(node, own[key], "properties", key) for key in ("user", "working_dir") if own.get(key)
    }
    native["restart"] = scope.text(node, own.get("restart") or DEFAULT_RESTART, "properties", "restart")
    native["read_only"] = is_set(own.get("read_only"))
    if own.get("stop_grace_period") is not None:
        path = ("properties", "stop_grace_period")
        native["stop_grace_period"] = duration(scope, node, own["stop_grace_period"], *path)
    return native


def _host_rights(scope: Scope, node: Node) -> dict[str, object]:
    own = settings(node)
    return {
        "privileged": is_set(own.get("privileged")),
        "pid": "host" if is_set(own.get("host_pid")) else None,
        "ipc": "host" if is_set(own.get("host_ipc")) else None,
        "cap_add": texts(scope, node, "added_capabilities"),
        "devices": texts(scope, node, "devices"),
    }


def _labels(scope: Scope, node: Node, content: str) -> dict[str, str]:
    """The labels of a service's containers.

    Compose does not notice that a secret or a configuration file changed; ``toposmith.content`` makes it do so.
    """
    return {
        **labels(scope.context.deployment, node.address, scope.context.generations),
        "toposmith.content": content,
        "toposmith.scheme": literal(as_text(scheme(node))),
    }
