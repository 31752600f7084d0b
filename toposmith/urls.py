"""All addresses: the API under ``/api/v1``, ``/healthz`` for supervisors, everything else is the portal's."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from webui.api.api import api
from webui.health import healthz, no_such_address

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("api/v1/", api.urls),
    re_path(r"^api/", no_such_address),
    path("", include("webui.portal.urls")),
]
