"""The Compose backend: its unit of work is the whole deployment."""

from collections.abc import Mapping, Sequence

from provisioners.backends.compose import client, sections
from provisioners.backends.compose.execute import execute
from provisioners.backends.compose.logs import logs
from provisioners.backends.compose.observe import observe
from provisioners.backends.compose.ping import ping
from provisioners.backends.compose.render import render
from provisioners.backends.compose.types import OPTIONS, RIGHTS
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
from provisioners.backends.docker_engine import steps
from provisioners.backends.docker_engine.connection import TLS_FILES
from provisioners.planning.model import Change, PlannedStep, Recorded
from topology.graph.model import TopologyGraph


class ComposeBackend:
    """Docker Compose v2 on a Docker Engine."""

    name = "compose"
    title = "Compose"
    contract_version = CONTRACT_VERSION
    unit = "group"
    rights = RIGHTS
    schemes = ("unix", "tcp")
    credential_fields = frozenset(TLS_FILES)
    options = OPTIONS
    tried = Tried.REAL
    tried_with = "Docker Engine 20.10, Compose 2.26"

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
