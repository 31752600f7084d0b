"""Artifacts for Docker: each is one command, which the provider divides at blanks and runs without a shell."""

from collections.abc import Iterator, Mapping

from provisioners.containers.model import Container, Port, Topology
from provisioners.outputs.limits import runtime
from provisioners.outputs.nulecule.params import escaped, image_name, reference


def artifact(topology: Topology, container: Container, options: Mapping[str, str]) -> str:
    """The command of a container, in one line."""
    before = [escaped(word) for word in _options(topology, container, options)]
    after = [escaped(word) for word in arguments(container)]
    return " ".join(["docker", "run", *before, reference(image_name(container.name)), *after]) + "\n"


def words(topology: Topology, container: Container, options: Mapping[str, str]) -> Iterator[str]:
    """Every word of a command that a text of the template becomes a part of."""
    yield from _options(topology, container, options)
    yield from arguments(container)


def arguments(container: Container) -> Iterator[str]:
    """What follows the image. The first part of an entrypoint is an option, and the others stand here."""
    yield from (text.plain for text in container.entrypoint[1:])
    yield from (text.plain for text in container.command)


def order(topology: Topology) -> list[Container]:
    """All containers, each after those that it waits for: a container is linked to one that is there."""
    placed: dict[str, Container] = {}

    def place(address: str) -> None:
        container = topology.containers[address]
        for other in container.waits_for:
            if other not in placed:
                place(other)
        placed[address] = container

    for address in topology.containers:
        if address not in placed:
            place(address)
    return list(placed.values())


def _name(topology: Topology, container: Container) -> str:
    return f"{topology.project}-{container.name}"


def _options(topology: Topology, container: Container, options: Mapping[str, str]) -> Iterator[str]:
    yield from ("--detach", "--name", _name(topology, container), "--restart", container.restart)
    for address in container.waits_for:
        other = topology.containers[address]
        yield f"--link={_name(topology, other)}:{other.name}"
    yield from (f"--env={name}={text.plain}" for name, text in container.environment.items())
    yield from (f"--publish={_port(port)}" for port in container.ports)
    yield from _storage(topology, container)
    yield from _process(container)
    yield from _limits(container)
    yield from _rights(container)
    chosen = runtime(options, container)
    if chosen is not None:
        yield f"--runtime={chosen}"


def _port(port: Port) -> str:
    address = f"[{port.address}]" if ":" in port.address else port.address
    return f"{address}:{port.published or ''}:{port.target}/{port.protocol}"


def _storage(topology: Topology, container: Container) -> Iterator[str]:
    for mount in container.mounts:
        if mount.is_volume:
            yield f"--volume={topology.volumes[mount.storage].name}:{mount.location}"
        else:
            yield f"--volume={topology.host_paths[mount.storage].path}:{mount.location}"


def _process(container: Container) -> Iterator[str]:
    if container.entrypoint:
        yield f"--entrypoint={container.entrypoint[0].plain}"
    if container.user is not None:
        yield f"--user={container.user.plain}"
    if container.working_dir is not None:
        yield f"--workdir={container.working_dir.plain}"
    if container.read_only:
        yield "--read-only"


def _limits(container: Container) -> Iterator[str]:
    own = container.resources
    values = {"cpus": own.cpus, "memory": own.memory, "memory-reservation": own.reserved_memory}
    yield from (f"--{name}={value}" for name, value in values.items() if value is not None)


def _rights(container: Container) -> Iterator[str]:
    rights = container.rights
    flags = {
        "--privileged": rights.privileged,
        "--network=host": rights.network,
        "--pid=host": rights.pid,
        "--ipc=host": rights.ipc,
    }
    yield from (flag for flag, wanted in flags.items() if wanted)
    yield from (f"--cap-add={name}" for name in rights.capabilities)
    yield from (f"--device={name}" for name in rights.devices)
