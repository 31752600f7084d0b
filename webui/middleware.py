"""What goes around every request: its number, problems instead of pages of errors, and safe headers."""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from webui.api.problems import MEDIA_TYPE, Problem, internal_error, problem_response, request_id

API = "/api/"
SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PROBLEMS = {
    400: ("bad_request", "The request cannot be understood."),
    403: ("forbidden", "This is not allowed."),
    404: ("not_found", "There is no such address."),
    405: ("method_not_allowed", "This address does not take that method."),
    413: ("too_large", "The request is too large."),
}


@sync_and_async_middleware
def finishing(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Give every answer its finish, on its way out."""
    if iscoroutinefunction(get_response):

        async def respond_async(request: HttpRequest) -> HttpResponseBase:
            answer: Awaitable[HttpResponseBase] = get_response(request)
            return _finished(request, await answer)

        return respond_async

    def respond(request: HttpRequest) -> HttpResponseBase:
        return _finished(request, get_response(request))

    return respond


def _finished(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    is_plain_error = response.status_code >= 400 and not response.get("Content-Type", "").startswith(MEDIA_TYPE)
    if request.path.startswith(API) and is_plain_error:
        response = _as_problem(response)
    for name, value in SAFE_HEADERS.items():
        response.setdefault(name, value)
    number = request_id()
    if number:
        response["X-Request-ID"] = number
    return response


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    code, detail = PROBLEMS.get(response.status_code, ("", ""))
    problem = Problem(response.status_code, code, detail) if code else internal_error()
    if "Allow" in response:
        problem.headers = {"Allow": response["Allow"]}
    return problem_response(problem)
