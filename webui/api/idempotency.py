"""``Idempotency-Key``: a request sent twice is carried out once and answered twice."""

import functools
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from ninja.decorators import decorate_view

from webui.accounts.access import Principal
from webui.accounts.models import Team, User
from webui.api.authentication import principal_of
from webui.api.models import IdempotencyRecord
from webui.api.problems import Problem, problem_response

KEPT_HEADERS = ("Content-Type", "Location", "ETag", "Retry-After")
LONGEST_KEY = 200
GIVEN_UP_AFTER = timedelta(minutes=2)

Run = Callable[..., HttpResponse]


def _wrap(run: Run) -> Run:
    @functools.wraps(run)
    def run_once(request: HttpRequest, **parameters: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key")
        principal = principal_of(request) if key else None
        if key is None or principal is None:
            return run(request, **parameters)
        if len(key) > LONGEST_KEY:
            return problem_response(Problem(422, "idempotency_key_too_long", "At most 200 characters, please."))
        return _answer_once(principal, key, request, lambda: run(request, **parameters))

    return run_once


idempotent = decorate_view(_wrap)
"""Honour ``Idempotency-Key`` on a route that creates."""


def _answer_once(principal: Principal, key: str, request: HttpRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    team, digest = principal.team, _digest_of(request, principal.user)
    record = _begin(team, key, digest)
    if record is None:
        return _answer_again(IdempotencyRecord.objects.filter(team=team, key=key).first(), digest)
    response = run()
    if response.status_code < 300:
        record.status = response.status_code
        record.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        record.body = response.content
        record.save()
    else:
        record.delete()
    return response


def _begin(team: Team, key: str, digest: str) -> IdempotencyRecord | None:
    """The record of a request that nobody else answers; None when there is an answer, or another works on it."""
    stale = IdempotencyRecord.objects.filter(
        team=team, key=key, status=None, created_at__lt=timezone.now() - GIVEN_UP_AFTER
    )
    stale.delete()
    try:
        with transaction.atomic():
            return IdempotencyRecord.objects.create(team=team, key=key, request_digest=digest)
    except IntegrityError:
        return None


def _answer_again(record: IdempotencyRecord | None, digest: str) -> HttpResponse:
    if record is not None and record.request_digest != digest:
        problem = Problem(422, "idempotency_key_reused", "This key was used for a request that was not the same.")
        return problem_response(problem)
    if record is None or record.status is None:
        detail = "The first request with this key is still under way."
        return problem_response(Problem(409, "request_under_way", detail, headers={"Retry-After": "1"}))
    return HttpResponse(bytes(record.body), status=record.status, headers=record.headers)


def _digest_of(request: HttpRequest, user: User) -> str:
    """A keyed digest of what is asked and by whom: a kept answer is given before any role is looked at.

    The body may hold secrets, and multipart boundaries differ each time.
    """
    if request.content_type == "multipart/form-data":
        fields = sorted((name, values) for name, values in request.POST.lists())
        files = [(name, one.name, _content(one)) for name, many in sorted(request.FILES.lists()) for one in many]
        body = json.dumps([fields, files]).encode()
    else:
        body = request.body
    start = f"{user.pk} {request.method} {request.get_full_path()}\n".encode()
    return salted_hmac("idempotency", start + body, algorithm="sha256").hexdigest()


def _content(upload: Any) -> str:
    content = upload.read()
    upload.seek(0)
    return salted_hmac("idempotency", content, algorithm="sha256").hexdigest()
