"""The Mesos backend: its unit of work is the whole deployment."""

from collections.abc import Mapping, Sequence

from provisioners.backends.contract import (
    CONTRACT_VERSION,
    CommandResult,
    Endpoint,
    NativeObject,
    Observed,
    RenderContext,
    Rendered,
    Tried,
    Verdict,
    Work,
)
from provisioners.backends.mesos import client, sections, steps
from provisioners.backends.mesos.execute import execute
from provisioners.backends.mesos.http import CREDENTIAL_FIELDS
from provisioners.backends.mesos.logs import logs
from provisioners.backends.mesos.observe import observe
from provisioners.backends.mesos.ping import ping
from provisioners.backends.mesos.render import render
from provisioners.backends.mesos.types import OPTIONS, RIGHTS
from provisioners.planning.model import Change, PlannedStep, Recorded
from topology.graph.model import TopologyGraph


class MesosBackend:
    """Marathon, and Chronos for jobs, on Apache Mesos or DC/OS."""

    name = "mesos"
    title = "Mesos"
    contract_version = CONTRACT_VERSION
    unit = "group"
    rights = RIGHTS
    schemes = ("https",)
    credential_fields = CREDENTIAL_FIELDS
    options = OPTIONS
    tried = Tried.STAND_IN
    tried_with = "a stand-in for Marathon and Chronos; a real Mesos has never run here"

    def render(self, graph: TopologyGraph, context: RenderContext) -> Rendered:
        return render(graph, context)

    def judge(self, recorded: Recorded, wanted: NativeObject) -> Verdict:
        return sections.judge(recorded, wanted)

    def steps(self, graph: TopologyGraph, changes: Sequence[Change], rendered: Rendered) -> tuple[PlannedStep, ...]:
        return steps.steps(graph, changes, rendered)

    def teardown(self, graph: TopologyGraph, changes: Sequence[Change]) -> tuple[PlannedStep, ...]:
        return steps.teardown(graph, changes)

    def perform(self, work: Work) -> None:
        client.perform(work)

    def observe(self, deployment: str, endpoint: Endpoint, wanted: Rendered | None = None) -> Mapping[str, Observed]:
        return observe(deployment, endpoint, wanted)

    def logs(self, deployment: str, address: str, endpoint: Endpoint, *, tail: int) -> str:
        return logs(deployment, address, endpoint, tail=tail)

    def execute(
        self, deployment: str, address: str, endpoint: Endpoint, command: Sequence[str], *, timeout: float
    ) -> CommandResult:
        return execute(deployment, address, endpoint, command, timeout=timeout)

    def ping(self, endpoint: Endpoint) -> str:
        return ping(endpoint)
