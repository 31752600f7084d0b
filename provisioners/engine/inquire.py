"""Answers questions to a platform, and runs the commands that people ask for in an instance."""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now

from provisioners.backends.contract import Backend, Endpoint, PlatformError
from provisioners.backends.registry import UnknownBackend, load_backend
from provisioners.engine.outside import outside_call
from provisioners.engine.work import endpoint_of
from provisioners.images.credentials import login_for
from provisioners.images.registry import digest_of
from provisioners.images.web import Web
from provisioners.models import Inquiry, InquiryKind, StepState
from provisioners.outbound import check_endpoint
from provisioners.sealing import SealError, unseal

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 60.0
"""Who asked is no longer waiting after this time."""

LONGEST_ANSWER = 1024 * 1024
LONGEST_OUTPUT = 128 * 1024


def open_inquiries() -> QuerySet[Inquiry]:
    """Questions to this worker's queues that nobody has begun to answer and somebody still waits for."""
    fresh = Now() - timedelta(seconds=PATIENCE_SECONDS)
    return Inquiry.objects.filter(state=StepState.PENDING, queue__in=settings.WORKER_QUEUES, created_at__gt=fresh)


def answer_inquiry(inquiry_id: UUID) -> None:
    """Claim and answer a question; of several workers one does."""
    claim = uuid4()
    if not open_inquiries().filter(pk=inquiry_id).update(state=StepState.RUNNING, claim=claim):
        return
    inquiry = Inquiry.objects.select_related("target", "deployment").get(pk=inquiry_id)
    try:
        state, answer, error = StepState.SUCCEEDED, _ask(inquiry)[-LONGEST_ANSWER:], ""
    except (PlatformError, UnknownBackend, SealError) as refusal:
        state, answer, error = StepState.FAILED, "", str(refusal)
    except Exception:
        _close(inquiry_id, claim, StepState.FAILED, "", "internal error; the worker's log has more")
        raise
    _close(inquiry_id, claim, state, answer, error)


def close_unanswered() -> None:
    """Give up the questions that no worker answered in time, those of lost workers included."""
    old = Inquiry.objects.filter(
        created_at__lte=Now() - timedelta(seconds=PATIENCE_SECONDS), state__in=[StepState.PENDING, StepState.RUNNING]
    )
    if old.exists():
        old.update(state=StepState.FAILED, error="no worker answered in time", claim=None, finished_at=Now())


def _ask(inquiry: Inquiry) -> str:
    backend = load_backend(inquiry.target.backend)
    endpoint = endpoint_of(backend, inquiry.target)
    with outside_call():
        return ANSWERS[InquiryKind(inquiry.kind)](backend, endpoint, inquiry)


def _ping(backend: Backend, endpoint: Endpoint, inquiry: Inquiry) -> str:
    return backend.ping(endpoint)


def _logs(backend: Backend, endpoint: Endpoint, inquiry: Inquiry) -> str:
    address, tail = str(inquiry.parameters["address"]), int(inquiry.parameters["tail"])
    return backend.logs(_slug(inquiry), address, endpoint, tail=tail)


def _execute(backend: Backend, endpoint: Endpoint, inquiry: Inquiry) -> str:
    """The command was sealed when it was asked for, since people write passwords into commands."""
    address, timeout = str(inquiry.parameters["address"]), float(inquiry.parameters["timeout"])
    command = json.loads(unseal(inquiry.parameters["command"]))
    result = backend.execute(_slug(inquiry), address, endpoint, command, timeout=timeout)
    output = result.output.replace("\0", "")[-LONGEST_OUTPUT:]
    return json.dumps({"status": result.status, "output": output}, ensure_ascii=False)


def _digests(backend: Backend, endpoint: Endpoint, inquiry: Inquiry) -> str:
    """What the tags of images mean now, by the images' names. Each registry's address is under the policy."""
    web = Web(partial(check_endpoint, allowed=settings.ALLOWED_ENDPOINTS, schemes=("https",)))
    images = map(str, inquiry.parameters["images"])
    return json.dumps({image: digest_of(web, image, login_for(endpoint, image)) for image in images})


def _slug(inquiry: Inquiry) -> str:
    if inquiry.deployment is None:
        raise PlatformError(f"{inquiry.kind} is asked of a deployment")
    return inquiry.deployment.slug


ANSWERS: Mapping[InquiryKind, Callable[[Backend, Endpoint, Inquiry], str]] = {
    InquiryKind.PING: _ping,
    InquiryKind.LOGS: _logs,
    InquiryKind.EXECUTE: _execute,
    InquiryKind.DIGESTS: _digests,
}


def _close(inquiry_id: UUID, claim: UUID, state: StepState, answer: str, error: str) -> None:
    """PostgreSQL stores no NUL in text."""
    Inquiry.objects.filter(pk=inquiry_id, claim=claim).update(
        state=state, answer=answer.replace("\0", ""), error=error, finished_at=Now()
    )
