"""Bad input end to end: a finding at the place, in bounded processor time and memory, and nothing else touched."""

import json
import resource
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.topology.sandbox.bad_inputs import BAD_INPUTS
from topology.diagnostics import CATALOGUE, as_dict, from_dict
from topology.sandbox import ReadingLimits, parent, read_in_child

LIMITS = ReadingLimits(cpu_seconds=10, memory=768 * 2**20)
DEATHS = {"TS290", "TS291", "TS292", "TS293"}
OPEN_TO_ALL = (Path(sys.prefix), Path(sys.base_prefix), Path(parent._ROOT, "topology"))
IMPORTS = [name for name in BAD_INPUTS if name.startswith("import")]


@cache
def read(name):
    return read_in_child(BAD_INPUTS[name], "service.yaml", None, LIMITS)


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_the_reader_itself_finds_it_within_its_limits(name):
    reading = read(name)
    errors = [diagnostic for diagnostic in reading.diagnostics if diagnostic.is_error]
    assert errors
    assert reading.graph is None
    assert not DEATHS & {diagnostic.code for diagnostic in errors}, errors[0].message
    assert {diagnostic.code for diagnostic in errors} <= CATALOGUE.keys()
    assert {diagnostic.span.file for diagnostic in errors} <= BAD_INPUTS[name].keys()


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_a_finding_stays_readable(name):
    reading = read(name)
    assert len(reading.diagnostics) <= 1000
    for diagnostic in reading.diagnostics:
        assert from_dict(json.loads(json.dumps(as_dict(diagnostic)))) == diagnostic
        assert len(diagnostic.message) < 1000
        assert "\0" not in diagnostic.message


def test_no_reading_needs_more_memory_than_its_limit():
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < LIMITS.memory


@pytest.mark.parametrize("name", [*IMPORTS, "a link that leads outside", "a tag that runs code", "an alias bomb"])
def test_nothing_outside_of_the_templates_folder_is_touched(tmp_path, name):
    folder = tmp_path / "template"
    folder.mkdir()
    if name in BAD_INPUTS:
        for path, content in BAD_INPUTS[name].items():
            (folder / path).write_bytes(content)
    else:
        (folder / "service.yaml").write_bytes(BAD_INPUTS["import of nothing"]["service.yaml"])
        (folder / "missing.yaml").symlink_to("/etc/passwd")
    ended = subprocess.run(
        [sys.executable, Path(__file__).with_name("watched.py"), folder],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": parent._ROOT, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    seen = json.loads(ended.stdout)
    assert seen["codes"]
    assert {event for event, _ in seen["events"]} <= {"open"}
    allowed = (folder, *OPEN_TO_ALL)
    assert not [path for _, path in seen["events"] if not any(Path(path).is_relative_to(place) for place in allowed)]
