import json
from xml.etree import ElementTree

import pytest

from tests.toposmith.cli.templates import BAD, GOOD


@pytest.fixture(autouse=True)
def _templates(tmp_path):
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "bad.yaml").write_text(BAD)


def test_dot_is_the_default(run):
    ended = run("graph", "good.yaml")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("digraph topology {\n")
    assert '"web" -> "db" [label="connection" style=solid];' in ended.stdout


def test_mermaid(run):
    assert 'n0 -->|"connection"| n1' in run("graph", "good.yaml", "--format", "mermaid").stdout


def test_json_is_the_view_without_secrets(run):
    content = json.loads(run("graph", "good.yaml", "--format", "json").stdout)
    web = content["nodes"][0]
    assert web["kind"] == "container"
    assert web["properties"]["secrets"] == {"db_password": {"secret": "input:password"}}
    assert content["edges"][0]["kind"] == "connects-to"


def test_svg_into_a_file(run, tmp_path):
    program = tmp_path / "bin" / "dot"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\ncat >/dev/null\necho '<svg/>'\n")
    program.chmod(0o755)
    ended = run("graph", "good.yaml", "--format", "svg", "-o", "drawn.svg", PATH=f"{program.parent}:/bin:/usr/bin")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert ElementTree.parse(tmp_path / "drawn.svg").getroot().tag == "svg"


def test_without_graphviz_a_sentence_says_what_to_do(run, tmp_path):
    ended = run("graph", "good.yaml", "--format", "svg", PATH=str(tmp_path))
    assert ended.returncode == 2
    assert "apt install graphviz" in ended.stderr


def test_a_template_with_mistakes_is_not_drawn(run):
    ended = run("graph", "bad.yaml", "-o", "drawn.dot")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("error[TS4")


def test_a_place_that_cannot_be_written(run):
    ended = run("graph", "good.yaml", "-o", "missing/drawn.dot")
    assert ended.returncode == 2
    assert ended.stderr == "toposmith: missing/drawn.dot: cannot be written: No such file or directory\n"
