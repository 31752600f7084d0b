"""Plans of whole templates, one folder a case (``tests/scenarios/plans``)."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from provisioners.backends.compose import backend
from provisioners.backends.contract import RenderContext, Rendered, Right
from provisioners.planning.describe import plan_lines
from provisioners.planning.model import Action, Plan, Recorded
from provisioners.planning.planner import Planned, plan_deployment, plan_undeployment
from topology.graph.model import TopologyGraph
from topology.reading import read_template
from topology.sources import DirectorySources
from topology.values.value import Secret, Value

FOLDER = Path(__file__).parents[2] / "scenarios" / "plans"
CASES = sorted(path.parent.name for path in FOLDER.glob("*/plan.txt"))


@pytest.mark.parametrize("name", CASES)
def test_the_plan_is_as_written(name: str) -> None:
    assert described(FOLDER / name) == (FOLDER / name / "plan.txt").read_text()


def test_every_folder_is_a_case() -> None:
    assert sorted(path.name for path in FOLDER.iterdir() if path.is_dir()) == CASES


def described(case: Path) -> str:
    """A case's plan and its steps as text."""
    before, after = (case / f"{moment}.yaml" for moment in ("before", "after"))
    recorded: tuple[Recorded, ...] = ()
    if before.exists():
        graph, context = read(before)
        recorded = records(plan_deployment(backend, graph, context, ()))
    if after.exists():
        graph, context = read(after)
        plan = plan_deployment(backend, graph, context, recorded).plan
    else:
        plan = plan_undeployment(backend, graph, recorded)
    return "\n".join([*plan_lines(plan, unchanged=True), "", *step_lines(plan)]) + "\n"


def read(template: Path) -> tuple[TopologyGraph, RenderContext]:
    """A template with the inputs of its moment, and what rendering it needs."""
    given = template.parent / "inputs.yaml"
    inputs: Mapping[str, Any] = yaml.safe_load(given.read_text()) if given.exists() else {}
    texts: dict[str, str] = inputs.get(template.stem, {})
    hidden = {f"input:{name}": texts[name] for name in inputs.get("secret", ())}
    values: dict[str, Value] = {
        name: Secret(f"input:{name}") if f"input:{name}" in hidden else texts[name] for name in texts
    }
    reading = read_template(DirectorySources(template.parent), template.name, inputs=values)
    assert reading.graph is not None, reading.diagnostics
    digest = lambda reference: hashlib.sha256(hidden[reference].encode()).hexdigest()  # noqa: E731
    return reading.graph, RenderContext("shop", digest, rights=frozenset({Right.IMAGE_BUILD}))


def records(planned: Planned) -> tuple[Recorded, ...]:
    rendered: Rendered = planned.rendered
    assert not [found for found in rendered.diagnostics if found.is_error]
    return tuple(
        Recorded(
            change.address,
            change.node_type,
            change.generation,
            change.fingerprint,
            rendered.objects[change.address].deletion_policy,
        )
        for change in planned.plan.changes
        if change.action is not Action.DELETE
    )


def step_lines(plan: Plan) -> list[str]:
    return [f"step {step.key} after {', '.join(step.depends_on) or 'nothing'}: {step.title}" for step in plan.steps]
