"""Rendering works where the server's packages are not installed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]


def test_the_http_client_is_imported_only_to_speak_to_marathon() -> None:
    script = "import sys, provisioners.backends.mesos; print({'docker', 'requests', 'django'} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert result.stdout.strip() == "set()"
