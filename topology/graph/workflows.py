"""Imperative workflows: Simple Profile 1.3, 3.6.26, 3.6.27 and 3.8.7; TOSCA 2.0, 13.2."""

from collections.abc import Iterable, Mapping

from topology.graph.activities import build_activities, subject_of
from topology.graph.behaviour import ActivityKind, Precondition, Step, Workflow
from topology.graph.cycles import cycles_in
from topology.graph.interfaces import located
from topology.graph.service import Service
from topology.graph.sources import source_map
from topology.graph.written import as_written
from topology.tosca.findings import Path, nearest
from topology.tosca.grammar.workflow_definition import PreconditionDefinition, StepDefinition, WorkflowDefinition
from topology.tosca.tree import Scalar, span_of

SPEC = "3.6.27"


def build_workflows(service: Service) -> dict[str, Workflow]:
    """The workflows by name. What does not exist is TS632, a workflow that inlines itself TS633.

    Steps may lead back to earlier steps: neither version forbids it, and a retry is written so.
    """
    builder = _Workflows(service)
    found = {name: builder.build(definition) for name, definition in service.topology.workflows.items()}
    builder.check_inlining(found)
    return {f"{service.prefix}{name}": workflow for name, workflow in found.items()}


class _Workflows:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._findings = service.types.findings
        self._targets = (*service.topology.node_templates, *service.topology.groups)

    def build(self, definition: WorkflowDefinition) -> Workflow:
        primary = definition.implementation.primary if definition.implementation is not None else None
        self._check_inputs(definition)
        return Workflow(
            name=f"{self._service.prefix}{definition.name.text}",
            source=source_map(definition.name, definition.node),
            description=definition.description,
            inputs={
                name: as_written(found.default)
                for name, found in definition.inputs.items()
                if found.default is not None
            },
            preconditions=self._preconditions(definition),
            steps={name: self._step(step, definition) for name, step in definition.steps.items()},
            implementation=located(primary) if primary is not None else None,
        )

    def _check_inputs(self, definition: WorkflowDefinition) -> None:
        """The types of inputs, and their defaults."""
        converter = self._service.converter
        for found in self._service.types.data.parameters(definition.inputs, self._service.scope, {}).values():
            if found.default is not None:
                path = (*found.definition.path, "default")
                converter.convert(found.default, found.schema, None, path, is_secret=found.is_secret)

    def _preconditions(self, definition: WorkflowDefinition) -> tuple[Precondition, ...]:
        found = [self._precondition(each) for each in definition.preconditions]
        if definition.precondition is not None:
            found.append(Precondition(None, None, (as_written(definition.precondition),)))
        return tuple(found)

    def _precondition(self, definition: PreconditionDefinition) -> Precondition:
        self._check_target(definition.target, definition.target_relationship, definition.path)
        return Precondition(
            _text(definition.target),
            _text(definition.target_relationship),
            tuple(as_written(clause) for clause in definition.condition),
        )

    def _step(self, step: StepDefinition, workflow: WorkflowDefinition) -> Step:
        self._check_target(step.target, step.target_relationship, step.path)
        for following in (*step.on_success, *step.on_failure):
            self._check(following, workflow.steps, "step", step.path)
        target, relationship = _text(step.target) or "", _text(step.target_relationship)
        subject = subject_of(target, relationship, self._service)
        optional = [name for name, found in workflow.inputs.items() if found.required is False and not found.default]
        return Step(
            name=step.name.text,
            target=f"{self._service.prefix}{target}",
            relationship=relationship,
            host=_text(step.operation_host),
            filters=tuple(as_written(clause) for clause in step.filter),
            activities=build_activities(step.activities, self._service, subject, optional),
            on_success=tuple(following.text for following in step.on_success),
            on_failure=tuple(following.text for following in step.on_failure),
        )

    def _check_target(self, target: Scalar | None, relationship: Scalar | None, path: Path) -> None:
        if target is None:
            return
        self._check(target, self._targets, "node template and no group", path)
        context = self._service.contexts.get(target.text)
        if relationship is not None and context is not None and context.type is not None and not context.is_partial:
            self._check(relationship, context.type.requirements, "requirement", path, f" in `{target.text}`")

    def _check(self, name: Scalar, known: Iterable[str], what: str, path: Path, where: str = "") -> None:
        if name.text not in known:
            message = f"There is no {what} `{name.text}`{where}."
            help_text = nearest(name.text, known)
            self._findings.error("TS632", message, span_of(name), path, help=help_text, spec=SPEC)

    def check_inlining(self, workflows: Mapping[str, Workflow]) -> None:
        """A workflow that inlines itself would never end (TS633); no version says that it may not be written."""
        inlined = {name: [each for each in _inlined(found) if each in workflows] for name, found in workflows.items()}
        for circle in cycles_in(inlined):
            definition = self._service.topology.workflows[circle[0]]
            message = f"The workflow `{circle[0]}` inlines itself: {' -> '.join((*circle, circle[0]))}."
            help_text = "Let one of these workflows inline another one."
            self._findings.warning("TS633", message, definition.span, definition.path, help=help_text, spec="3.6.23.4")


def _inlined(workflow: Workflow) -> list[str]:
    activities = (activity for step in workflow.steps.values() for activity in step.activities)
    return [activity.subject for activity in activities if activity.kind is ActivityKind.INLINE]


def _text(name: Scalar | None) -> str | None:
    return name.text if name is not None else None
