"""The portal's addresses: sign-in and passwords are pages of their own, all else is one page for the front end."""

from django.urls import URLPattern, path, re_path

from webui.portal.passwords import own_password
from webui.portal.shell import shell
from webui.portal.sign_in import sign_in_page, sign_out

urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in_page, name="sign-in"),
    path("sign-out", sign_out, name="sign-out"),
    path("password", own_password, name="password"),
    re_path(r"^(?:(?:topologies|deployments|targets|tokens)(?:/.*)?)?$", shell, name="shell"),
]
