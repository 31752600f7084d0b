from django.apps import AppConfig


class ProvisionersConfig(AppConfig):
    name = "provisioners"
    default_auto_field = "django.db.models.BigAutoField"
