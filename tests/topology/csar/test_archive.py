import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topology.csar.archives import zipped as packed
from topology.csar import Limits, read_archive


def codes(content, **limits):
    contents = read_archive(content, "a.csar", limits=Limits(**limits))
    assert bool(contents.files) != bool(contents.diagnostics)
    assert {item.span.file for item in contents.diagnostics} <= {"a.csar"}
    return [item.code for item in contents.diagnostics]


def test_files_come_out_by_their_path():
    content = packed([("service.yaml", b"a"), ("web/", b""), ("./web//Dockerfile", b"b"), ("empty", b"")])
    assert read_archive(content, "a.csar").files == {"service.yaml": b"a", "web/Dockerfile": b"b", "empty": b""}


@pytest.mark.parametrize(
    "path",
    ["../x", "a/../../x", "a/../b", "/etc/passwd", "C:/x", "a\\b", "a\nb", "\x1b[2J", "a" * 300, "a/" * 300 + "x", "."],
)
def test_a_path_that_leaves_the_archive_or_fits_no_file_is_refused(path):
    assert codes(packed([("ok", b""), (path, b"x")])) == ["TS281"]


def test_a_path_with_a_nul_is_refused_and_not_cut():
    content = packed([("aXb", b"x")]).replace(b"aXb", b"a\0b")
    assert codes(content) == ["TS281"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFBLK])
def test_links_and_special_files_are_refused(kind):
    def change(info):
        info.external_attr = (kind | 0o644) << 16

    assert codes(packed([("link", b"/etc/passwd")], change=change)) == ["TS282"]


def test_an_encrypted_file_is_refused():
    content = bytearray(packed([("a", b"x")]))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert codes(bytes(content)) == ["TS283"]


def test_number_and_sizes_are_limited():
    three = packed([(name, b"x" * 10) for name in "abc"])
    assert codes(three, files=2) == ["TS284"]
    assert codes(three, file_size=9) == ["TS284"] * 3
    assert codes(three, total_size=29) == ["TS284"]
    assert codes(three, total_size=len(three)) == []


def test_an_archive_of_very_many_entries_is_refused_before_its_directory_is_read():
    assert codes(b"PK\x01\x02" * 50_001) == ["TS284"]


def test_a_zip_bomb_is_refused():
    assert codes(packed([("zeros", bytes(8 * 2**20))])) == ["TS285"]
    assert codes(packed([("zeros", bytes(2**20))])) == []


def test_a_size_that_lies_is_found_out():
    content = bytearray(packed([("zeros", bytes(5000))]))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 10)
    assert codes(bytes(content)) == ["TS280"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_path_are_refused():
    assert codes(packed([("a", b"1"), ("./a", b"2")])) == ["TS286"]
    assert codes(packed([("a", b"1"), ("a/b", b"2")])) == ["TS286"]


def test_an_unusual_compression_is_refused():
    assert codes(packed([("a", b"x")], compression=zipfile.ZIP_BZIP2)) == ["TS280"]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)[:10]])
def test_what_is_no_archive_is_refused(content):
    assert codes(content) == ["TS280"]


def test_one_archive_shows_all_its_faults():
    assert codes(packed([("../a", b""), ("/b", b"")])) == ["TS281", "TS281"]


SAMPLE = packed([("service.yaml", b"a: 1\n" * 50), ("web/Dockerfile", b"FROM scratch\n")])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_archive_never_crashes_the_reader(changes):
    damaged = bytearray(SAMPLE)
    for place, byte in changes:
        damaged[place] = byte
    contents = read_archive(bytes(damaged), "a.csar")
    assert not (contents.files and contents.diagnostics)
