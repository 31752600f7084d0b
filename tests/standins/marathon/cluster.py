"""The agents of the stand-in: what they offer, and where tasks and volumes are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.standins.marathon.rules import host_ports

App = Mapping[str, Any]


@dataclass
class Agent:
    """A host with resources and attributes."""

    identifier: str
    host: str
    cpus: float = 8.0
    mem: float = 16_384.0
    disk: float = 500_000.0
    ports: range = range(1025, 32_001)
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass
class Task:
    """One task. ``results`` are those of its health check, newest last."""

    identifier: str
    app: str
    version: str
    agent: Agent
    ports: list[int]
    needs: tuple[float, float]
    state: str = "TASK_STAGING"
    results: list[bool] = field(default_factory=list)
    volumes: dict[str, str] = field(default_factory=dict)
    staged_at: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def is_up(self) -> bool:
        return self.state == "TASK_RUNNING"


def place(app: App, agents: list[Agent], tasks: list[Task], bound: Agent | None) -> tuple[Agent, list[int]] | list[str]:
    """An agent for a task and its ports, or why each agent's offer cannot be used."""
    reasons = []
    for agent in agents:
        if bound is not None and agent is not bound:
            continue
        reason = next(_unfit(app, agent, agents, tasks), None)
        if reason is None:
            return agent, _ports(app, agent, tasks)
        reasons.append(reason)
    return reasons


def _unfit(app: App, agent: Agent, agents: list[Agent], tasks: list[Task]) -> Iterator[str]:
    here = [task for task in tasks if task.agent is agent]
    if app["cpus"] > agent.cpus - sum(task.needs[0] for task in here):
        yield "InsufficientCpus"
    if app["mem"] > agent.mem - sum(task.needs[1] for task in here):
        yield "InsufficientMemory"
    taken = {port for task in here for port in task.ports}
    if any(port and (port in taken or port not in agent.ports) for port in host_ports(app)):
        yield "InsufficientPorts"
    own = [task for task in here if task.app == app["id"]]
    others = [task for task in tasks if task.app == app["id"]]
    for constraint in app["constraints"]:
        if not _holds(constraint, agent, agents, own, others):
            yield "UnfulfilledConstraint"


def _holds(constraint: list[str], agent: Agent, agents: list[Agent], own: list[Task], others: list[Task]) -> bool:
    name, operator, *value = constraint
    found = agent.host if name == "hostname" else agent.attributes.get(name)
    if operator == "UNIQUE":
        return not own
    if found is None:
        return operator == "UNLIKE"
    if operator in ("CLUSTER", "IS"):
        return found == value[0]
    if operator == "LIKE":
        return re.fullmatch(value[0], found) is not None
    if operator == "GROUP_BY":
        counts = {value: 0 for one in agents if (value := one.attributes.get(name)) is not None}
        for task in others:
            counts[task.agent.attributes[name]] += 1
        return counts[found] == min(counts.values())
    return True


def _ports(app: App, agent: Agent, tasks: list[Task]) -> list[int]:
    taken = {port for task in tasks if task.agent is agent for port in task.ports} | set(host_ports(app))
    free = (port for port in reversed(agent.ports) if port not in taken)
    return [port or next(free) for port in host_ports(app)]
