"""Errors as problem details (RFC 9457): every answer of 400 and above has this one shape."""

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from topology.diagnostics.codec import as_dict
from topology.errors import Conflict, Invalid, NotFound, Refused
from topology.services import VersionOutdated

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


class FieldError(Schema):
    """One fault: at a JSON pointer into the request, or at a place of a file."""

    message: str
    pointer: str | None = None
    code: str | None = None
    severity: str | None = None
    help: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None


class ProblemDetails(Schema):
    """What went wrong, for people (``detail``) and for programs (``code``)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldError] = []
    request_id: str | None = None


class Problem(Exception):
    """An error of the API itself, such as one of its headers."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}


def request_id() -> str | None:
    """The number under which the log knows the present request."""
    return structlog.contextvars.get_contextvars().get("request_id")


def problem_response(problem: Problem) -> HttpResponse:
    """The answer for a problem."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
        "request_id": request_id(),
    }
    if problem.errors:
        body["errors"] = list(problem.errors)
    headers = dict(problem.headers)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        headers.setdefault("WWW-Authenticate", "Bearer")
    return JsonResponse(body, status=problem.status, content_type=MEDIA_TYPE, headers=headers)


def problem_of_refusal(refused: Refused) -> Problem:
    """The problem that a service's refusal is."""
    if isinstance(refused, NotFound):
        return Problem(404, refused.code, refused.message)
    if isinstance(refused, VersionOutdated):
        return Problem(412, refused.code, refused.message)
    if isinstance(refused, Conflict):
        return Problem(409, refused.code, refused.message)
    errors = [as_dict(one) for one in refused.diagnostics] if isinstance(refused, Invalid) else ()
    return Problem(422, refused.code, refused.message, errors)


def problem_of_validation(error: ValidationError) -> Problem:
    """A request that does not fit its schema. An identifier in the path that is none names nothing: 404."""
    if any(fault["loc"][0] == "path" for fault in error.errors):
        return Problem(404, "not_found", "There is no such thing.")
    return Problem(422, "request_invalid", "The request does not have the expected shape.", _faults(error))


def _faults(error: ValidationError) -> list[dict[str, Any]]:
    return [{"pointer": _pointer(fault["loc"]), "message": fault["msg"]} for fault in error.errors]


def _pointer(location: Sequence[str | int]) -> str:
    source, *path = location
    parts = path[1:] if source == "body" and len(path) > 1 else path
    return "/" + "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def internal_error() -> Problem:
    """A mistake of ours: the log has it under the request's number, the answer tells nothing more."""
    return Problem(500, "internal_error", "Something went wrong on our side. The log has it under this request's id.")


def _always(status: int, code: str, detail: str) -> Callable[[Exception], Problem]:
    return lambda error: Problem(status, code, detail)


_BAD_REQUEST = _always(400, "bad_request", "The request cannot be understood.")

CONVERSIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda error: error,
    Refused: problem_of_refusal,
    ValidationError: problem_of_validation,
    AuthenticationError: _always(401, "not_signed_in", "Sign in, or send a bearer token."),
    HttpError: lambda error: Problem(error.status_code, "bad_request", error.message),
    BadRequest: _BAD_REQUEST,
    MultiPartParserError: _BAD_REQUEST,
    SuspiciousOperation: _BAD_REQUEST,
    RequestDataTooBig: _always(413, "too_large", "The request is too large."),
    DataError: _always(422, "request_invalid", "The request holds a value that cannot be stored."),
    Http404: _always(404, "not_found", "There is no such thing."),
}
"""What each exception tells the sender; the nearest class counts."""


def install(api: NinjaAPI) -> None:
    """Let the API answer every exception with a problem."""
    for kind, convert in CONVERSIONS.items():
        api.add_exception_handler(kind, _answer_by(convert))
    api.add_exception_handler(Exception, _answer_unforeseen)


def _answer_by(convert: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, error: problem_response(convert(error))


def _answer_unforeseen(request: HttpRequest, error: Any) -> HttpResponse:
    logger.error("unhandled exception in %s %s", request.method, request.path, exc_info=error)
    return problem_response(internal_error())
