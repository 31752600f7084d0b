"""A stored plan as the values it was made of."""

import json
from dataclasses import dataclass
from functools import cached_property

from provisioners.backends.codec import rendered_from_json
from provisioners.backends.contract import Rendered
from provisioners.models import Plan as StoredPlan
from provisioners.planning.codec import plan_from_json
from provisioners.planning.model import Change, Plan, PlannedStep
from topology.graph.codec import decode
from topology.graph.model import TopologyGraph


@dataclass(frozen=True)
class PlanValues:
    """The parts of a stored plan, each read from the database when it is first asked for."""

    stored: StoredPlan

    @cached_property
    def plan(self) -> Plan:
        return plan_from_json(json.dumps(self.stored.body))

    @cached_property
    def changes(self) -> dict[str, Change]:
        return {change.address: change for change in self.plan.changes}

    @cached_property
    def rendered(self) -> Rendered:
        return rendered_from_json(bytes(self.stored.rendered.data).decode())

    @cached_property
    def graph(self) -> TopologyGraph:
        return decode(json.loads(bytes(self.stored.graph.data)))

    def step(self, key: str) -> PlannedStep:
        """The planned step of that key. Raises ``KeyError``."""
        return {step.key: step for step in self.plan.steps}[key]
