import gzip
import io
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.csar import Limits, read_archive, read_csar
from topology.csar.head import Head, head_of
from topology.csar.leftovers import is_left_over
from topology.csar.pack import PACKERS, with_meta
from topology.csar.paths import clash, safe_path

V1_0, V1_3, V2_0 = "tosca_simple_yaml_1_0", "tosca_simple_yaml_1_3", "tosca_2_0"
parts = st.text("abAB.- ü日", min_size=1, max_size=90).filter(lambda part: part.strip(". "))
paths = st.lists(parts, min_size=1, max_size=4).map("/".join).filter(lambda path: safe_path(path, Limits()) == path)
files_of_any_kind = st.dictionaries(paths, st.binary(max_size=2000), max_size=6).filter(lambda files: not clash(files))


@settings(deadline=None)
@given(files_of_any_kind, st.sampled_from(sorted(PACKERS)))
def test_what_is_packed_is_read_as_it_was_and_packs_to_the_same(files, kind):
    content = PACKERS[kind](files)
    again = read_archive(content, "a.csar")
    assert (again.files, again.diagnostics) == (files, ())
    assert PACKERS[kind](again.files) == content


@given(files_of_any_kind, st.sampled_from(sorted(PACKERS)), st.randoms())
def test_the_order_of_the_files_does_not_matter(files, kind, random):
    shuffled = list(files.items())
    random.shuffle(shuffled)
    assert PACKERS[kind](dict(shuffled)) == PACKERS[kind](files)


def test_nothing_of_the_machine_or_the_hour_is_in_a_zip_archive():
    with zipfile.ZipFile(io.BytesIO(PACKERS["zip"]({"b": b"2", "a": b"1"}))) as archive:
        members = archive.infolist()
    assert [member.filename for member in members] == ["a", "b"]
    assert {(member.date_time, member.external_attr >> 16) for member in members} == {((1980, 1, 1, 0, 0, 0), 0o100644)}


def test_nothing_of_the_machine_or_the_hour_is_in_a_tarball():
    content = PACKERS["tar.gz"]({"b": b"2", "a": b"1"})
    assert content[4:8] == bytes(4)
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(content))) as archive:
        members = archive.getmembers()
    assert [member.name for member in members] == ["a", "b"]
    assert {(member.mtime, member.mode, member.uid, member.uname) for member in members} == {(0, 0o644, 0, "")}


@pytest.mark.parametrize(
    ("version", "path", "text"),
    [
        (
            V1_3,
            "TOSCA-Metadata/TOSCA.meta",
            "TOSCA-Meta-File-Version: 1.1\nCSAR-Version: 1.1\nCreated-By: me\nEntry-Definitions: a/b.yaml\n",
        ),
        (
            V1_0,
            "TOSCA-Metadata/TOSCA.meta",
            "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: me\nEntry-Definitions: a/b.yaml\n",
        ),
        (V2_0, "TOSCA.meta", "CSAR-Version: 2.0\nCreated-By: me\nEntry-Definitions: a/b.yaml\n"),
    ],
)
def test_the_metadata_fit_the_version(version, path, text):
    files = with_meta({"a/b.yaml": b"x"}, "a/b.yaml", Head(version=version, author="me"))
    assert files == {"a/b.yaml": b"x", path: text.encode()}
    archive = read_csar(PACKERS["zip"](files), "a.csar")
    assert (archive.entry, archive.diagnostics) == ("a/b.yaml", ())


@pytest.mark.parametrize("path", ["TOSCA-Metadata/TOSCA.meta", "TOSCA.meta"])
def test_metadata_that_are_there_are_kept(path):
    files = {path: b"CSAR-Version: 1.0\n", "a.yaml": b""}
    assert with_meta(files, "a.yaml", Head()) == files


@pytest.mark.parametrize(
    ("author", "shown"),
    [(None, "Toposmith"), ("  ", "Toposmith"), ("a\nEntry-Definitions: x", "aEntry-Definitions: x")],
)
def test_an_author_is_one_line(author, shown):
    files = with_meta({}, "a.yaml", Head(version=V2_0, author=author))
    assert files["TOSCA.meta"].decode().splitlines()[1] == f"Created-By: {shown}"


def test_the_head_of_a_file():
    text = f"tosca_definitions_version: {V1_3}\nmetadata: {{ template_name: shop, template_version: 1.0 }}\n"
    assert head_of(text.encode()) == Head(V1_3, "shop", None, "1.0")
    assert [head_of(content) for content in (b"", b"\xff", b"- a", b"a: [", b"metadata: 1")] == [Head()] * 5


@pytest.mark.parametrize(
    ("path", "is_folder"),
    [
        (".git", True),
        ("web/.env", False),
        ("web/__pycache__", True),
        ("__MACOSX", True),
        ("web/node_modules", True),
        ("a/b.pyc", False),
        ("notes.txt~", False),
        ("a.bak", False),
        ("Thumbs.db", False),
    ],
)
def test_what_is_left_out(path, is_folder):
    assert is_left_over(path, is_folder)


@pytest.mark.parametrize(
    ("path", "is_folder"),
    [("service.yaml", False), ("web/node_modules", False), ("build", True), (".git/config", False), ("a.pyc", True)],
)
def test_what_is_kept(path, is_folder):
    """A folder that is left out is not looked into, so that a path is judged by its last part."""
    assert not is_left_over(path, is_folder)
