"""Drives one deployment of an example through the same doors as the engine does, without its database and workers."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from provisioners.backends.contract import CommandResult, Endpoint, Observed, RenderContext, Rendered, Right, Work
from provisioners.backends.registry import load_backend
from provisioners.planning.fingerprint import digest
from provisioners.planning.model import Action, Plan, PlannedStep, Recorded
from provisioners.planning.planner import Planned, plan_deployment, plan_undeployment
from tests.examples.catalogue import ENTRY, TEMPLATES
from tests.examples.engine import docker
from topology.csar.folder import read_folder
from topology.graph.model import TopologyGraph
from topology.reading import read_template
from topology.sources import MemorySources
from topology.tosca.functions.substitute import substitute
from topology.values.value import Secret, Unknown, Value

ENGINE = Endpoint(os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock"))
RIGHTS = frozenset({Right.IMAGE_BUILD})


def run(
    argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, timeout: float, stdin: bytes | None = None
) -> CommandResult:
    """A plain command in place of the engine's, which would be ended with a lease."""
    done = subprocess.run(
        argv, env=dict(env), cwd=cwd, timeout=timeout, input=stdin or b"", stdout=-1, stderr=-2, check=False
    )
    return CommandResult(done.returncode, done.stdout.decode(errors="replace"))


@dataclass
class Deployment:
    """An example on the local engine. ``secrets`` are texts by the name of their input.

    ``files`` are a template of the test's own, and ``substitutes`` those of them that stand for abstract nodes.
    """

    example: str
    inputs: Mapping[str, Value] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    slug: str = field(default_factory=lambda: f"example-{uuid4().hex[:8]}")
    recorded: tuple[Recorded, ...] = ()
    lines: list[str] = field(default_factory=list)
    files: Mapping[str, bytes] = field(default_factory=dict)
    substitutes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.backend = load_backend("compose")
        self.files = self.files or read_folder(TEMPLATES / self.example, self.example).files

    def graph(self) -> TopologyGraph:
        given = {**self.inputs, **{name: Secret(f"input:{name}") for name in self.secrets}}
        reading = read_template(MemorySources(self.files), ENTRY, inputs=given, substitutes=self.substitutes)
        assert reading.diagnostics == ()
        assert reading.graph is not None
        return reading.graph

    def plan(self, **inputs: Value) -> Planned:
        """What would have to happen now, after a change of inputs if any."""
        self.inputs = {**self.inputs, **inputs}
        planned = plan_deployment(self.backend, self.graph(), self._context(), self.recorded)
        assert planned.rendered.diagnostics == ()
        return planned

    def apply(self, **inputs: Value) -> dict[str, Action]:
        """Bring the deployment about; what was done to each instance."""
        planned = self.plan(**inputs)
        self._perform(planned.plan, planned.rendered)
        self.recorded = tuple(
            Recorded(
                change.address,
                change.node_type,
                change.generation,
                change.fingerprint,
                planned.rendered.objects[change.address].deletion_policy,
            )
            for change in planned.plan.changes
            if change.action is not Action.DELETE
        )
        return {change.address: change.action for change in planned.plan.changes}

    def remove(self) -> None:
        """Take everything away that belongs to the deployment; may be called at any time."""
        graph = self.graph()
        rendered = self.backend.render(graph, self._context())
        self._perform(plan_undeployment(self.backend, graph, self.recorded), rendered)
        self.recorded = ()

    def observe(self) -> Mapping[str, Observed]:
        return self.backend.observe(self.slug, ENGINE)

    def output(self, name: str) -> str:
        """An output of the template, with what the platform says of its nodes."""
        observed = self.observe()

        def known(leaf: Secret | Unknown) -> Value:
            assert isinstance(leaf, Unknown)
            return observed[leaf.node].attributes[".".join(map(str, leaf.attribute))]

        return str(substitute(self.graph().outputs[name].value, known))

    def containers(self, address: str | None = None) -> list[str]:
        """The ids of the deployment's containers, or of one node's, also of stopped ones."""
        extra = ["--filter", f"label=toposmith.address={address}"] if address else []
        return docker("ps", "--all", "--quiet", "--filter", f"label=toposmith.deployment={self.slug}", *extra)

    def left_over(self) -> list[str]:
        """All that the engine holds of the deployment: containers, networks, volumes, images."""
        label = f"label=toposmith.deployment={self.slug}"
        project = f"label=com.docker.compose.project={self.slug}"
        return [
            *self.containers(),
            *(line for kind in ("network", "volume") for line in docker(kind, "ls", "--quiet", "--filter", label)),
            *(line for kind in ("network", "volume") for line in docker(kind, "ls", "--quiet", "--filter", project)),
            *docker("images", "--quiet", "--filter", f"reference=toposmith/{self.slug}/*"),
        ]

    def _context(self) -> RenderContext:
        return RenderContext(
            deployment=self.slug,
            secret_digest=lambda reference: digest(["key of the tests", self._resolve(reference)]),
            generations={item.address: item.generation for item in self.recorded},
            rights=RIGHTS,
            files={path: digest(content.hex()) for path, content in self.files.items()},
        )

    def _resolve(self, reference: str) -> str:
        return self.secrets[reference.removeprefix("input:")]

    def _perform(self, plan: Plan, rendered: Rendered) -> None:
        done: set[str] = set()
        for step in plan.steps:
            assert done.issuperset(step.depends_on)
            with tempfile.TemporaryDirectory() as folder:
                self.backend.perform(self._work(step, plan, rendered, Path(folder)))
            done.add(step.key)

    def _work(self, step: PlannedStep, plan: Plan, rendered: Rendered, folder: Path) -> Work:
        return Work(
            deployment=self.slug,
            endpoint=ENGINE,
            step=step,
            changes={change.address: change for change in plan.changes},
            rendered=rendered,
            token=uuid4().hex,
            folder=folder,
            archive=lambda: self.files,
            resolve=self._resolve,
            run=run,
            report=self.lines.append,
        )
