"""One pod of Marathon: a container for Mesos's own containerizer, which pods alone give words of a command as they are.

Marathon's groups do not order pods and do not change them, so the client makes them one after the other.
"""

import json
from collections.abc import Iterable, Mapping

from provisioners.backends.mesos import labels
from provisioners.backends.mesos.apps import grace, resources
from provisioners.backends.mesos.names import app_id
from provisioners.backends.mesos.placement import constraints, upgrade_strategy
from provisioners.backends.mesos.ports import networks, port_mappings
from provisioners.backends.mesos.secret_refs import References, environment, files
from provisioners.backends.mesos.sizes import seconds
from provisioners.backends.mesos.volumes import is_resident, size_of
from provisioners.backends.mesos.writer import Writer
from provisioners.containers.model import Container, Topology
from provisioners.containers.names import names_for
from provisioners.planning.fingerprint import digest


def pod(
    references: References, topology: Topology, container: Container, group: str, options: Mapping[str, str]
) -> dict[str, object]:
    """The pod of a container that runs without end."""
    writer, found = references.writer, app_id(group, container.name)
    held = files(references, container, options)
    native: dict[str, object] = {
        "id": found,
        "scaling": {"kind": "fixed", "instances": container.scale.instances},
        "scheduling": _scheduling(topology, container, options),
        "networks": networks(container, options),
        "volumes": [*_volumes(topology, container, options), *({"name": name, "secret": name} for name in _once(held))],
        "containers": [_container(references, topology, container, held, options)],
    }
    if references.definitions:
        native["secrets"] = references.definitions
    content = digest([{**native, "scaling": None}, writer.digests(native)])
    return {**native, "labels": _labels(topology, container, content)}


def volume_names(topology: Topology, container: Container) -> dict[str, str]:
    """The volumes of a pod by address; their names in it are DNS labels."""
    keys = names_for(topology.volumes)
    return {
        mount.storage: f"{keys[mount.storage]}-g{topology.volumes[mount.storage].generation}"
        for mount in container.mounts
        if mount.is_volume
    }


def _scheduling(topology: Topology, container: Container, options: Mapping[str, str]) -> dict[str, object]:
    placed = [
        {"fieldName": name, "operator": operator, **({"value": value[0]} if value else {})}
        for name, operator, *value in constraints(container)
    ]
    roles = ["*"] if is_resident(topology, container, options) else [options["role"]] if options.get("role") else []
    found: dict[str, object] = {
        "upgrade": upgrade_strategy(topology, container, options),
        "placement": {"constraints": placed, "acceptedResourceRoles": roles},
    }
    return {**found, "unreachableStrategy": "disabled"} if is_resident(topology, container, options) else found


def _once(held: Mapping[str, str]) -> Iterable[str]:
    """Each secret is one volume, also where several files have the same content."""
    return dict.fromkeys(held.values())


def _volumes(topology: Topology, container: Container, options: Mapping[str, str]) -> list[dict[str, object]]:
    names = volume_names(topology, container)
    found: list[dict[str, object]] = []
    for index, mount in enumerate(container.mounts):
        if mount.is_volume:
            size = size_of(topology.volumes[mount.storage], options)
            found.append({"name": names[mount.storage], "persistent": {"type": "root", "size": size}})
        else:
            found.append({"name": f"host-{index}", "host": topology.host_paths[mount.storage].path})
    return found


def _container(
    references: References,
    topology: Topology,
    container: Container,
    held: Mapping[str, str],
    options: Mapping[str, str],
) -> dict[str, object]:
    names, writer = volume_names(topology, container), references.writer
    mappings = port_mappings(references.app, container, options, frozenset())
    return {
        "name": container.name,
        "image": {"kind": "DOCKER", "id": container.image.name, "forcePull": False},
        **_command(writer, container),
        "resources": resources(container, options),
        "environment": environment(references, container, options),
        "endpoints": [_endpoint(mapping) for mapping in mappings],
        **_health(writer, container),
        "volumeMounts": [
            *(
                {"name": names.get(mount.storage, f"host-{index}"), "mountPath": mount.location, "readOnly": False}
                for index, mount in enumerate(container.mounts)
            ),
            *({"name": name, "mountPath": path, "readOnly": True} for path, name in held.items()),
        ],
        "lifecycle": {"killGracePeriodSeconds": grace(container)},
    }


def _command(writer: Writer, container: Container) -> dict[str, object]:
    words = writer.texts((*container.entrypoint, *container.command))
    return {"exec": {"command": {"argv": words}, "overrideEntrypoint": bool(container.entrypoint)}} if words else {}


def _endpoint(mapping: Mapping[str, object]) -> dict[str, object]:
    kept = {key: mapping[key] for key in ("name", "containerPort", "hostPort", "labels") if key in mapping}
    return {**kept, "protocol": [mapping["protocol"]]}


def _health(writer: Writer, container: Container) -> dict[str, object]:
    check = container.health
    if check is None:
        return {}
    found = {
        "exec": {"command": {"argv": writer.texts(check.command)}},
        "gracePeriodSeconds": seconds(check.start_period),
        "intervalSeconds": seconds(check.interval, least=1),
        "timeoutSeconds": seconds(check.timeout, least=1),
        "maxConsecutiveFailures": check.retries,
        "delaySeconds": 0,
    }
    return {"healthCheck": found}


def _labels(topology: Topology, container: Container, content: str) -> dict[str, str]:
    found = {
        **labels.marks(topology.deployment, container.address, container.generation),
        labels.CONTENT: content,
        labels.SCHEME: container.scheme,
    }
    if container.policies.update is not None:
        found[labels.ON_FAILURE] = container.policies.update.failure_action
    if held := volume_names(topology, container):
        found[labels.VOLUMES] = json.dumps(held, sort_keys=True)
    return found
