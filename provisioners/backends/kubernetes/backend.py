"""The Kubernetes backend: its unit of work is the whole deployment, applied in waves."""

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
from provisioners.backends.kubernetes import client, sections, steps
from provisioners.backends.kubernetes.access import CREDENTIAL_FIELDS, SCHEMES
from provisioners.backends.kubernetes.execute import execute
from provisioners.backends.kubernetes.logs import logs
from provisioners.backends.kubernetes.observe import observe
from provisioners.backends.kubernetes.ping import ping
from provisioners.backends.kubernetes.render import render
from provisioners.backends.kubernetes.types import OPTIONS, RIGHTS
from provisioners.planning.model import Change, PlannedStep, Recorded
from topology.graph.model import TopologyGraph


class KubernetesBackend:
    """Kubernetes, from version 1.20."""

    name = "kubernetes"
    title = "Kubernetes"
    contract_version = CONTRACT_VERSION
    unit = "group"
    rights = RIGHTS
    schemes = SCHEMES
    credential_fields = CREDENTIAL_FIELDS
    options = OPTIONS
    tried = Tried.REAL
    tried_with = "Kubernetes 1.20; by schema 1.25 to 1.37"

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
