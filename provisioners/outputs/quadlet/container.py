"""The unit of one instance of a container."""

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping

from provisioners.containers.model import Container, Topology
from provisioners.outputs.images import reference
from provisioners.outputs.limits import runtime
from provisioners.outputs.quadlet import names
from provisioners.outputs.quadlet.escape import literal, raw, word
from provisioners.outputs.quadlet.networking import networking
from provisioners.outputs.quadlet.service import is_timed, order, seconds, service, whole_seconds
from provisioners.outputs.quadlet.storage import mounts, secrets
from provisioners.outputs.quadlet.unit import Pair, unit


def container_unit(topology: Topology, container: Container, name: str, options: Mapping[str, str]) -> str:
    """The unit of the instance of that name."""
    return unit(
        {
            "Unit": order(topology, container, name),
            "Container": _container(topology, container, name, options),
            "Service": service(container),
            "Install": () if is_timed(container) else (("WantedBy", "default.target"),),
        }
    )


def _container(topology: Topology, container: Container, name: str, options: Mapping[str, str]) -> Iterator[Pair]:
    yield "ContainerName", name
    yield "Image", _image(topology, container)
    yield from _process(container)
    yield from secrets(topology, container)
    yield from mounts(topology, container)
    yield from networking(topology, container)
    yield from _health(topology, container)
    yield from _limits(container)
    yield from _rights(container)
    chosen = runtime(options, container)
    if chosen is not None:
        yield "GlobalArgs", word(f"--runtime={chosen}")


def _image(topology: Topology, container: Container) -> str:
    return names.build_unit(topology, container) if container.image.build else str(reference(container.image.name))


def _process(container: Container) -> Iterator[Pair]:
    if container.entrypoint:
        texts = [text.plain for text in container.entrypoint]
        yield "Entrypoint", literal(json.dumps(texts, ensure_ascii=False))
    if container.command:
        yield "Exec", " ".join(word(text.plain) for text in container.command)
    for key, text in container.environment.items():
        if not text.is_secret:
            yield "Environment", word(f"{key}={text.plain}")
    if container.user is not None:
        yield "User", raw(container.user.plain)
    if container.working_dir is not None:
        yield "WorkingDir", raw(container.working_dir.plain)
    if container.read_only:
        yield "ReadOnly", "true"
        if container.secret_files:
            yield "Tmpfs", "/run/secrets"


def _health(topology: Topology, container: Container) -> Iterator[Pair]:
    check = container.health
    if check is None:
        return
    yield "HealthCmd", literal(_health_command([text.plain for text in check.command]))
    yield "HealthInterval", seconds(check.interval)
    yield "HealthTimeout", seconds(check.timeout)
    yield "HealthStartPeriod", seconds(check.start_period)
    yield "HealthRetries", str(check.retries)
    if container.job is None and any(container.address in other.waits_for for other in topology.containers.values()):
        yield "Notify", "healthy"


def _health_command(command: list[str]) -> str:
    """A command as Podman takes it without a shell: a list. It gives a list of one to a shell all the same."""
    only_one = [shlex.quote(command[0])] if len(command) == 1 else command
    return json.dumps(only_one, ensure_ascii=False)


def _limits(container: Container) -> Iterator[Pair]:
    own = container.resources
    flags = {"cpus": own.cpus, "memory": own.memory, "memory-reservation": own.reserved_memory}
    for flag, value in flags.items():
        if value is not None:
            yield "PodmanArgs", word(f"--{flag}={value}")
    if container.stop_grace_period is not None:
        yield "StopTimeout", str(whole_seconds(container.stop_grace_period))


def _rights(container: Container) -> Iterable[Pair]:
    rights = container.rights
    flags = {"--privileged": rights.privileged, "--pid=host": rights.pid, "--ipc=host": rights.ipc}
    yield from (("PodmanArgs", flag) for flag, wanted in flags.items() if wanted)
    yield from (("AddCapability", name) for name in rights.capabilities)
    yield from (("AddDevice", word(device)) for device in rights.devices)
