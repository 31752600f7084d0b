"""What becomes of a child, with children that misbehave on purpose."""

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from topology.reading import read_template
from topology.sandbox import ReadingLimits, parent, read_in_child
from topology.sources import MemorySources
from topology.values.value import Secret


@pytest.fixture
def child(monkeypatch):
    """Replaces the child's code; it still limits itself as the real one does."""

    def replace(code, **limits):
        start = "import sys; sys.path.insert(0, sys.argv[1])\nfrom topology.sandbox import child\n"
        run = "sys.exit(child.main(*map(int, sys.argv[2:])))\n"
        serve = f"def serve(max_answer):\n{textwrap.indent(textwrap.dedent(code), '    ')}\nchild._serve = serve\n"
        monkeypatch.setattr(parent, "_START", start + serve + run)
        return read_in_child({"a.yaml": b"x"}, "a.yaml", None, ReadingLimits(**limits))

    return replace


def finding(reading):
    assert reading.graph is None
    (diagnostic,) = reading.diagnostics
    assert diagnostic.span.file == "a.yaml"
    return diagnostic


def test_too_much_processor_time_is_told(child):
    diagnostic = finding(child("while True: pass", cpu_seconds=1))
    assert diagnostic.code == "TS290"
    assert "1 seconds of processor time" in diagnostic.message


def test_a_child_that_only_waits_is_ended(child):
    diagnostic = finding(child("import time; time.sleep(600)", wall_seconds=1.0))
    assert diagnostic.code == "TS290"
    assert "within 1 seconds" in diagnostic.message


def test_too_much_memory_is_told(child):
    diagnostic = finding(child("return len(bytearray(2**30))", memory=300 * 2**20))
    assert diagnostic.code == "TS291"
    assert "300 MiB" in diagnostic.message


def test_a_crash_is_told_with_its_signal(child):
    diagnostic = finding(child("import ctypes; ctypes.string_at(0)"))
    assert diagnostic.code == "TS292"
    assert "SIGSEGV" in diagnostic.message


def test_a_bug_is_told_and_logged_without_the_exceptions_words(child, caplog):
    diagnostic = finding(child("raise ValueError('hunter2')"))
    assert diagnostic.code == "TS292"
    assert "ValueError" in caplog.text
    assert "hunter2" not in caplog.text.replace("raise ValueError('hunter2')", "")


def test_an_answer_beyond_the_limit_is_not_read(child):
    diagnostic = finding(child("return child.EXIT_ANSWER", answer=2**20))
    assert diagnostic.code == "TS291"
    assert "1 MiB" in diagnostic.message


def test_a_child_can_write_no_file(child, tmp_path):
    place = tmp_path / "written"
    finding(child(f"import pathlib; pathlib.Path({str(place)!r}).write_text('x')"))
    assert not place.exists() or place.stat().st_size == 0


def test_a_child_sees_no_environment_and_no_open_file(child, monkeypatch, tmp_path, caplog):
    monkeypatch.setenv("SECRET_KEY", "hunter2")
    with (tmp_path / "open").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        finding(
            child(
                "import os; assert os.environ.keys() <= {'LC_CTYPE'}; assert len(os.listdir('/proc/self/fd')) == 4; 1/0"
            )
        )
    assert "ZeroDivisionError" in caplog.text


def test_when_all_children_are_busy_the_wait_ends(monkeypatch):
    monkeypatch.setattr(parent, "_PATIENCE_SECONDS", 0.01)
    taken = 0
    while parent._CHILDREN.acquire(blocking=False):
        taken += 1
    try:
        assert finding(read_in_child({}, "a.yaml")).code == "TS293"
    finally:
        parent._CHILDREN.release(taken)


TEMPLATE = """\
tosca_definitions_version: tosca_simple_yaml_1_3
imports:
  - toposmith:1.0
topology_template:
  inputs:
    port: {{ type: integer }}
    password: {{ type: toposmith.datatypes.Secret }}
  node_templates:
    node{number}:
      type: toposmith.nodes.Container
      properties:
        ports:
          - {{ target: 80, published: {{ get_input: port }} }}
        secrets:
          given: {{ get_input: password }}
          written: hunter2
"""


def test_a_template_is_read_as_it_would_be_here_secrets_and_places_included():
    files = {"service.yaml": TEMPLATE.format(number=1).encode()}
    inputs = {"port": 8080, "password": Secret("input:password")}
    here = read_template(MemorySources(files), "service.yaml", inputs=inputs)
    there = read_in_child(files, "service.yaml", inputs)
    assert there == here
    assert list(there.graph.template_secrets.values()) == ["hunter2"]
    assert there.graph.nodes["node1"].source == here.graph.nodes["node1"].source


STORES = {
    "service.yaml": b"""tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ types.yaml ]
topology_template:
  node_templates: { store: { type: Store, directives: [ substitute ] } }
""",
    "types.yaml": b"""tosca_definitions_version: tosca_simple_yaml_1_3
node_types: { Store: { derived_from: tosca.nodes.Root } }
""",
    "disk.yaml": b"""tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ types.yaml ]
topology_template:
  substitution_mappings: { node_type: Store }
  node_templates: { disk: { type: tosca.nodes.Root } }
""",
}


def test_further_templates_stand_for_nodes():
    assert [found.code for found in read_in_child(STORES, "service.yaml").diagnostics] == ["TS638"]
    reading = read_in_child(STORES, "service.yaml", substitutes=["disk.yaml"])
    assert list(reading.graph.nodes) == ["store/disk"]


def test_threads_get_each_its_own_reading():
    def node_of(number):
        reading = read_in_child({"service.yaml": TEMPLATE.format(number=number).encode()}, "service.yaml")
        return list(reading.graph.nodes)

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(node_of, range(12))) == [[f"node{number}"] for number in range(12)]


PARENT = """
import sys
sys.path.insert(0, {root!r})
from topology.sandbox import parent
parent._START = "import sys; sys.path.insert(0, sys.argv[1]); from topology.sandbox import child; " \\
    "child._serve = lambda m: __import__('time').sleep(600); sys.exit(child.main(*map(int, sys.argv[2:])))"
parent.read_in_child({{}}, "a.yaml")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_a_killed_parent_takes_its_child_along():
    started = subprocess.Popen([sys.executable, "-c", PARENT.format(root=parent._ROOT)])
    process = Path("/proc", str(started.pid))
    try:
        child_pid = _wait_for(lambda: (process / "task" / process.name / "children").read_text().split())[0]
        _wait_for(lambda: _has_limited_itself(child_pid))
    finally:
        started.send_signal(signal.SIGKILL)
        started.wait()
    _wait_for(lambda: not Path("/proc", child_pid).exists())


def _has_limited_itself(pid):
    return re.search(r"Max core file size +0 +0 ", Path("/proc", pid, "limits").read_text())


def _wait_for(condition):
    for _ in range(1000):
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("did not happen")
