"""Answers that belong to no resource."""

from django.http import Http404, HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """That this process serves requests."""
    return HttpResponse("ok", content_type="text/plain")


def no_such_address(request: HttpRequest) -> HttpResponse:
    """What is below ``/api/`` but not in the API is nobody's."""
    raise Http404
