"""What the policies of a topology say of one container."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Placement:
    """On which hosts a container runs: marks that a host must have, and how instances are spread.

    ``apart_from`` are the addresses of other containers with which it may not share a host either.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    spread_over: str | None = None
    apart: bool = False
    everywhere: bool = False
    apart_from: tuple[str, ...] = ()

    def needs_hosts(self, instances: int) -> bool:
        """Whether so many instances cannot all be on one host, or not on that of other containers."""
        return self.apart and (instances > 1 or bool(self.apart_from))


@dataclass(frozen=True, slots=True)
class Scaling:
    """Bounds of the number of instances, and the use of reserved processor time to aim at, in percent."""

    least: int
    most: int
    cpu_utilization: int


@dataclass(frozen=True, slots=True)
class Update:
    """How instances give way to new ones; ``delay`` in microseconds, ``failure_action`` pause, continue or rollback."""

    parallelism: int = 1
    delay: int = 0
    start_first: bool = False
    failure_action: str = "pause"


class Isolation(StrEnum):
    """What stands between containers and their host's kernel."""

    VIRTUAL_MACHINE = "virtual-machine"
    USER_SPACE_KERNEL = "user-space-kernel"


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies that concern one container; None where the template says nothing."""

    placement: Placement | None = None
    scaling: Scaling | None = None
    update: Update | None = None
    min_available: int | None = None
    isolation: Isolation | None = None


NO_POLICIES = Policies()
