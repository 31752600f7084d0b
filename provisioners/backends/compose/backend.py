"""The Compose backend: its unit of work is the whole deployment."""

from collections.abc import Mapping, Sequence

from provisioners.backends.compose import client, sections, steps
from provisioners.backends.compose.logs import logs
from provisioners.backends.compose.observe import observe
from provisioners.backends.compose.ping import ping
from provisioners.backends.compose.render import render
from provisioners.backends.compose.types import RIGHTS
from provisioners.backends.contract import (
    CONTRACT_VERSION,
    Endpoint,
    NativeObject,
    Observed,
    RenderContext,
    Rendered,
    Right,
    Verdict,
    Work,
)
from provisioners.planning.model import Change, PlannedStep, Recorded
from topology.diagnostics import Diagnostic
from topology.graph.model import TopologyGraph


class ComposeBackend:
    """Docker Compose v2 on a Docker Engine."""

    name = "compose"
    contract_version = CONTRACT_VERSION
    unit = "group"
    rights = RIGHTS

    def check(self, graph: TopologyGraph, rights: frozenset[Right]) -> tuple[Diagnostic, ...]:
        return render(graph, RenderContext("check", secret_digest=_no_digest, rights=rights)).diagnostics

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

    def observe(self, deployment: str, endpoint: Endpoint) -> Mapping[str, Observed]:
        return observe(deployment, endpoint)

    def logs(self, deployment: str, address: str, endpoint: Endpoint, *, tail: int) -> str:
        return logs(deployment, address, endpoint, tail=tail)

    def ping(self, endpoint: Endpoint) -> str:
        return ping(endpoint)


def _no_digest(reference: str) -> str:
    """Checking renders without ever looking at a secret."""
    return ""
