"""Forgets what has been kept long enough, as ``settings.RETENTION_HOURS`` says for each model."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db.models.functions import Now

from provisioners.models import Plan


def prune() -> None:
    """Delete rows by their age. Plans that were carried out stay with their operations."""
    for label, hours in settings.RETENTION_HOURS.items():
        model = apps.get_model(label)
        old = model._default_manager.filter(created_at__lt=Now() - timedelta(hours=hours))
        if model is Plan:
            old = old.filter(operations=None)
        old.delete()
