"""Rendering works where the engine's SDK is not installed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]


def test_the_sdk_is_imported_only_to_speak_to_an_engine() -> None:
    script = "import sys, provisioners.backends.compose; print({'docker', 'requests', 'django'} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert result.stdout.strip() == "set()"
