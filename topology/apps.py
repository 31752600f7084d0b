from django.apps import AppConfig


class TopologyConfig(AppConfig):
    """The stored templates, as an application of Django."""

    name = "topology"
    default_auto_field = "django.db.models.BigAutoField"
