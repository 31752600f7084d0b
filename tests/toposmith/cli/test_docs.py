"""What docs/command.md shows is what the command prints.

``python -m tests.toposmith.cli.test_docs`` writes the outputs on the page anew.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from toposmith.cli.main import COMMANDS

ROOT = Path(__file__).parents[3]
PLACE = ROOT / "docs" / "command.md"
PAGE = PLACE.read_text()
CONSOLE = re.compile(r"```console\n\$ toposmith (?P<arguments>.*?)\n(?P<output>.*?)```", re.DOTALL)


def printed(arguments):
    """What the command prints in a folder with the page's templates."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in re.findall(r"```yaml (\S+)\n(.*?)```", PAGE, re.DOTALL):
            Path(folder, name).write_text(content)
        ended = subprocess.run(
            [sys.executable, "-m", "toposmith.cli", *shlex.split(arguments)],
            capture_output=True,
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            check=False,
            text=True,
        )
    return ended.stdout + ended.stderr


@pytest.mark.parametrize("shown", list(CONSOLE.finditer(PAGE)), ids=lambda shown: shown["arguments"])
def test_the_page_shows_what_the_command_prints(shown):
    assert printed(shown["arguments"]) == shown["output"]


def test_every_command_is_on_the_page():
    assert not [name for name in COMMANDS if f"`toposmith {name}" not in PAGE]


def rewritten(shown):
    return f"```console\n$ toposmith {shown['arguments']}\n{printed(shown['arguments'])}```"


if __name__ == "__main__":
    PLACE.write_text(CONSOLE.sub(rewritten, PAGE))
