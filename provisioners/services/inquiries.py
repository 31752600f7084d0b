"""Putting questions to a platform; a worker of the target's queue answers them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from provisioners.engine.wake import ANSWER, wake
from provisioners.errors import NotFound
from provisioners.events import append, locked
from provisioners.models import Deployment, Inquiry, InquiryKind, Instance, StepState, Target
from provisioners.sealing import seal


@transaction.atomic
def put_inquiry(
    *,
    target: Target,
    kind: InquiryKind,
    deployment: Deployment | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Inquiry:
    """Put a question and wake a worker; the row has the answer, or the platform's words, when it is no longer open.

    ``parameters`` of logs are ``address`` and ``tail``, the number of lines; of a command see :func:`put_command`.
    """
    inquiry = Inquiry.objects.create(
        team_id=target.team_id,
        target=target,
        deployment=deployment,
        kind=kind,
        parameters=dict(parameters or {}),
        queue=target.queue,
    )
    wake(ANSWER, inquiry.pk, target.queue)
    return inquiry


def put_command(*, deployment: Deployment, address: str, command: Sequence[str], timeout: float, actor: str) -> Inquiry:
    """Ask for a command to be run in an instance, for at most ``timeout`` seconds; an event says who asked.

    The command is sealed, and the event names its program alone, since people write passwords into commands. The
    answer is JSON with ``status`` and ``output``. Raises :class:`NotFound` when nothing is recorded at the address.
    """
    with locked(deployment.pk):
        if not Instance.objects.filter(deployment=deployment, address=address).exists():
            raise NotFound("There is no such instance.")
        append(deployment, "instance.command", {"address": address, "program": command[0]}, actor)
        return put_inquiry(
            target=deployment.target,
            deployment=deployment,
            kind=InquiryKind.EXECUTE,
            parameters={"address": address, "timeout": timeout, "command": seal(json.dumps(list(command)))},
        )


def give_up_inquiry(*, inquiry: Inquiry) -> None:
    """Let nobody begin to answer what nobody waits for any more."""
    Inquiry.objects.filter(pk=inquiry.pk, state=StepState.PENDING).update(state=StepState.CANCELLED)
