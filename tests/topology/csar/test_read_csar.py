"""Whole archives: the three forms in which they say where they begin, zipped and as tarballs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topology.csar.archives import PACKERS, tarred, zipped
from topology.csar import read_csar

META = "TOSCA-Metadata/TOSCA.meta"
OLD = b"tosca_definitions_version: tosca_simple_yaml_1_3\n"
NAMED = OLD + b"metadata:\n  template_name: shop\n  template_author: me\n  template_version: 1.0\n"
NEW = b"tosca_definitions_version: tosca_2_0\n"
SAYS = b"TOSCA-Meta-File-Version: 1.1\nCSAR-Version: 1.1\nCreated-By: me\nEntry-Definitions: a/b.yaml\n"
SAYS_2 = b"CSAR-Version: 2.0\nCreated-By: me\nEntry-Definitions: a/b.yaml\n"

MAKERS = {"zip": zipped, **{name: lambda files, pack=pack: pack(tarred(files)) for name, pack in PACKERS.items()}}


def read(files, make=zipped):
    return read_csar(make(list(files.items())), "a.csar")


def found(files):
    return [(item.code, item.span.file, item.span.line, item.span.column) for item in read(files).diagnostics]


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize(
    ("files", "entry"),
    [
        ({META: SAYS, "a/b.yaml": OLD}, "a/b.yaml"),
        ({META: SAYS, "a/b.yaml": OLD, "x.yaml": OLD, "y.yaml": OLD}, "a/b.yaml"),
        ({"shop.yaml": NAMED, "types/x.yaml": OLD}, "shop.yaml"),
        ({"TOSCA.meta": SAYS_2, "a/b.yaml": NEW}, "a/b.yaml"),
        ({META: SAYS_2, "a/b.yaml": NEW}, "a/b.yaml"),
        ({"TOSCA.meta": b"CSAR-Version: 2.0\n", "profile.yml": NEW}, "profile.yml"),
        ({"shop.yaml": NEW}, "shop.yaml"),
    ],
)
def test_every_form_says_where_it_begins(files, entry, make):
    archive = read(files, make)
    assert (archive.entry, archive.diagnostics) == (entry, ())
    assert archive.files == files


def test_what_the_metadata_say_is_kept():
    assert read({META: SAYS, "a/b.yaml": OLD}).meta.created_by == "me"
    assert read({"shop.yaml": NAMED}).meta is None


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({META: SAYS, "c.yaml": OLD}, ("TS288", f"a.csar/{META}", 4, 20)),
        ({META: SAYS + b"Other-Definitions: a/b.yaml no.yaml\n", "a/b.yaml": OLD}, ("TS288", f"a.csar/{META}", 5, 29)),
        ({META: SAYS, "TOSCA.meta": SAYS_2, "a/b.yaml": OLD}, ("TS288", f"a.csar/{META}", 1, 1)),
        ({META: b"CSAR-Version: 1.1\n", "b.yaml": OLD}, ("TS288", f"a.csar/{META}", 1, 1)),
        ({META: b"CSAR-Version: 1.1\nEntry-Definition: b.yaml\n", "b.yaml": OLD}, ("TS288", f"a.csar/{META}", 2, 1)),
        ({"TOSCA.meta": b"CSAR-Version: 2.0\n", "a/b.yaml": NEW}, ("TS287", "a.csar", 1, 1)),
        ({"TOSCA.meta": b"CSAR-Version: 2.0\nEntry-Definitions: ../b\n"}, ("TS288", "a.csar/TOSCA.meta", 2, 20)),
        ({"a.yaml": OLD, "b.yaml": OLD}, ("TS287", "a.csar", 1, 1)),
        ({}, ("TS287", "a.csar", 1, 1)),
    ],
)
def test_an_archive_that_does_not_say_where_it_begins(files, expected):
    assert read(files).entry is None
    assert found(files) == [expected]


def test_before_2_0_the_metadata_stand_in_their_folder():
    archive = read({"TOSCA.meta": SAYS, "a/b.yaml": OLD})
    assert archive.entry == "a/b.yaml"
    assert [(item.code, item.is_error) for item in archive.diagnostics] == [("TS288", False)]


@pytest.mark.parametrize(
    ("content", "line", "missing"),
    [
        (OLD, 1, "`template_name` and `template_version`"),
        (OLD + b"metadata:\n  template_name: shop\n", 2, "`template_version`"),
        (OLD + b"metadata: { template_name: '', template_version: 1.0 }\n", 2, "`template_name`"),
        (OLD + b"metadata: [ shop ]\n", 2, "`template_name` and `template_version`"),
    ],
)
def test_a_bare_archive_says_its_name_and_version_in_its_template(content, line, missing):
    archive = read({"shop.yaml": content})
    (fault,) = archive.diagnostics
    assert (archive.entry, fault.code, fault.span.file, fault.span.line) == (
        "shop.yaml",
        "TS289",
        "a.csar/shop.yaml",
        line,
    )
    assert missing in fault.message
    assert not fault.is_error


@pytest.mark.parametrize("version", ["tosca_simple_yaml_1_0", "http://docs.oasis-open.org/tosca/ns/simple/yaml/1.0"])
def test_the_first_version_has_no_bare_archives(version):
    content = NAMED.replace(b"tosca_simple_yaml_1_3", version.encode())
    assert [(item.code, item.is_error) for item in read({"shop.yaml": content}).diagnostics] == [("TS289", True)]


@pytest.mark.parametrize("content", [b"", b"a: [", b"- 1\n", b"\xff", b"\x89PNG\r\n", b"[" * 100_000])
def test_an_entry_that_is_no_template_is_left_to_the_reader_of_templates(content):
    archive = read({"shop.yaml": content})
    assert (archive.entry, archive.diagnostics) == ("shop.yaml", ())


def test_a_refused_archive_has_nothing():
    archive = read({"../shop.yaml": NAMED})
    assert (archive.files, archive.entry, [item.code for item in archive.diagnostics]) == ({}, None, ["TS281"])


paths = st.sampled_from([META, "TOSCA.meta", "a.yaml", "b.yml", "a/b.yaml", "../x", "A.YAML"])
contents = st.sampled_from([SAYS, SAYS_2, NAMED, OLD, NEW, b"", b"\xff"]) | st.binary(max_size=30)


@settings(deadline=None)
@given(st.dictionaries(paths, contents, max_size=4), st.sampled_from(sorted(MAKERS)))
def test_any_archive_begins_somewhere_or_says_why_not(files, maker):
    archive = read(files, MAKERS[maker])
    assert archive.entry in archive.files or any(item.is_error for item in archive.diagnostics)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    assert read_csar(content, "a.csar").diagnostics
