"""All addresses: the API under ``/api/v1``, everything else is the portal's."""

from django.urls import URLPattern, URLResolver, include, path

from webui.api.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("webui.portal.urls")),
]
