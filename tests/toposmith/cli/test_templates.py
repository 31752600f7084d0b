import io
import os
import zipfile
from types import SimpleNamespace

import pytest

from tests.toposmith.cli.templates import GOOD, IMPORTING, OWN_TYPES
from topology.diagnostics import Diagnostic, Fix, Related, Span
from toposmith.cli.exits import CommandError
from toposmith.cli.templates import open_template


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The working folder, with a template of two files below it."""
    (tmp_path / "own" / "types").mkdir(parents=True)
    (tmp_path / "own" / "service.yaml").write_text(IMPORTING)
    (tmp_path / "own" / "types" / "own.yaml").write_text(OWN_TYPES)
    (tmp_path / "good.yaml").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def packed(place, files):
    with zipfile.ZipFile(place, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)


@pytest.fixture
def stdin(monkeypatch):
    """Sets what comes by standard input."""

    def give(text):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))

    return give


@pytest.mark.parametrize(
    ("argument", "entry", "prefix"),
    [
        ("good.yaml", "good.yaml", ""),
        ("./good.yaml", "good.yaml", ""),
        ("own/service.yaml", "service.yaml", "own/"),
        ("own", "service.yaml", "own/"),
        ("own/", "service.yaml", "own/"),
    ],
)
def test_where_a_template_begins_and_how_its_files_are_shown(argument, entry, prefix):
    template = open_template(argument)
    assert (template.entry, template.prefix, template.findings) == (entry, prefix, ())
    assert template.sources.read(entry)


def test_an_absolute_path_stays_absolute(folder):
    assert open_template(str(folder / "own")).prefix == f"{folder}/own/"


def test_an_archive_is_known_by_its_name_or_by_its_content(folder):
    for name in ("own.csar", "own.ZIP", "own.bin"):
        packed(folder / name, {"service.yaml": IMPORTING, "types/own.yaml": OWN_TYPES})
        template = open_template(name)
        assert (template.entry, template.prefix) == ("service.yaml", f"{name}/")
        assert template.sources.read("types/own.yaml") == OWN_TYPES.encode()


def test_an_archive_may_say_where_it_begins(folder):
    packed(folder / "own.csar", {"TOSCA-Metadata/TOSCA.meta": "Entry-Definitions: a/b.yaml\n", "a/b.yaml": GOOD})
    assert open_template("own.csar").entry == "a/b.yaml"


@pytest.mark.parametrize("content", [b"", b"no zip at all"])
def test_a_broken_archive_is_a_finding(folder, content):
    (folder / "own.csar").write_bytes(content)
    template = open_template("own.csar")
    assert template.entry is None
    assert [item.code for item in template.findings] == ["TS280"]
    assert template.findings[0].span.file == "own.csar"


def test_an_archive_without_a_beginning_is_a_finding(folder):
    packed(folder / "own.csar", {"README.md": "", "a/b.yaml": ""})
    assert [item.code for item in open_template("own.csar").findings] == ["TS287"]


def test_standard_input_stands_for_a_file_and_the_rest_comes_from_beside_it(stdin):
    stdin("edited")
    template = open_template("-", stdin_filename="own/service.yaml")
    assert template.sources.read("service.yaml") == b"edited"
    assert template.sources.read("types/own.yaml") == OWN_TYPES.encode()
    assert template.prefix == "own/"


def test_standard_input_alone_reaches_no_file(stdin):
    stdin(GOOD)
    template = open_template("-")
    assert template.sources.read(template.entry) == GOOD.encode()
    with pytest.raises(FileNotFoundError):
        template.sources.read("good.yaml")


def test_a_pipe_is_read_to_its_end(folder):
    read, write = os.pipe()
    os.write(write, GOOD.encode())
    os.close(write)
    try:
        template = open_template(f"/dev/fd/{read}")
    finally:
        os.close(read)
    assert template.sources.read(template.entry) == GOOD.encode()


@pytest.mark.parametrize("argument", ["missing.yaml", "missing/service.yaml", "good.yaml/x", "a\0b", "x" * 5000])
def test_what_cannot_be_read_is_a_sentence(argument):
    with pytest.raises(CommandError) as caught:
        open_template(argument)
    assert str(caught.value).startswith(f"{argument}: ")


def test_an_empty_name_does_not_mean_the_current_folder():
    with pytest.raises(CommandError, match="empty"):
        open_template("")


def test_every_place_of_a_finding_is_shown_as_the_user_writes_it():
    span = Span("types/own.yaml", 1, 1, 1, 2)
    finding = Diagnostic("TS1", "No.", span, related=(Related("Here.", span),), fix=Fix("So.", span, "x"))
    shown = open_template("own").shown(finding)
    assert {shown.span.file, shown.related[0].span.file, shown.fix.span.file} == {"own/types/own.yaml"}


def test_the_text_of_a_shown_file():
    template = open_template("own")
    assert template.text("own/types/own.yaml") == OWN_TYPES
    assert template.text("own/missing.yaml") is None
    assert template.text("own/../../etc/passwd") is None
