"""One application of Marathon, put together from its parts. All that Marathon would add by itself is said."""

import json
from collections.abc import Mapping

from provisioners.backends.mesos import labels, volumes
from provisioners.backends.mesos.health import health_checks
from provisioners.backends.mesos.names import app_id
from provisioners.backends.mesos.parameters import parameters
from provisioners.backends.mesos.placement import constraints, upgrade_strategy
from provisioners.backends.mesos.ports import networks, port_mappings
from provisioners.backends.mesos.routes import balancer_labels, routed_ports, routes_to
from provisioners.backends.mesos.secret_refs import References, environment
from provisioners.backends.mesos.sizes import mebibytes, seconds
from provisioners.backends.mesos.types import option
from provisioners.backends.mesos.writer import Writer
from provisioners.containers.model import Container, Topology
from provisioners.planning.fingerprint import digest

GRACE_SECONDS = 10
"""The time between the polite stop and the kill where the template says nothing; the profile's default too."""


def app(
    references: References, topology: Topology, container: Container, group: str, options: Mapping[str, str]
) -> dict[str, object]:
    """The application of a container that runs without end."""
    writer, found = references.writer, app_id(group, container.name)
    mappings = port_mappings(found, container, options, routed_ports(topology, container.address))
    native: dict[str, object] = {
        "id": found,
        "instances": container.scale.instances,
        **resources(container, options),
        **command(writer, container),
        "env": environment(references, container, options),
        "container": _container(writer, topology, container, options, mappings),
        "networks": networks(container, options),
        "dependencies": _dependencies(topology, container, group),
        "constraints": constraints(container),
        "healthChecks": health_checks(writer, container),
        "upgradeStrategy": upgrade_strategy(topology, container, options),
        "taskKillGracePeriodSeconds": grace(container),
        **_placed(topology, container, options),
        "fetch": fetch(options),
    }
    if references.definitions:
        native["secrets"] = references.definitions
    content = digest([{**native, "instances": None}, writer.digests(native)])
    return {**native, "labels": _labels(topology, container, mappings, options, content)}


def resources(container: Container, options: Mapping[str, str]) -> dict[str, float]:
    """What an instance reserves, which is also the most it gets: the larger of bound and reservation."""
    own = container.resources
    cpus = [float(text) for text in (own.cpus, own.reserved_cpus) if text is not None]
    memory = [mebibytes(size) for size in (own.memory, own.reserved_memory) if size is not None]
    return {
        "cpus": max(cpus, default=float(option(options, "default_cpus"))),
        "mem": max(memory, default=int(option(options, "default_memory"))),
        "disk": 0,
    }


def command(writer: Writer, container: Container) -> dict[str, object]:
    """Arguments for the image's own program; another program is started by a shell, since Marathon names none."""
    if container.entrypoint:
        return {"cmd": writer.shell((*container.entrypoint, *container.command))}
    return {"args": writer.texts(container.command)} if container.command else {}


def fetch(options: Mapping[str, str]) -> list[dict[str, object]]:
    """What agents fetch before they start an instance: the registry's credentials."""
    uri = options.get("registry_credentials")
    return [{"uri": uri, "extract": True, "executable": False, "cache": False}] if uri else []


def _container(
    writer: Writer,
    topology: Topology,
    container: Container,
    options: Mapping[str, str],
    mappings: list[dict[str, object]],
) -> dict[str, object]:
    docker: dict[str, object] = {
        "image": container.image.name,
        "privileged": container.rights.privileged,
        "forcePullImage": False,
        "parameters": parameters(writer, container, options),
    }
    native: dict[str, object] = {
        "type": "DOCKER",
        "docker": docker,
        "volumes": volumes.volumes(topology, container, options),
    }
    return native if container.rights.network else {**native, "portMappings": mappings}


def _dependencies(topology: Topology, container: Container, group: str) -> list[str]:
    """The applications that have to run first; for jobs the client waits."""
    others = (topology.containers[address] for address in container.waits_for)
    return sorted(app_id(group, other.name) for other in others if other.job is None)


def grace(container: Container) -> int:
    """The seconds between the polite stop and the kill."""
    return GRACE_SECONDS if container.stop_grace_period is None else seconds(container.stop_grace_period)


def _placed(topology: Topology, container: Container, options: Mapping[str, str]) -> dict[str, object]:
    """What binds an application to agents. Reservations for a local volume are made of resources of no role."""
    native: dict[str, object] = {}
    if container.rights.network:
        native |= {"portDefinitions": [], "requirePorts": False}
    if volumes.is_resident(topology, container, options):
        resident: dict[str, object] = {
            "residency": {"taskLostBehavior": "WAIT_FOREVER"},
            "unreachableStrategy": "disabled",
        }
        return {**native, **resident, "acceptedResourceRoles": ["*"]}
    role = options.get("role")
    return {**native, "acceptedResourceRoles": [role]} if role else native


def _labels(
    topology: Topology,
    container: Container,
    mappings: list[dict[str, object]],
    options: Mapping[str, str],
    content: str,
) -> dict[str, str]:
    found = {
        **labels.marks(topology.deployment, container.address, container.generation),
        labels.CONTENT: content,
        labels.SCHEME: container.scheme,
        **balancer_labels(topology, container.address, mappings, options),
    }
    if container.policies.update is not None:
        found[labels.ON_FAILURE] = container.policies.update.failure_action
    if held := volumes.names(topology, container):
        found[labels.VOLUMES] = json.dumps(held, sort_keys=True)
    if led := routes_to(topology, container.address):
        found[labels.ROUTES] = json.dumps([route.address for route in led])
    return found
