"""On which agents instances run, and how they give way to new ones."""

import math
from collections.abc import Mapping

from provisioners.backends.mesos.ports import has_fixed_port
from provisioners.backends.mesos.volumes import is_resident
from provisioners.containers.model import Container, Topology

STEPS = 10_000
"""Marathon multiplies a share with the number of instances and rounds; shares are rounded to the safe side before."""


def constraints(container: Container) -> list[list[str]]:
    """The constraints of an application; ``CLUSTER`` with a value wants an agent's attribute to be exactly that."""
    placement = container.policies.placement
    if placement is None:
        return []
    found = [[name, "CLUSTER", value] for name, value in sorted(placement.labels.items())]
    if placement.spread_over:
        found.append([placement.spread_over, "GROUP_BY"])
    return [*found, ["hostname", "UNIQUE"]] if placement.apart else found


def job_constraints(container: Container) -> list[list[str]]:
    """The same for a job of Chronos, which starts one instance at a time."""
    placement = container.policies.placement
    return [] if placement is None else [[name, "EQUALS", value] for name, value in sorted(placement.labels.items())]


def upgrade_strategy(topology: Topology, container: Container, options: Mapping[str, str]) -> dict[str, float]:
    """How many instances have to be well while they are replaced, and how many there may be beyond their number.

    Where the template says nothing, a new instance comes before an old one goes, one by one, unless it could not start
    beside it. Where all have to be well and none may be beyond, Marathon allows one more, whatever their number.
    """
    count = container.scale.instances
    update = container.policies.update
    at_once = min(count, update.parallelism if update else 1)
    start_first = not has_fixed_port(container) if update is None else update.start_first
    if start_first and not any(mount.is_volume for mount in container.mounts):
        return _strategy(1.0, 0.0 if at_once == 1 else math.ceil(STEPS * at_once / count) / STEPS)
    least = math.floor(STEPS * (count - at_once) / count) / STEPS
    return _strategy(min(least, 0.5) if is_resident(topology, container, options) else least, 0.0)


def _strategy(least: float, beyond: float) -> dict[str, float]:
    return {"minimumHealthCapacity": least, "maximumOverCapacity": beyond}
