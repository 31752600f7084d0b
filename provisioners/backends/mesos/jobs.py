"""One job of Chronos."""

from collections.abc import Mapping

from provisioners.backends.mesos import labels
from provisioners.backends.mesos.apps import fetch, resources
from provisioners.backends.mesos.cron import period
from provisioners.backends.mesos.names import job_name
from provisioners.backends.mesos.parameters import parameters
from provisioners.backends.mesos.placement import job_constraints
from provisioners.backends.mesos.writer import Writer
from provisioners.containers.model import Concurrency, Container, Job, Topology
from provisioners.planning.fingerprint import digest

ONCE = "R1//PT24H"
"""Once, and at once: without a start it is now. A period has to stand there."""

FIRST = "toposmith.first"
"""Where the schedule's start stands: the client puts the next time there, since rendering knows no clock."""

UTC = "UTC"


def job(
    writer: Writer, topology: Topology, container: Container, group: str, options: Mapping[str, str]
) -> dict[str, object]:
    """The job of a container that ends."""
    native: dict[str, object] = {
        "name": job_name(group, container.name),
        **_command(writer, container),
        **_times(topology, container, group),
        "retries": retries(container),
        "async": False,
        "disabled": False,
        "concurrent": _own(container).concurrency is Concurrency.ALLOW,
        **resources(container, options),
        "environmentVariables": [
            {"name": name, "value": writer.text(text)} for name, text in container.environment.items()
        ],
        "container": _container(writer, topology, container, options),
        "constraints": job_constraints(container),
        "fetch": fetch(options),
        "owner": "",
        "ownerName": "toposmith",
    }
    marks = {
        **labels.marks(topology.deployment, container.address, container.generation),
        labels.CONTENT: digest([native, writer.digests(native)]),
    }
    return {**native, "description": labels.description(marks)}


def retries(container: Container) -> int:
    """How often Chronos tries again by itself."""
    return _own(container).retries if container.restart == "on-failure" else 0


def parents(topology: Topology, container: Container) -> tuple[Container, ...]:
    """The jobs with a schedule after each of whose runs a job without one runs."""
    if _own(container).schedule:
        return ()
    others = (topology.containers[address] for address in container.waits_for)
    return tuple(other for other in others if other.job is not None and other.job.schedule)


def _own(container: Container) -> Job:
    return container.job or Job()


def _times(topology: Topology, container: Container, group: str) -> dict[str, object]:
    own = _own(container)
    if own.schedule is None:
        after = parents(topology, container)
        return {"parents": [job_name(group, other.name) for other in after]} if after else {"schedule": ONCE}
    zone = own.time_zone or UTC
    return {
        "schedule": {FIRST: own.schedule, "period": period(own.schedule, in_utc=zone == UTC)},
        "scheduleTimeZone": zone,
        "epsilon": "PT15M",
    }


def _command(writer: Writer, container: Container) -> dict[str, object]:
    """As for an application. Without a shell, the command and its arguments go to the image's own program."""
    if container.entrypoint:
        return {"shell": True, "command": writer.shell((*container.entrypoint, *container.command)), "arguments": []}
    words = writer.texts(container.command)
    return {"shell": False, "command": words[0] if words else "", "arguments": words[1:]}


def _container(
    writer: Writer, topology: Topology, container: Container, options: Mapping[str, str]
) -> dict[str, object]:
    return {
        "type": "DOCKER",
        "image": container.image.name,
        "network": "HOST" if container.rights.network else "BRIDGE",
        "forcePullImage": False,
        "parameters": parameters(writer, container, options),
        "volumes": [
            {
                "containerPath": mount.location,
                "hostPath": topology.host_paths[mount.storage].path,
                "mode": "RW",
            }
            for mount in container.mounts
            if not mount.is_volume
        ],
    }
