"""Workflows (section 3.8.7): steps refer to steps, nodes and groups that exist. They are not carried out yet."""

from collections.abc import Iterable

from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.grammar.workflow_definition import WorkflowDefinition
from topology.tosca.tree import Scalar, span_of

SPEC = "3.6.27"


def check_workflows(topology: TopologyTemplate, findings: Findings) -> None:
    """Report steps and targets that do not exist (TS632)."""
    targets = (*topology.node_templates, *topology.groups)
    for workflow in topology.workflows.values():
        _check(workflow, targets, findings)


def _check(workflow: WorkflowDefinition, targets: Iterable[str], findings: Findings) -> None:
    for step in workflow.steps.values():
        if step.target is not None:
            _check_name(step.target, targets, "node template and no group", step.path, findings)
        for following in (*step.on_success, *step.on_failure):
            _check_name(following, workflow.steps, "step", step.path, findings)


def _check_name(name: Scalar, known: Iterable[str], what: str, path: Path, findings: Findings) -> None:
    if name.text not in known:
        message = f"There is no {what} `{name.text}`."
        findings.error("TS632", message, span_of(name), path, help=nearest(name.text, known), spec=SPEC)
