import io
import json
import tarfile
import zipfile
from hashlib import sha256

import pytest

from tests.toposmith.cli.templates import BAD, GOOD, IMPORTING, OWN_TYPES

NEW = "tosca_definitions_version: tosca_2_0\nservice_template:\n  node_templates: {}\n"
META = "TOSCA-Metadata/TOSCA.meta"
WRITTEN = """\
TOSCA-Meta-File-Version: 1.1
CSAR-Version: 1.1
Created-By: Toposmith
Entry-Definitions: service.yaml
"""


@pytest.fixture(autouse=True)
def shop(tmp_path):
    """A folder of a template with all that does not belong into its archive."""
    root = tmp_path / "shop"
    for folder in ("types", ".git", "web/__pycache__"):
        (root / folder).mkdir(parents=True)
    (root / "service.yaml").write_text(IMPORTING)
    (root / "types" / "own.yaml").write_text(OWN_TYPES)
    (root / "web" / "Dockerfile").write_text("FROM scratch\n")
    for leftover in (".env", ".git/config", "web/__pycache__/a.pyc", "notes~"):
        (root / leftover).write_text("secret")
    return root


def files_of(place):
    with zipfile.ZipFile(place) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_folder_is_packed_with_its_metadata_and_without_leftovers(run, tmp_path):
    ended = run("csar", "pack", "shop")
    content = (tmp_path / "shop.csar").read_bytes()
    assert (ended.returncode, ended.stderr) == (0, "left out: .env, .git, notes~, web/__pycache__\n")
    assert ended.stdout == f"wrote shop.csar: 4 files, {len(content)} bytes, sha256 {sha256(content).hexdigest()}\n"
    assert files_of(tmp_path / "shop.csar") == {
        META: WRITTEN,
        "service.yaml": IMPORTING,
        "types/own.yaml": OWN_TYPES,
        "web/Dockerfile": "FROM scratch\n",
    }
    assert run("validate", "shop.csar").stdout == "shop.csar: valid\n"
    assert run("csar", "validate", "shop.csar").stdout == "shop.csar: valid\n"


def test_the_same_folder_gives_the_same_archive(run, tmp_path, shop):
    run("csar", "pack", "shop", "-o", "first.csar")
    (shop / "web" / "Dockerfile").touch()
    (shop / "web" / "Dockerfile").chmod(0o755)
    run("csar", "pack", "shop/", "-o", "second.csar")
    assert (tmp_path / "first.csar").read_bytes() == (tmp_path / "second.csar").read_bytes()


def test_an_unpacked_archive_packs_to_itself(run, tmp_path):
    run("csar", "pack", "shop")
    with zipfile.ZipFile(tmp_path / "shop.csar") as archive:
        archive.extractall(tmp_path / "again")
    run("csar", "pack", "again")
    assert (tmp_path / "again.csar").read_bytes() == (tmp_path / "shop.csar").read_bytes()


def test_the_archive_itself_is_left_out(run, shop):
    for _ in range(2):
        assert run("csar", "pack", ".", cwd=shop).returncode == 0
        assert META in files_of(shop / "shop.csar")
    assert "shop.csar" not in files_of(shop / "shop.csar")


def test_a_tarball(run, tmp_path, shop):
    (shop / "service.yaml").write_text(NEW)
    assert run("csar", "pack", "shop", "--format", "tar.gz").returncode == 0
    with tarfile.open(tmp_path / "shop.tar.gz") as archive:
        assert archive.getnames() == ["TOSCA.meta", "service.yaml", "types/own.yaml", "web/Dockerfile"]
        assert archive.extractfile("TOSCA.meta").read().startswith(b"CSAR-Version: 2.0\n")
    for command in (["validate"], ["csar", "validate"]):
        assert run(*command, "shop.tar.gz").stdout == "shop.tar.gz: valid\n"


def test_the_name_of_the_archive_tells_its_format(run, tmp_path, shop):
    (shop / "service.yaml").write_text(NEW)
    run("csar", "pack", "shop", "-o", "a.tgz")
    run("csar", "pack", "shop", "--format", "tar.gz", "-o", "b.bin")
    assert (tmp_path / "a.tgz").read_bytes() == (tmp_path / "b.bin").read_bytes()


def test_a_template_that_imports_from_outside_is_packed_with_the_same_options(run, tmp_path, shop):
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "profile.yaml").write_text("tosca_definitions_version: tosca_2_0\nprofile: org.example:1.0\n")
    (shop / "service.yaml").write_text("tosca_definitions_version: tosca_2_0\nimports:\n  - profile: org.example:1.0\n")
    assert "error[TS211]" in run("csar", "pack", "shop").stderr
    assert run("csar", "pack", "shop", "--profile-source", "org.example:1.0=base").returncode == 0


def test_a_warning_is_shown_once(run, shop):
    (shop / "TOSCA.meta").write_text("Entry-Definitions: service.yaml\n")
    ended = run("csar", "pack", "shop")
    assert (ended.returncode, ended.stderr.count("warning[TS288]")) == (0, 1)


def test_a_tarball_before_2_0_comes_with_a_word(run):
    ended = run("csar", "pack", "shop", "--format", "tar.gz")
    assert ended.returncode == 0
    assert "before TOSCA 2.0 a CSAR is a zip archive" in ended.stderr


def test_a_template_with_errors_is_not_packed(run, tmp_path, shop):
    (shop / "service.yaml").write_text(BAD)
    ended = run("csar", "pack", "shop")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert " --> shop/service.yaml:5:13\n" in ended.stderr
    assert not (tmp_path / "shop.csar").exists()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda shop: (shop / "link").symlink_to("service.yaml"), "TS282"),
        (lambda shop: (shop / "a\\b").write_text(""), "TS281"),
        (lambda shop: (shop / "WEB").write_text(""), "TS286"),
        (lambda shop: (shop / "other.yaml").write_text(""), "TS287"),
        (lambda shop: (shop / "TOSCA.meta").write_text("CSAR-Version: 3.0\n"), "TS288"),
    ],
)
def test_what_reading_would_refuse_is_not_packed(run, tmp_path, shop, spoil, code):
    spoil(shop)
    ended = run("csar", "pack", "shop")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"error[{code}]" in ended.stderr
    assert not (tmp_path / "shop.csar").exists()


@pytest.mark.parametrize(
    "arguments",
    [["pack", "missing"], ["pack", "shop/service.yaml"], ["pack", "shop", "-o", "no/where"], ["inspect", "no"]],
)
def test_what_cannot_be_read_or_written_is_a_sentence(run, arguments):
    ended = run("csar", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[-1].startswith("toposmith: ")


@pytest.mark.parametrize(
    "arguments", [[], ["unpack"], ["pack"], ["inspect"], ["validate"], ["pack", "shop", "--format", "rar"]]
)
def test_wrong_use(run, arguments):
    assert run("csar", *arguments).returncode == 2


@pytest.mark.parametrize("file", ["shop/service.yaml", "shop"])
def test_only_archives_are_looked_into(run, file):
    ended = run("csar", "inspect", file)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", f"toposmith: {file}: is no archive\n")


def test_a_damaged_archive_is_an_archive_by_its_name(run, tmp_path):
    (tmp_path / "broken.csar").write_bytes(b"no zip")
    ended = run("csar", "inspect", "broken.csar")
    assert ended.returncode == 1
    assert "error[TS280]" in ended.stderr


def test_looking_into_an_archive(run, tmp_path):
    run("csar", "pack", "shop")
    digest = sha256((tmp_path / "shop.csar").read_bytes()).hexdigest()
    size = (tmp_path / "shop.csar").stat().st_size
    ended = run("csar", "inspect", "shop.csar")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines() == [
        f"shop.csar: zip, {size} bytes, sha256 {digest}",
        f"metadata: {META}, CSAR-Version 1.1, created by Toposmith",
        "entry: service.yaml (tosca_simple_yaml_1_3)",
        "",
        f"{len(WRITTEN)}  {META}",
        f"{len(IMPORTING)}  service.yaml  (tosca_simple_yaml_1_3)",
        f"{len(OWN_TYPES):>3}  types/own.yaml  (tosca_simple_yaml_1_3)",
        " 13  web/Dockerfile",
    ]


def packed(place, files):
    with zipfile.ZipFile(place, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)


def test_looking_into_an_archive_as_a_program(run, tmp_path):
    head = "metadata: { template_name: shop, template_author: me, template_version: 1.2 }\n"
    packed(tmp_path / "own.csar", {"service.yaml": head + IMPORTING, "types/own.yaml": OWN_TYPES})
    content = json.loads(run("csar", "inspect", "own.csar", "--json").stdout)
    assert content["format_version"] == "1.0"
    assert (content["file"], content["format"], content["metadata"], content["diagnostics"]) == (
        "own.csar",
        "zip",
        None,
        [],
    )
    assert content["entry"] == {
        "path": "service.yaml",
        "tosca_definitions_version": "tosca_simple_yaml_1_3",
        "template_name": "shop",
        "template_author": "me",
        "template_version": "1.2",
    }
    assert [(each["path"], each["size"]) for each in content["files"]] == [
        ("service.yaml", len(head + IMPORTING)),
        ("types/own.yaml", len(OWN_TYPES)),
    ]
    assert content["files"][1]["sha256"] == sha256(OWN_TYPES.encode()).hexdigest()


def test_an_archive_at_fault_is_shown_as_far_as_it_goes(run, tmp_path):
    meta = "CSAR-Version: 1.1\nCreated-By: \x1b[31mme\nEntry-Definitions: no.yaml\n"
    packed(tmp_path / "own.csar", {META: meta, "service.yaml": GOOD})
    ended = run("csar", "inspect", "own.csar")
    assert ended.returncode == 1
    assert f" --> own.csar/{META}:3:20\n" in ended.stderr
    assert "3 | Entry-Definitions: no.yaml\n" in ended.stderr
    assert "created by \\u001b[31mme" in ended.stdout
    assert json.loads(run("csar", "inspect", "own.csar", "--json").stdout)["diagnostics"][0]["code"] == "TS288"


def test_an_archive_that_is_none(run, tmp_path):
    (tmp_path / "own.csar").write_bytes(b"no archive")
    for command in (["csar", "inspect"], ["csar", "validate"], ["validate"]):
        ended = run(*command, "own.csar")
        assert ended.returncode == 1
        assert "error[TS280]" in ended.stdout + ended.stderr


def test_what_is_no_archive_is_not_validated_as_one(run):
    for file in ("shop", "shop/service.yaml", "-"):
        ended = run("csar", "validate", file)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert "is no archive" in ended.stderr


def test_a_mistake_in_an_archive_is_shown_at_its_place(run, tmp_path):
    packed(tmp_path / "own.csar", {META: "CSAR-Version: 1.1\nEntry-Definitions: a/b.yaml\n", "a/b.yaml": BAD})
    ended = run("csar", "validate", "own.csar", "--format", "github")
    assert ended.returncode == 1
    assert ended.stdout.startswith("::error file=own.csar/a/b.yaml,line=5,col=13,")


def test_an_archive_that_warns_is_read(run, tmp_path):
    packed(tmp_path / "own.csar", {META: "Entry-Definitions: b.yaml\n", "b.yaml": GOOD})
    ended = run("validate", "own.csar")
    assert ended.returncode == 0
    assert "warning[TS288]" in ended.stdout
    assert "own.csar: valid, 1 warning\n" in ended.stdout


def test_a_bare_archive_without_its_name_and_version(run, tmp_path):
    packed(tmp_path / "own.csar", {"service.yaml": GOOD})
    ended = run("validate", "own.csar")
    assert ended.returncode == 0
    assert "warning[TS289]" in ended.stdout
    assert " --> own.csar/service.yaml:1:1\n" in ended.stdout


@pytest.mark.parametrize("mode", ["w:", "w:gz", "w:bz2", "w:xz"])
def test_a_tarball_is_known_by_its_content(run, tmp_path, mode):
    with tarfile.open(tmp_path / "own.bin", mode) as archive:
        info = tarfile.TarInfo("service.yaml")
        info.size = len(NEW)
        archive.addfile(info, io.BytesIO(NEW.encode()))
    assert run("validate", "own.bin").stdout == "own.bin: valid\n"


@pytest.mark.parametrize("content", ["\x89PNG\r\n\x1a\n\x00", "- a list\n", "a: [\n", ""])
def test_an_entry_that_is_no_template_is_a_finding_of_its_own(run, tmp_path, content):
    packed(tmp_path / "own.csar", {META: "CSAR-Version: 1.1\nEntry-Definitions: picture.png\n", "picture.png": content})
    ended = run("csar", "validate", "own.csar")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert " --> own.csar/picture.png:" in ended.stdout


def test_a_single_template_needs_neither_archives_nor_the_network(run, tmp_path):
    (tmp_path / "good.yaml").write_text(GOOD)
    ended = run("validate", "good.yaml", PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "topology.reading" in imported
    assert not imported & {"topology.csar", "topology.fetching", "zipfile", "tarfile", "ssl", "http.client", "argparse"}
