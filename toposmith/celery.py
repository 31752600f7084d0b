"""The Celery application. Messages only wake workers; the database says what is to be done."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toposmith.settings")

app = Celery("toposmith")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def on_worker_ready(**_: Any) -> None:
    """Start what runs beside the tasks."""
    from provisioners.engine import worker  # noqa: PLC0415 - Django is set up by then

    worker.begin()


worker_ready.connect(on_worker_ready)
