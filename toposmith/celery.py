"""The Celery application. Messages only wake workers; the database says what is to be done."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toposmith.settings")

app = Celery("toposmith")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
