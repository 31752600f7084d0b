"""Carries plans out the plain way, without a database: for tests of backends alone."""

import hashlib
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from provisioners.backends.contract import (
    Backend,
    CommandResult,
    Endpoint,
    NodeState,
    Observed,
    RenderContext,
    Rendered,
    Right,
    RunCommand,
    Work,
)
from provisioners.planning.model import Action, Plan, PlannedStep, Recorded
from provisioners.planning.planner import Planned, plan_deployment, plan_undeployment
from provisioners.planning.unfinished import Unfinished, marked
from topology.graph.model import TopologyGraph


def run_plainly(
    argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, timeout: float, stdin: bytes | None = None
) -> CommandResult:
    """Run a command to its end with nothing but the given environment."""
    result = subprocess.run(
        argv,
        env=dict(env),
        cwd=cwd,
        timeout=timeout,
        input=stdin if stdin is not None else b"",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return CommandResult(result.returncode, result.stdout.decode(errors="replace")[-64_000:])


@dataclass
class Harness:
    """One deployment on one endpoint, with its records."""

    backend: Backend
    endpoint: Endpoint
    folder: Path
    deployment: str
    rights: frozenset[Right] = frozenset()
    secrets: Mapping[str, str] = field(default_factory=dict)
    archive: Mapping[str, bytes] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    run: RunCommand = run_plainly
    recorded: tuple[Recorded, ...] = ()
    reports: list[str] = field(default_factory=list)
    attempts: int = 0

    def context(self) -> RenderContext:
        return RenderContext(
            deployment=self.deployment,
            secret_digest=lambda reference: hashlib.sha256(f"key{self.secrets[reference]}".encode()).hexdigest(),
            rights=self.rights,
            files={path: hashlib.sha256(content).hexdigest() for path, content in self.archive.items()},
            options=self.options,
        )

    def plan(self, graph: TopologyGraph) -> Planned:
        return plan_deployment(self.backend, graph, self.context(), self.recorded)

    def deploy(self, graph: TopologyGraph) -> Planned:
        """Plan, carry out and record."""
        planned = self.plan(graph)
        assert not [found for found in planned.rendered.diagnostics if found.is_error]
        self.carry_out(planned.plan, planned.rendered)
        self.record(planned)
        return planned

    def undeploy(self, graph: TopologyGraph) -> Plan:
        plan = plan_undeployment(self.backend, graph, self.recorded)
        self.carry_out(plan, Rendered({}, {}))
        self.recorded = ()
        return plan

    def carry_out(self, plan: Plan, rendered: Rendered) -> None:
        """All steps, each after those it waits for."""
        done: set[str] = set()
        waiting = list(plan.steps)
        while waiting:
            step = next(step for step in waiting if set(step.depends_on) <= done)
            self.perform(plan, rendered, step)
            waiting.remove(step)
            done.add(step.key)

    def perform(self, plan: Plan, rendered: Rendered, step: PlannedStep) -> None:
        self.attempts += 1
        folder = self.folder / str(self.attempts)
        folder.mkdir(mode=0o700)
        self.backend.perform(
            Work(
                deployment=self.deployment,
                endpoint=self.endpoint,
                step=step,
                changes={change.address: change for change in plan.changes},
                rendered=rendered,
                token=f"{self.deployment}/{step.key}",
                folder=folder,
                archive=lambda: self.archive,
                resolve=self.secrets.__getitem__,
                run=self.run,
                report=self.reports.append,
            )
        )

    def record(self, planned: Planned) -> None:
        objects = planned.rendered.objects
        self.recorded = tuple(
            Recorded(
                change.address,
                change.node_type,
                change.generation,
                change.fingerprint,
                objects[change.address].deletion_policy,
            )
            for change in planned.plan.changes
            if change.action is not Action.DELETE
        )

    def notice(self, observed: Mapping[str, Observed]) -> None:
        """Record what was observed as the engine does: what is away, and what somebody else changed."""
        self.recorded = tuple(_noticed(item, observed.get(item.address)) for item in self.recorded)

    def observe(self) -> Mapping[str, Observed]:
        return self.backend.observe(self.deployment, self.endpoint)


def _noticed(item: Recorded, seen: Observed | None) -> Recorded:
    if seen is None or seen.state is NodeState.DELETED:
        return replace(item, fingerprint=marked(item.fingerprint, Unfinished.GONE))
    return replace(item, drift=seen.drift)
