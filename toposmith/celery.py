"""The Celery application. Messages only wake workers; the database says what is to be done."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready
from django.conf import settings

from toposmith.broker import use_whole_messages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toposmith.settings")
os.environ.setdefault("CELERY_SKIP_CHECKS", "true")  # Django's: they import the whole portal, which checks itself

use_whole_messages()

app = Celery("toposmith")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def make_broker_folder(**_: Any) -> None:
    """The broker that is a folder does not make it."""
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        settings.BROKER_FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)


def on_worker_ready(**_: Any) -> None:
    """Start what runs beside the tasks."""
    from provisioners.engine import worker  # noqa: PLC0415 - Django is set up by then

    worker.begin()


app.on_after_configure.connect(make_broker_folder)
worker_ready.connect(on_worker_ready)
