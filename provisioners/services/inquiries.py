"""Putting questions to a platform; a worker of the target's queue answers them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from provisioners.engine.wake import ANSWER, wake
from provisioners.models import Deployment, Inquiry, InquiryKind, Target


@transaction.atomic
def put_inquiry(
    *,
    target: Target,
    kind: InquiryKind,
    deployment: Deployment | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Inquiry:
    """Put a question and wake a worker; the row has the answer, or the platform's words, when it is no longer open.

    ``parameters`` of logs are ``address`` and ``tail``, the number of lines.
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
