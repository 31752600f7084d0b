"""In which order applications and jobs are made: whatever waits for a job comes in a later stage.

Marathon keeps the order of applications by itself, so most deployments have one stage. It keeps none of pods.
"""

from collections.abc import Mapping

from provisioners.backends.mesos.names import app_id, job_name
from provisioners.containers.model import Container, Topology


def stages(topology: Topology, group: str, by_pods: bool) -> list[dict[str, list[str]]]:
    """The ids of applications or pods and the names of jobs of each stage; within a stage, jobs come last."""
    numbers: dict[str, int] = {}
    for address in topology.containers:
        _number(topology.containers, address, numbers, by_pods)
    found = []
    for number in sorted(set(numbers.values())):
        members = [topology.containers[address] for address, own in numbers.items() if own == number]
        found.append(
            {
                "pods" if by_pods else "apps": [app_id(group, one.name) for one in members if one.job is None],
                "jobs": [job_name(group, one.name) for one in members if one.job is not None],
            }
        )
    return found


def _number(containers: Mapping[str, Container], address: str, numbers: dict[str, int], by_pods: bool) -> int:
    """A container's stage; what it waits for has been numbered before it."""
    if address not in numbers:
        before = containers[address].waits_for
        numbers[address] = max((_after(containers, other, numbers, by_pods) for other in before), default=0)
    return numbers[address]


def _after(containers: Mapping[str, Container], other: str, numbers: dict[str, int], by_pods: bool) -> int:
    return _number(containers, other, numbers, by_pods) + (by_pods or containers[other].job is not None)
