"""One service of the Compose file, put together from its parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from provisioners.backends.compose.confidential import config_files, secret_files
from provisioners.backends.compose.mounts import mounts
from provisioners.backends.compose.order import depends_on
from provisioners.backends.compose.ports import native_port
from provisioners.backends.contract import Build
from provisioners.backends.docker_engine.escape import Writer, literal
from provisioners.backends.docker_engine.health import duration, health_check
from provisioners.backends.docker_engine.joining import joined
from provisioners.backends.docker_engine.labels import CONTENT, JOB, SCHEME, labels
from provisioners.containers.model import Container, Image, Topology
from provisioners.containers.policies import Isolation
from provisioners.planning.fingerprint import digest

Definitions = Mapping[str, Mapping[str, object]]

RUNTIME_OPTIONS = {
    Isolation.VIRTUAL_MACHINE: "vm_runtime",
    Isolation.USER_SPACE_KERNEL: "sandbox_runtime",
}
"""The target's option that names the engine's runtime for each isolation."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service, the top-level definitions that it brings, and how its image is made where it has to be."""

    native: dict[str, object]
    secrets: Definitions
    configs: Definitions
    build: Build | None


def service(writer: Writer, topology: Topology, container: Container, options: Mapping[str, str]) -> Service:
    """The service of a container. Keys without content are left out."""
    secrets, secret_definitions = secret_files(writer, container)
    configs, config_definitions = config_files(writer, container)
    native: dict[str, object] = {
        **_image(container.image),
        "entrypoint": writer.texts(container.entrypoint),
        "command": writer.texts(container.command),
        "environment": {name: writer.text(text) for name, text in container.environment.items()},
        **_networking(topology, container),
        "volumes": mounts(topology, container),
        "secrets": secrets,
        "configs": configs,
        "healthcheck": health_check(writer, container),
        "depends_on": depends_on(container, topology.containers),
        "deploy": _deploy(container),
        **_process(writer, container),
        **_isolation(container, options),
        **_host_rights(container),
    }
    content = {"secrets": secret_definitions, "configs": config_definitions, "environment": native["environment"]}
    native["labels"] = _labels(topology, container, digest([content, writer.digests(content)]))
    return Service(
        {key: value for key, value in native.items() if value not in (None, False, [], {})},
        secret_definitions,
        config_definitions,
        container.image.build,
    )


def _image(image: Image) -> dict[str, str]:
    native = {"image": literal(image.name)}
    return {**native, "pull_policy": "never"} if image.build else native


def _networking(topology: Topology, container: Container) -> dict[str, object]:
    if container.rights.network:
        return {"network_mode": "host"}
    return {"networks": joined(topology, container), "ports": [native_port(port) for port in container.ports]}


def _deploy(container: Container) -> dict[str, object]:
    own = container.resources
    limits = _resources(own.cpus, own.memory)
    reservations = _resources(own.reserved_cpus, own.reserved_memory)
    resources = {key: value for key, value in {"limits": limits, "reservations": reservations}.items() if value}
    replicas: dict[str, object] = {"replicas": container.scale.instances}
    return {**replicas, "resources": resources} if resources else replicas


def _resources(cpus: str | None, memory: int | None) -> dict[str, str]:
    found = {"cpus": cpus and literal(cpus), "memory": f"{memory}b" if memory is not None else None}
    return {key: value for key, value in found.items() if value}


def _process(writer: Writer, container: Container) -> dict[str, object]:
    grace = container.stop_grace_period
    native: dict[str, object] = {
        "user": container.user and writer.text(container.user),
        "working_dir": container.working_dir and writer.text(container.working_dir),
        "restart": _restart(container),
        "read_only": container.read_only,
        "stop_grace_period": None if grace is None else duration(grace),
    }
    return {key: value for key, value in native.items() if value}


def _restart(container: Container) -> str:
    if container.job is not None and container.restart == "on-failure":
        return f"on-failure:{container.job.retries}"
    return literal(container.restart)


def _isolation(container: Container, options: Mapping[str, str]) -> dict[str, object]:
    wanted = container.policies.isolation
    return {} if wanted is None else {"runtime": options.get(RUNTIME_OPTIONS[wanted])}


def _host_rights(container: Container) -> dict[str, object]:
    rights = container.rights
    return {
        "privileged": rights.privileged,
        "pid": "host" if rights.pid else None,
        "ipc": "host" if rights.ipc else None,
        "cap_add": [literal(name) for name in rights.capabilities],
        "devices": [literal(name) for name in rights.devices],
    }


def _labels(topology: Topology, container: Container, content: str) -> dict[str, str]:
    """The labels of a service's containers.

    Compose does not notice that a secret or a configuration file changed; ``toposmith.content`` makes it do so.
    """
    return {
        **labels(topology.deployment, container.address, container.generation),
        CONTENT: content,
        SCHEME: literal(container.scheme),
        **({JOB: "yes"} if container.job is not None else {}),
    }
