"""``toposmith validate --second-opinion``."""

import json

VERSION = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
GOOD = VERSION + "topology_template:\n  node_templates:\n    a:\n      type: tosca.nodes.Compute\n"
TWICE = GOOD + "    a:\n      type: tosca.nodes.Root\n"
LACKING = GOOD.replace("tosca.nodes.Compute", "tosca.nodes.Storage.BlockStorage\n      properties: { name: a }")


def test_both_accept(tmp_path, run):
    (tmp_path / "good.yaml").write_text(GOOD)
    ended = run("validate", "--second-opinion", "good.yaml")
    assert ended.returncode == 0
    assert "good.yaml: tosca-parser accepts it too\n" in ended.stdout


def test_it_loses_a_node(tmp_path, run):
    (tmp_path / "twice.yaml").write_text(TWICE)
    ended = run("validate", "--second-opinion", "twice.yaml")
    assert ended.returncode == 1
    assert "accepts it, Toposmith refuses it\n  TS105\n    why: Of two equal keys it keeps the last one" in ended.stdout


def test_its_messages_come_with_a_reason(tmp_path, run):
    (tmp_path / "lacking.yaml").write_text(LACKING)
    ended = run("validate", "--second-opinion", "lacking.yaml")
    assert ended.returncode == 0
    assert 'Type "tosca.nodes.Storage.BlockStorage" is valid TOSCA type but not supported' in ended.stdout
    assert "why: It knows of this normative type and cannot read it. (Simple Profile 1.3, section 5)" in ended.stdout


def test_its_opinion_changes_no_status_and_covers_what_is_imported(tmp_path, run):
    (tmp_path / "types.yaml").write_text(VERSION + "node_types: { Own: { derived_from: tosca.nodes.Root } }\n")
    (tmp_path / "main.yaml").write_text(
        GOOD.replace("tosca.nodes.Compute", "Own").replace("topology", "imports: [ types.yaml ]\ntopology", 1)
    )
    ended = run("validate", "--second-opinion", "main.yaml")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "main.yaml: tosca-parser accepts it too\n" in ended.stdout


def test_as_json(tmp_path, run):
    (tmp_path / "twice.yaml").write_text(TWICE)
    ended = run("validate", "--second-opinion", "--format", "json", "twice.yaml")
    (opinion,) = json.loads(ended.stdout)["second_opinions"]
    assert opinion["file"] == "twice.yaml"
    assert (opinion["outcome"], opinion["accepted_here"], opinion["agrees"]) == ("accepts", False, False)
    assert opinion["version"].startswith("2.")
    assert opinion["differences"][0]["about"] == "TS105"


def test_a_version_that_it_does_not_know(tmp_path, run):
    (tmp_path / "new.yaml").write_text(
        "tosca_definitions_version: tosca_2_0\nservice_template: { node_templates: {} }\n"
    )
    ended = run("validate", "--second-opinion", "new.yaml")
    assert "does not support the version, Toposmith" in ended.stdout


def test_what_cannot_be_read_has_no_opinion(tmp_path, run):
    (tmp_path / "broken.csar").write_bytes(b"PK\x03\x04no archive")
    ended = run("validate", "--second-opinion", "broken.csar")
    assert ended.returncode == 1
    assert "tosca-parser" not in ended.stdout
