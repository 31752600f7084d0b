import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(tmp_path):
    """Runs the real command in a process of its own, in an empty folder, without colour unless asked for."""

    def run_command(*arguments, stdin="", cwd=tmp_path, **environ):
        return subprocess.run(
            [sys.executable, "-m", "toposmith.cli", *map(str, arguments)],
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            cwd=cwd,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ},
            timeout=120,
            check=False,
        )

    def run_for_text(*arguments, **options):
        ended = run_command(*arguments, **options)
        ended.stdout, ended.stderr = ended.stdout.decode(), ended.stderr.decode()
        return ended

    return run_for_text
