"""What two programs could read as two archives, and how a refusal names the file; the rest is in test_archive."""

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topology.csar.archives import zipped
from topology.csar import Limits, read_archive

TWO = [("a.yaml", b"a: 1\n" * 9), ("b.yaml", b"b: 1\n" * 9)]


def found(content, **limits):
    contents = read_archive(content, "a.csar", limits=Limits(**limits))
    assert bool(contents.files) != bool(contents.diagnostics)
    return [(item.code, item.path) for item in contents.diagnostics]


def test_a_refusal_names_the_file():
    assert found(zipped([("../x", b""), ("ok", b"")])) == [("TS281", ("../x",))]
    assert found(zipped([("big", bytes(9)), ("ok", b"")]), file_size=8) == [("TS284", ("big",))]


def test_a_wrong_sum_is_told_for_each_file():
    content = bytearray(zipped(TWO, compression=zipfile.ZIP_STORED))
    for text in (b"a: 1", b"b: 1"):
        content[content.index(text)] ^= 1
    assert found(bytes(content)) == [("TS280", ("a.yaml",)), ("TS280", ("b.yaml",))]


@pytest.mark.parametrize(
    "paths", [("A.yaml", "a.yaml"), ("ä.yaml", "a\u0308.yaml"), ("web", "WEB/x"), ("STRASSE", "straße")]
)
def test_names_that_some_disks_take_for_one_are_refused(paths):
    assert [code for code, _ in found(zipped([(path, b"") for path in paths]))] == ["TS286"]


def test_bytes_around_the_archive_are_refused():
    content = zipped(TWO)
    assert found(b"#!/bin/sh\n" + content) == [("TS294", ())]
    assert found(content + b"more") == [("TS294", ())]


def test_a_comment_is_no_byte_too_much():
    buffer = BytesIO(zipped(TWO))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"made by hand"
    assert found(buffer.getvalue()) == []


def test_files_that_share_bytes_are_refused():
    """The directory's second entry is made to point at the first one's data."""
    content = bytearray(zipped([("a", b"x" * 50), ("b", b"x" * 50)]))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    assert {code for code, _ in found(bytes(content))} == {"TS285"}


@pytest.mark.parametrize("length", [1, 10, 60, 100])
def test_a_cut_archive_is_refused(length):
    assert [code for code, _ in found(zipped(TWO)[:-length])] == ["TS280"]


def test_an_archive_of_the_large_form_is_read():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("service.yaml", "w", force_zip64=True) as file:
        file.write(b"a: 1\n")
    assert read_archive(buffer.getvalue(), "a.csar").files == {"service.yaml": b"a: 1\n"}


def test_a_size_in_the_large_form_is_limited_too():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", b"x")
    content = bytearray(buffer.getvalue())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = b"\xff" * 4
    content[entry + 30 : entry + 32] = struct.pack("<H", 12)
    content[entry + 47 : entry + 47] = struct.pack("<HHQ", 1, 8, 2**40)
    end = content.rindex(b"PK\x05\x06")
    content[end + 12 : end + 16] = struct.pack("<I", end - entry)
    assert found(bytes(content)) == [("TS284", ("a",)), ("TS284", ())]


def test_an_empty_archive_holds_nothing():
    contents = read_archive(zipped([]), "a.csar")
    assert (contents.files, contents.diagnostics) == ({}, ())


SAMPLE = zipped(TWO)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=6), st.integers(0, 80))
def test_a_damaged_archive_never_crashes_the_reader(changes, cut):
    damaged = bytearray(SAMPLE)
    for place, byte in changes:
        damaged[place] = byte
    contents = read_archive(bytes(damaged[: len(damaged) - cut]), "a.csar")
    assert not (contents.files and contents.diagnostics)
