"""Writing down states so that everybody hears of it: the row and its event go together."""

from typing import Any
from uuid import UUID

from django.db.models.functions import Now

from provisioners.engine.decide import UNFINISHED
from provisioners.events import append
from provisioners.models import Deployment, Operation, OperationState, Step


def announce_step(step: Step) -> None:
    """An event with the step's state as its row says now."""
    operation = step.operation
    body = {
        "operation_id": str(operation.pk),
        "key": step.key,
        "state": step.state,
        "attempt": step.attempt,
        "error": step.error,
    }
    append(operation.deployment, "step.state", body)


def set_operation_state(operation: Operation, state: str, *, error: str = "", actor: str = "") -> None:
    """Write an operation's state, and say so."""
    changes: dict[str, Any] = {"state": state, "error": error}
    changes["finished_at"] = None if state in UNFINISHED else Now()
    Operation.objects.filter(pk=operation.pk).update(**changes)
    operation.state, operation.error = OperationState(state), error
    append(operation.deployment, "operation.state", operation_body(operation), actor)


def operation_body(operation: Operation) -> dict[str, Any]:
    """An operation as its events show it."""
    return {
        "operation_id": str(operation.pk),
        "kind": operation.kind,
        "state": operation.state,
        "error": operation.error,
    }


def set_deployment_state(deployment: Deployment, state: str, *, actor: str = "") -> None:
    """Write a deployment's state, and say so when it is another."""
    if Deployment.objects.filter(pk=deployment.pk).exclude(state=state).update(state=state):
        append(deployment, "deployment.state", {"state": state}, actor)


def progress(operation_id: UUID, deployment: Deployment, key: str, line: str) -> None:
    """A line of what a step is doing."""
    append(deployment, "step.progress", {"operation_id": str(operation_id), "key": key, "line": line})
