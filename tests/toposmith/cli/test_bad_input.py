"""The command itself with bad input: findings, exit status 1, and memory that stays bounded."""

import subprocess
import sys

import pytest

from tests.topology.sandbox.bad_inputs import BAD_INPUTS
from tests.toposmith.cli.conftest import ROOT

MOST_MEMORY = 400 * 2**20
CASES = [
    "not YAML",
    "empty",
    "50 MB of keys",
    "4 MB of duplicate keys",
    "a million brackets",
    "deep indentation",
    "an alias bomb",
    "a merge bomb",
    "import of a URL",
    "import above the root",
    "binary",
    "NUL",
    "UTF-16",
    "a giant scalar",
]


# A process counts the memory of the one it was forked from as its own, so the command is started by a small one.
MEASURE = """
import os, sys
pid = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[2:]], os.environ)
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w") as answer:
    answer.write(str(usage.ru_maxrss * 1024))
sys.exit(os.waitstatus_to_exitcode(status))
"""


def used_memory(arguments, folder, output):
    """Runs the command; gives its exit status and the most memory it had, in bytes."""
    answer = folder / "memory"
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, answer, "-m", "toposmith.cli", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        stdout=output,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, int(answer.read_text())


@pytest.mark.parametrize("name", CASES)
def test_findings_and_exit_status_1_in_bounded_memory(tmp_path, name):
    for path, content in BAD_INPUTS[name].items():
        (tmp_path / path).write_bytes(content)
    with (tmp_path / "output").open("w+b") as output:
        status, memory = used_memory(["validate", "service.yaml"], tmp_path, output)
        output.seek(0)
        text = output.read().decode()
    assert status == 1
    assert memory < MOST_MEMORY
    assert text.startswith("error[TS")
    assert "Traceback" not in text
    assert "root:" not in text
    assert max(map(len, text.splitlines())) < 1000
