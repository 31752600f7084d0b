import json
import subprocess
import xml.etree.ElementTree as ET
import zipfile

import pytest

from tests.toposmith.cli.templates import BAD, GOOD, IMPORTING, OWN_TYPES

SLIP = BAD.replace("WebSever", "Comptue")


@pytest.fixture(autouse=True)
def _templates(tmp_path):
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "slip.yaml").write_text(SLIP)
    (tmp_path / "own" / "types").mkdir(parents=True)
    (tmp_path / "own" / "service.yaml").write_text(IMPORTING)
    (tmp_path / "own" / "types" / "own.yaml").write_text(OWN_TYPES)


def test_a_valid_template(run):
    ended = run("validate", "good.yaml")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "good.yaml: valid\n", "")


def test_a_mistake_is_shown_at_its_place(run):
    ended = run("validate", "bad.yaml")
    assert (ended.returncode, ended.stderr) == (1, "")
    lines = ended.stdout.splitlines()
    assert lines[0].startswith("error[TS4")
    assert lines[1:5] == [
        " --> bad.yaml:5:13",
        "  |",
        "5 |       type: tosca.nodes.WebSever",
        "  |             ^^^^^^^^^^^^^^^^^^^^",
    ]
    assert lines[-3:] == [
        "bad.yaml: 1 error",
        "1 of 1 can be fixed: toposmith validate --fix",
        f"More about a code: toposmith explain {lines[0][6:11]}",
    ]


def test_several_files_are_checked_in_one_run(run):
    ended = run("validate", "good.yaml", "bad.yaml", "own")
    assert ended.returncode == 1
    assert [line for line in ended.stdout.splitlines() if line.endswith((": valid", ": 1 error"))] == [
        "good.yaml: valid",
        "bad.yaml: 1 error",
        "own: valid",
    ]
    assert "\n3 templates: 2 valid, 1 with errors\n" in ended.stdout


def test_json_is_one_object_for_all_files(run):
    ended = run("validate", "--format", "json", "good.yaml", "bad.yaml")
    content = json.loads(ended.stdout)
    assert ended.returncode == 1
    assert content["format_version"] == "1.0"
    assert content["files"] == 2
    assert content["summary"] == {"errors": 1, "warnings": 0, "infos": 0}
    (finding,) = content["diagnostics"]
    assert finding | {"file": "bad.yaml", "line": 5, "column": 13, "end_line": 5, "end_column": 33} == finding
    assert finding["severity"] == "error"
    assert finding["path"][:3] == ["topology_template", "node_templates", "web"]


def test_workflow_commands(run):
    ended = run("validate", "--format", "github", "bad.yaml")
    assert ended.stdout.startswith("::error file=bad.yaml,line=5,col=13,")


def test_sarif(run):
    ended = run("validate", "--format", "sarif", "good.yaml", "bad.yaml")
    assert ended.returncode == 1
    (result,) = json.loads(ended.stdout)["runs"][0]["results"]
    assert result["ruleId"] == "TS401"


def test_junit(run):
    ended = run("validate", "--format", "junit", "good.yaml", "bad.yaml")
    assert ended.returncode == 1
    suites = ET.fromstring(ended.stdout)
    assert [(suite.attrib["name"], suite.attrib["failures"]) for suite in suites] == [
        ("good.yaml", "0"),
        ("bad.yaml", "1"),
    ]


def test_a_format_that_does_not_exist(run):
    ended = run("validate", "--format", "xml", "good.yaml")
    assert ended.returncode == 2
    assert "invalid choice: 'xml'" in ended.stderr


def test_without_a_file_the_usage_is_shown(run):
    ended = run("validate")
    assert ended.returncode == 2
    assert ended.stderr.startswith("usage: toposmith validate")


def test_names_that_look_like_options_come_behind_two_dashes(run, tmp_path):
    (tmp_path / "-x.yaml").write_text(GOOD)
    assert run("validate", "--", "-x.yaml").stdout == "-x.yaml: valid\n"


@pytest.mark.parametrize(
    "options",
    [
        ["--diff"],
        ["--fix", "--diff", "--format", "json"],
        ["--fix", "--diff", "--second-opinion"],
        ["--second-opinion", "--format", "sarif"],
    ],
)
def test_options_that_do_not_go_together(run, options):
    assert run("validate", *options, "good.yaml").returncode == 2


def test_fixing_changes_the_file_and_says_so(run, tmp_path):
    ended = run("validate", "--fix", "slip.yaml")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == (
        "fixed: slip.yaml:5:13: Replace `tosca.nodes.Comptue` by `tosca.nodes.Compute`.\nslip.yaml: valid\n"
    )
    assert (tmp_path / "slip.yaml").read_text() == BAD.replace("WebSever", "Compute")
    assert run("validate", "--fix", "slip.yaml").stdout == "slip.yaml: valid\n"


def test_what_cannot_be_fixed_is_left_and_shown(run, tmp_path):
    (tmp_path / "slip.yaml").write_text(SLIP + "    other: {type: none.Such}\n")
    ended = run("validate", "--fix", "slip.yaml")
    assert ended.returncode == 1
    assert ended.stdout.startswith("fixed: slip.yaml:5:13: ")
    assert "error[TS401]: There is no node type `none.Such`." in ended.stdout
    assert "can be fixed" not in ended.stdout


def test_with_a_format_for_programs_what_is_fixed_is_told_on_standard_error(run):
    ended = run("validate", "--fix", "--format", "json", "slip.yaml")
    assert json.loads(ended.stdout)["diagnostics"] == []
    assert ended.stderr.startswith("fixed: slip.yaml:5:13: ")


def test_a_diff_is_what_patch_takes_and_changes_nothing(run, tmp_path):
    ended = run("validate", "--fix", "--diff", "slip.yaml", "good.yaml")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert (tmp_path / "slip.yaml").read_text() == SLIP
    patched = subprocess.run(["git", "apply", "-p0"], input=ended.stdout.encode(), cwd=tmp_path, check=True)
    assert patched.returncode == 0
    assert run("validate", "slip.yaml").stdout == "slip.yaml: valid\n"


def test_a_change_that_two_templates_share_is_in_the_diff_once(run, tmp_path):
    (tmp_path / "own" / "types" / "own.yaml").write_text(OWN_TYPES.replace("derived", "derivde"))
    (tmp_path / "own" / "second.yaml").write_text(IMPORTING)
    ended = run("validate", "--fix", "--diff", "own/service.yaml", "own/second.yaml")
    assert ended.stdout.count("+++ own/types/own.yaml") == 1


def test_standard_input_and_archives_are_not_fixed(run, tmp_path):
    an_archive(tmp_path / "own.csar", {"service.yaml": GOOD})
    for argument, name in (("-", "standard input"), ("own.csar", "own.csar")):
        ended = run("validate", "--fix", argument, stdin=BAD)
        assert ended.returncode == 2
        assert (
            ended.stderr
            == f"toposmith: {name}: --fix changes files on disk, not archives or what comes from a stream\n"
        )


def test_paths_are_shown_as_they_were_given(run, tmp_path):
    (tmp_path / "own" / "types" / "own.yaml").write_text("no: template\n")
    assert "--> own/types/own.yaml:1:1\n" in run("validate", "own/service.yaml").stdout
    assert "--> own/types/own.yaml:1:1\n" in run("validate", "own").stdout
    assert "--> own/types/own.yaml:1:1\n" in run("validate", "own/").stdout
    assert "--> types/own.yaml:1:1\n" in run("validate", ".", cwd=tmp_path / "own").stdout
    assert f"--> {tmp_path}/own/types/own.yaml:1:1\n" in run("validate", tmp_path / "own").stdout


def test_standard_input(run):
    assert run("validate", "-", stdin=GOOD).stdout == "standard input: valid\n"
    ended = run("validate", "-", stdin=BAD)
    assert ended.returncode == 1
    assert " --> <stdin>:5:13\n" in ended.stdout


def test_standard_input_in_the_place_of_a_file(run):
    ended = run("validate", "-", "--stdin-filename", "own/service.yaml", stdin=IMPORTING + "    b: {type: own.Other}\n")
    assert ended.returncode == 1
    assert " --> own/service.yaml:8:15\n" in ended.stdout
    assert "8 |     b: {type: own.Other}\n" in ended.stdout


def test_standard_input_can_be_read_once(run):
    assert run("validate", "-", "-").returncode == 2


META = {"TOSCA-Metadata/TOSCA.meta": "CSAR-Version: 1.1\nCreated-By: us\nEntry-Definitions: service.yaml\n"}


def an_archive(place, files):
    with zipfile.ZipFile(place, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)


def test_an_archive(run, tmp_path):
    an_archive(tmp_path / "own.csar", {**META, "service.yaml": IMPORTING, "types/own.yaml": OWN_TYPES})
    assert run("validate", "own.csar").stdout == "own.csar: valid\n"
    an_archive(tmp_path / "bad.csar", {**META, "service.yaml": IMPORTING, "types/own.yaml": "no: template\n"})
    assert "--> bad.csar/types/own.yaml:1:1\n" in run("validate", "bad.csar").stdout


def test_an_archive_that_is_refused(run, tmp_path):
    an_archive(tmp_path / "up.zip", {"../service.yaml": GOOD})
    ended = run("validate", "up.zip")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.startswith("error[TS281]: The path '../service.yaml' is not allowed.\n --> up.zip:1:1\n")


def test_a_folder_that_does_not_say_where_to_begin(run):
    ended = run("validate", ".")
    assert ended.returncode == 1
    assert "There are 3 YAML files at the top level: bad.yaml, good.yaml, slip.yaml." in ended.stdout


def test_what_cannot_be_read_is_told_on_standard_error_and_the_rest_goes_on(run):
    ended = run("validate", "missing.yaml", "good.yaml")
    assert ended.returncode == 2
    assert ended.stderr == "toposmith: missing.yaml: there is no such file or folder\n"
    assert ended.stdout == "good.yaml: valid\n"


def test_what_the_system_does_not_let_be_read(run, tmp_path):
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    ended = run("validate", "loop.yaml")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "toposmith: loop.yaml: too many levels of symbolic links\n"


def test_a_pipe_in_the_place_of_a_file(run):
    assert run("validate", "/dev/stdin", stdin=GOOD).stdout == "/dev/stdin: valid\n"


def test_a_name_that_no_file_can_have(run):
    assert run("validate", "a" * 5000).returncode == 2


def test_colour_only_when_it_is_forced_or_on_a_terminal(run):
    assert "\x1b" not in run("validate", "bad.yaml").stdout
    assert "\x1b[1;31m" in run("validate", "bad.yaml", FORCE_COLOR="1").stdout
    assert "\x1b" not in run("validate", "bad.yaml", FORCE_COLOR="1", NO_COLOR="1").stdout


def test_no_heavy_library_is_imported_for_it(run):
    ended = run("validate", "good.yaml", PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.stderr.splitlines()}
    assert "topology" in imported
    assert not imported & {"django", "celery", "typer", "rich", "toscaparser", "graphviz", "docker", "webui", "yaml"}
