"""The one container of a pod."""

from fractions import Fraction

from provisioners.backends.kubernetes.beside import Beside, variable_key
from provisioners.backends.kubernetes.escape import literal, reference
from provisioners.backends.kubernetes.kinds import Workload
from provisioners.backends.kubernetes.mounts import mounts
from provisioners.backends.kubernetes.probes import probes
from provisioners.backends.kubernetes.rendering import Manifest, Rendering, filled
from provisioners.containers.model import Container
from provisioners.containers.text import Text

LINGER = 3
"""Seconds between a pod's leaving its services and the end of its process: proxies need a moment to hear of it."""


def native_container(rendering: Rendering, container: Container, found: Beside, kind: Workload) -> Manifest:
    """A container as it stands in a pod."""
    native: Manifest = {
        "image": container.image.name,
        "command": [argument(text) for text in container.entrypoint],
        "args": [argument(text) for text in container.command],
        "workingDir": container.working_dir and container.working_dir.plain,
        "env": _environment(rendering, container, found),
        "ports": [{"containerPort": port, "protocol": protocol.upper()} for port, protocol in container.listens],
        "resources": resources(container),
        "volumeMounts": mounts(rendering, container),
        **probes(container),
        "lifecycle": {"preStop": {"exec": {"command": ["sleep", str(LINGER)]}}} if lingers(container, kind) else None,
        "securityContext": _security(container),
    }
    return {"name": container.name, **filled(native), "terminationMessagePolicy": "FallbackToLogsOnError"}


def lingers(container: Container, kind: Workload) -> bool:
    """Whether instances that go give way to others while somebody may ask them."""
    return kind in (Workload.DEPLOYMENT, Workload.STATEFUL_SET) and bool(container.listens)


def argument(text: Text) -> str:
    """A part of a command; a secret one comes from a variable."""
    return f"$({reference(text)})" if text.is_secret else literal(text.plain)


def _environment(rendering: Rendering, container: Container, found: Beside) -> list[Manifest]:
    secret = rendering.names.of(container.name)
    keys = {
        **{name: variable_key(name) for name, text in container.environment.items() if text.is_secret},
        **found.arguments,
    }
    plain = [
        {"name": name, "value": literal(text.plain)}
        for name, text in container.environment.items()
        if not text.is_secret
    ]
    hidden = [{"name": name, "valueFrom": {"secretKeyRef": {"name": secret, "key": key}}} for name, key in keys.items()]
    return [*plain, *hidden]


def resources(container: Container) -> Manifest:
    """Bounds and reservations."""
    own = container.resources
    return filled(
        {
            "limits": _amounts(own.cpus, own.memory),
            "requests": _amounts(own.reserved_cpus, own.reserved_memory),
        }
    )


def _amounts(cpus: str | None, memory: int | None) -> Manifest:
    return filled({"cpu": cpus and cpu(cpus), "memory": None if memory is None else str(memory)})


def cpu(text: str) -> str:
    """Processors as Kubernetes writes them: whole ones, or thousandths."""
    thousandths = -(-Fraction(text) * 1000 // 1)
    return str(thousandths // 1000) if thousandths % 1000 == 0 else f"{thousandths}m"


def _security(container: Container) -> Manifest:
    rights = container.rights
    user, _, group = (container.user.plain if container.user else "").partition(":")
    return filled(
        {
            "privileged": rights.privileged,
            "capabilities": {"add": [name.removeprefix("CAP_") for name in rights.capabilities]}
            if rights.capabilities
            else None,
            "readOnlyRootFilesystem": container.read_only,
            "runAsUser": int(user) if user else None,
            "runAsGroup": int(group) if group else None,
        }
    )
