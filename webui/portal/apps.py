from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "webui.portal"
    label = "portal"
