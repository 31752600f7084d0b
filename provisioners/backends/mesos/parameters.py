"""Parameters of Docker's command line: the only way to say some things on Mesos."""

from collections.abc import Iterator, Mapping

from provisioners.backends.mesos.writer import Leaf, Writer
from provisioners.containers.model import Container
from provisioners.containers.policies import Isolation

RUNTIME_OPTIONS = {
    Isolation.VIRTUAL_MACHINE: "vm_runtime",
    Isolation.USER_SPACE_KERNEL: "sandbox_runtime",
}
"""The target's option that names the engine's runtime for each isolation."""


def parameters(writer: Writer, container: Container, options: Mapping[str, str]) -> list[dict[str, Leaf]]:
    """The parameters of a container; all but its runtime, which the target names, need a right."""
    wanted = container.policies.isolation
    runtime = options.get(RUNTIME_OPTIONS[wanted]) if wanted is not None else None
    found = [(key, value) for _, key, value in by_property(writer, container)]
    return [{"key": key, "value": value} for key, value in (*found, *([("runtime", runtime)] if runtime else []))]


def by_property(writer: Writer, container: Container) -> Iterator[tuple[str, str, Leaf]]:
    """Each property that becomes a parameter, with the parameter's key and value."""
    if container.user is not None:
        yield "user", "user", writer.text(container.user)
    if container.working_dir is not None:
        yield "working_dir", "workdir", writer.text(container.working_dir)
    if container.read_only:
        yield "read_only", "read-only", "true"
    if container.rights.pid:
        yield "host_pid", "pid", "host"
    if container.rights.ipc:
        yield "host_ipc", "ipc", "host"
    for name in container.rights.capabilities:
        yield "added_capabilities", "cap-add", name
    for name in container.rights.devices:
        yield "devices", "device", name
