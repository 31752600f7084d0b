"""What a worker loads."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
BEGIN = """
import sys
from celery.fixups.django import DjangoWorkerFixup
from toposmith.celery import app
DjangoWorkerFixup(app).validate_models()
app.loader.import_default_modules()
print(*app.tasks, *sys.modules, sep="\\n")
"""


def test_a_worker_knows_its_tasks_and_does_not_load_the_portal() -> None:
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", BEGIN]
    done = subprocess.run(command, env=variables, cwd=PROJECT, check=True, capture_output=True, text=True)
    names = done.stdout.split()
    assert any(name.startswith("provisioners.") and name.endswith("tasks") for name in names)
    assert "webui.api.api" not in names
