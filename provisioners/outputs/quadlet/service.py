"""How systemd runs a container: its order, restarts and times."""

from collections.abc import Iterator

from provisioners.containers.model import Container, Topology
from provisioners.outputs.quadlet import names
from provisioners.outputs.quadlet.calendar import calendar_events
from provisioners.outputs.quadlet.escape import prose
from provisioners.outputs.quadlet.unit import Pair, unit

RESTARTS = {"no": "no", "on-failure": "on-failure", "always": "always", "unless-stopped": "always"}
PULL_SECONDS = 900
"""How long a service may take to start: it pulls its image then."""
RESTART_SECONDS = 5
"""Between two starts; systemd gives a service up that is started five times in ten seconds."""
STOP_SECONDS = 10
SPARE_SECONDS = 20
"""Between Podman's own kill and that of systemd."""
MICROSECONDS = 1_000_000


def order(topology: Topology, container: Container, name: str) -> Iterator[Pair]:
    """What a unit is called and what has to be there before it."""
    yield "Description", prose(f"{name}: {container.address} of {topology.deployment}.")
    for address in container.waits_for:
        other = topology.containers[address]
        if not is_timed(other):
            for instance in names.containers_of(topology, other):
                yield "Requires", f"{instance}.service"
                yield "After", f"{instance}.service"
    if container.job is not None and container.restart == "on-failure":
        yield "StartLimitIntervalSec", "infinity"
        yield "StartLimitBurst", str(container.job.retries + 1)


def service(container: Container) -> Iterator[Pair]:
    """The keys for what systemd itself does."""
    job = container.job
    yield "Restart", RESTARTS[container.restart]
    if container.restart != "no":
        yield "RestartSec", f"{RESTART_SECONDS}s"
    if job is not None:
        yield "Type", "oneshot"
        if job.schedule is None:
            yield "RemainAfterExit", "yes"
        yield "TimeoutStartSec", "infinity" if job.time_limit is None else seconds(job.time_limit)
    else:
        yield "TimeoutStartSec", f"{PULL_SECONDS}s"
    grace = container.stop_grace_period
    own = STOP_SECONDS if grace is None else whole_seconds(grace)
    yield "TimeoutStopSec", f"{own + SPARE_SECONDS}s"


def timer_unit(name: str, container: Container) -> str:
    """The timer that starts a job's service of that name. Raises ``ValueError`` for a container without a schedule."""
    job = container.job
    if job is None or job.schedule is None:
        raise ValueError(f"{container.address} has no schedule")
    events = calendar_events(job.schedule, job.time_zone)
    return unit(
        {
            "Unit": (("Description", f"The times of {name}.service"),),
            "Timer": (*(("OnCalendar", event) for event in events), ("Unit", f"{name}.service")),
            "Install": (("WantedBy", "timers.target"),),
        }
    )


def is_timed(container: Container) -> bool:
    """Whether a timer starts it."""
    return container.job is not None and container.job.schedule is not None


def seconds(microseconds: int) -> str:
    """A time as systemd and Podman both read it."""
    whole, rest = divmod(microseconds, MICROSECONDS)
    return f"{microseconds}us" if rest else f"{whole}s"


def whole_seconds(microseconds: int) -> int:
    """Seconds, never fewer than wanted."""
    return -(-microseconds // MICROSECONDS)
