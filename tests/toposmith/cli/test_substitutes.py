"""Templates that stand for nodes without being imported, as a user names them on the command line."""

import io
import json
import zipfile

import pytest

from toposmith.cli.exits import CommandError
from toposmith.cli.substitutes import with_substitutes
from toposmith.cli.templates import open_template

VERSION = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
TYPES = VERSION + "node_types:\n  shop.Store: { derived_from: tosca.nodes.Root }\n"
SERVICE = (
    VERSION
    + "imports: [ types.yaml ]\ntopology_template:\n  node_templates:\n"
    + "    store: { type: shop.Store, directives: [ substitute ] }\n"
)
STORE = (
    VERSION
    + "imports: [ ../types.yaml ]\ntopology_template:\n  substitution_mappings: { node_type: shop.Store }\n"
    + "  node_templates:\n    disk: { type: tosca.nodes.Root }\n"
)
FILES = {"shop/service.yaml": SERVICE, "shop/types.yaml": TYPES, "shop/stores/disk.yaml": STORE}
META = "TOSCA-Meta-File-Version: 1.1\nCSAR-Version: 1.1\nCreated-By: us\nEntry-Definitions: service.yaml\n"
OPTION = ("--substitute", "shop/stores/disk.yaml")


@pytest.fixture(autouse=True)
def _files(tmp_path, monkeypatch):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)


def test_a_file_that_is_named_stands_for_the_node(run):
    assert "warning[TS638]" in run("validate", "shop/service.yaml").stdout
    ended = run("validate", "shop/service.yaml", *OPTION)
    assert (ended.returncode, ended.stdout) == (0, "shop/service.yaml: valid\n")


def test_the_graph_has_the_nodes_that_stand_for_it(run):
    ended = run("graph", "shop/service.yaml", "--format", "json", *OPTION)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [node["address"] for node in json.loads(ended.stdout)["nodes"]] == ["store/disk"]


def test_compile_takes_it_too(run):
    assert "'store' of type shop.Store" in run("compile", "shop/service.yaml", "--to", "compose").stderr
    assert "'disk' of type" in run("compile", "shop/service.yaml", "--to", "compose", *OPTION).stderr


def test_mistakes_of_the_file_are_shown_at_its_place(run, tmp_path):
    (tmp_path / "shop/stores/disk.yaml").write_text(STORE.replace("tosca.nodes.Root", "tosca.nodes.Roof"))
    ended = run("validate", "shop/service.yaml", *OPTION)
    assert ended.returncode == 1
    assert "shop/stores/disk.yaml:6:" in ended.stdout


def test_a_file_that_stands_for_nothing_is_ignored_aloud(run):
    ended = run("validate", "shop/service.yaml", "--substitute", "shop/types.yaml")
    assert ended.returncode == 0
    told = "warning[TS302]: `types.yaml` is to stand for nodes, but it has no `substitution_mappings`; it is ignored."
    assert told in ended.stdout


def test_a_folder_has_it_inside(run, tmp_path):
    (tmp_path / "shop" / "stores" / "types.yaml").write_text(TYPES)
    (tmp_path / "shop" / "types.yaml").rename(tmp_path / "shop" / "stores" / "common.yaml")
    (tmp_path / "shop" / "service.yaml").write_text(SERVICE.replace("types.yaml", "stores/types.yaml"))
    (tmp_path / "shop" / "stores" / "disk.yaml").write_text(STORE.replace("../types.yaml", "types.yaml"))
    (tmp_path / "shop" / "stores" / "common.yaml").unlink()
    ended = run("validate", "shop", *OPTION)
    assert (ended.returncode, ended.stdout) == (0, "shop: valid\n")


def test_an_archive_has_it_inside(run, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in FILES.items():
            archive.writestr(name.removeprefix("shop/"), text)
        archive.writestr("TOSCA-Metadata/TOSCA.meta", META)
    (tmp_path / "shop.csar").write_bytes(buffer.getvalue())
    ended = run("validate", "shop.csar", "--substitute", "stores/disk.yaml")
    assert (ended.returncode, ended.stdout) == (0, "shop.csar: valid\n")
    assert "error[TS201]" in run("validate", "shop.csar", "--substitute", "stores/tape.yaml").stdout


@pytest.mark.parametrize("argument", ["shop", "shop.csar"])
def test_other_definitions_of_an_archive_or_folder_stand_for_nodes(run, tmp_path, argument):
    (tmp_path / "shop" / "TOSCA-Metadata").mkdir()
    (tmp_path / "shop" / "TOSCA-Metadata" / "TOSCA.meta").write_text(f"{META}Other-Definitions: stores/disk.yaml\n")
    assert run("csar", "pack", "shop").returncode == 0
    ended = run("validate", argument)
    assert (ended.returncode, ended.stdout) == (0, f"{argument}: valid\n")
    addresses = [node["address"] for node in json.loads(run("graph", argument, "--format", "json").stdout)["nodes"]]
    assert addresses == ["store/disk"]


def test_standard_input_has_it_beside(run):
    ended = run(
        "validate", "-", "--stdin-filename", "shop/service.yaml", "--substitute", "stores/disk.yaml", stdin=SERVICE
    )
    assert ended.returncode == 0


@pytest.mark.parametrize(
    ("file", "reason"), [("elsewhere.yaml", "is not in the template's folder"), ("shop/tape.yaml", "no such file")]
)
def test_a_file_that_cannot_be_read(file, reason, tmp_path):
    (tmp_path / "elsewhere.yaml").write_text(STORE)
    with pytest.raises(CommandError, match=reason):
        with_substitutes(open_template("shop/service.yaml"), [file])


def test_no_file_changes_nothing():
    template = open_template("shop/service.yaml")
    assert with_substitutes(template, []) is template
