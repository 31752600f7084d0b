"""The Swarm backend: its unit of work is the whole deployment."""

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
from provisioners.backends.docker_engine import steps
from provisioners.backends.docker_engine.connection import TLS_FILES
from provisioners.backends.swarm import client, sections
from provisioners.backends.swarm.execute import execute
from provisioners.backends.swarm.logs import logs
from provisioners.backends.swarm.observe import observe
from provisioners.backends.swarm.ping import ping
from provisioners.backends.swarm.render import render
from provisioners.backends.swarm.types import OPTIONS, RIGHTS
from provisioners.images.options import BUILDER_FIELDS, REGISTRY_FIELDS
from provisioners.planning.model import Change, PlannedStep, Recorded
from topology.graph.model import TopologyGraph


class SwarmBackend:
    """Docker's swarm mode, by one of its managers."""

    name = "swarm"
    title = "Swarm"
    contract_version = CONTRACT_VERSION
    unit = "group"
    rights = RIGHTS
    schemes = ("unix", "tcp")
    credential_fields = frozenset({*TLS_FILES, *REGISTRY_FIELDS, *BUILDER_FIELDS})
    options = OPTIONS
    tried = Tried.REAL
    tried_with = "Docker Engine 20.10, one node, endpoint_mode dnsrr"

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
