"""Errors as problem details (RFC 9457): every answer of 400 and above has this one shape."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
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


def install(api: NinjaAPI) -> None:
    """Let the API answer every exception with a problem."""

    @api.exception_handler(Problem)
    def of_the_api(request: HttpRequest, error: Problem) -> HttpResponse:
        return problem_response(error)

    @api.exception_handler(Refused)
    def of_a_service(request: HttpRequest, error: Refused) -> HttpResponse:
        return problem_response(problem_of_refusal(error))

    @api.exception_handler(ValidationError)
    def of_the_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem_response(problem_of_validation(error))

    @api.exception_handler(AuthenticationError)
    def of_an_unknown_sender(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem_response(Problem(401, "not_signed_in", "Sign in, or send a bearer token."))

    @api.exception_handler(HttpError)
    def of_the_protocol(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem_response(Problem(error.status_code, "bad_request", error.message))

    @api.exception_handler(SuspiciousOperation)
    @api.exception_handler(MultiPartParserError)
    @api.exception_handler(BadRequest)
    def of_the_transport(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem_response(Problem(400, "bad_request", "The request cannot be understood."))

    @api.exception_handler(RequestDataTooBig)
    def of_the_size(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return problem_response(Problem(413, "too_large", "The request is too large."))

    @api.exception_handler(Http404)
    def of_a_missing_row(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem_response(Problem(404, "not_found", "There is no such thing."))

    @api.exception_handler(Exception)
    def of_our_own(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.error("unhandled exception in %s %s", request.method, request.path, exc_info=error)
        return problem_response(internal_error())


def internal_error() -> Problem:
    """A mistake of ours: the log has it under the request's number, the answer tells nothing more."""
    return Problem(500, "internal_error", "Something went wrong on our side. The log has it under this request's id.")
