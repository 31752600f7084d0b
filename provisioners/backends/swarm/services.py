"""One service of the stack's file, put together from its parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from provisioners.backends.contract import Build
from provisioners.backends.docker_engine.escape import Writer, literal
from provisioners.backends.docker_engine.health import duration, health_check
from provisioners.backends.docker_engine.labels import CONTENT, SCHEME, labels
from provisioners.backends.swarm.confidential import Definitions, configs, secrets
from provisioners.backends.swarm.deploy import deploy
from provisioners.backends.swarm.escape import variable_text
from provisioners.backends.swarm.networks import joined_networks
from provisioners.backends.swarm.storage import mounts
from provisioners.backends.swarm.types import VIRTUAL_ADDRESS, endpoint_mode
from provisioners.containers.model import Container, Port, Topology
from provisioners.planning.fingerprint import digest


@dataclass(frozen=True, slots=True)
class Service:
    """A service, the top-level definitions and files that it brings, and how its image is made where it has to be."""

    native: dict[str, object]
    secrets: Definitions
    configs: Definitions
    files: Mapping[str, str]
    build: Build | None


def service(writer: Writer, topology: Topology, container: Container, options: Mapping[str, str]) -> Service:
    """The service of a container. Keys without content are left out."""
    mode = endpoint_mode(options)
    hidden, shown = secrets(writer, topology, container), configs(topology, container)
    own = labels(topology.deployment, container.address, container.generation)
    native: dict[str, object] = {
        "image": literal(container.image.name),
        "entrypoint": writer.texts(container.entrypoint),
        "command": writer.texts(container.command),
        "environment": {name: variable_text(writer, text) for name, text in container.environment.items()},
        "networks": joined_networks(topology, container),
        "ports": [_port(port, mode) for port in container.ports],
        "volumes": mounts(topology, container),
        "secrets": hidden.used,
        "configs": shown.used,
        "healthcheck": health_check(writer, container),
        "depends_on": [topology.containers[address].name for address in container.waits_for],
        **_process(writer, container),
        "cap_add": [literal(name) for name in container.rights.capabilities],
        "labels": own,
        "deploy": {
            **deploy(container, mode),
            "labels": {**own, SCHEME: literal(container.scheme)},
        },
    }
    found = {key: value for key, value in native.items() if value not in (None, False, [], {})}
    _sign(found, writer)
    return Service(found, hidden.definitions, shown.definitions, shown.files, container.image.build)


def _sign(native: dict[str, object], writer: Writer) -> None:
    """Add a keyed digest of all that the service is made of, with the secrets that nobody else can compare."""
    section = native["deploy"]
    if isinstance(section, dict):
        section["labels"] = {**section["labels"], CONTENT: digest([native, *writer.digests(native)])}


def _port(port: Port, mode: str) -> dict[str, object]:
    form: dict[str, object] = {
        "target": port.target,
        "protocol": literal(port.protocol),
        "mode": "ingress" if mode == VIRTUAL_ADDRESS else "host",
    }
    return {**form, "published": port.published} if port.published else form


def _process(writer: Writer, container: Container) -> dict[str, object]:
    grace = container.stop_grace_period
    return {
        "user": container.user and writer.text(container.user),
        "working_dir": container.working_dir and writer.text(container.working_dir),
        "read_only": container.read_only,
        "stop_grace_period": None if grace is None else duration(grace),
    }
