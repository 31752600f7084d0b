import bz2
import gzip
import lzma
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topology.csar.archives import PACKERS, tar_header, tarred, zipped
from topology.csar import Limits, read_archive

END = bytes(1024)
KINDS = [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]


def codes(content, **limits):
    contents = read_archive(content, "a.tar", limits=Limits(**limits))
    assert bool(contents.files) != bool(contents.diagnostics)
    return [item.code for item in contents.diagnostics]


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_files_come_out_by_their_path(pack):
    content = pack(tarred([("service.yaml", b"a"), ("./web//Dockerfile", b"b" * 1000), ("empty", b"")]))
    files = read_archive(content, "a.tar").files
    assert files == {"service.yaml": b"a", "web/Dockerfile": b"b" * 1000, "empty": b""}


def test_folders_are_no_files_and_the_root_may_stand_for_itself():
    def change(info):
        if info.name in (".", "web"):
            info.type = tarfile.DIRTYPE

    content = tarred([(".", b""), ("web", b""), ("web/a", b"x")], change=change)
    assert read_archive(content, "a.tar").files == {"web/a": b"x"}


@pytest.mark.parametrize("kind", KINDS)
def test_long_and_foreign_names(kind):
    names = ["a" * 90 + "/" + "b" * 90, "ü/ä.yaml", "x" * 100]
    if kind != tarfile.USTAR_FORMAT:
        names.append("long/" * 60 + "name")
    assert set(read_archive(tarred([(name, b"1") for name in names], kind=kind), "a.tar").files) == set(names)


@settings(deadline=None)
@given(
    st.dictionaries(st.text("abü ", min_size=1, max_size=120).filter(str.strip), st.binary(max_size=1500), max_size=5),
    st.sampled_from([tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]),
)
def test_what_tarfile_writes_is_read_as_it_was(files, kind):
    assert read_archive(tarred(files.items(), kind=kind), "a.tar").files == files


@pytest.mark.parametrize("path", ["../x", "a/../b", "/etc/passwd", "C:/x", "a\\b", "a\nb", "a/" * 300 + "x"])
def test_a_path_that_leaves_the_archive_is_refused_by_name(path):
    contents = read_archive(tarred([("ok", b""), (path, b"x")]), "a.tar")
    assert [(item.code, item.path) for item in contents.diagnostics] == [("TS281", (path,))]


def test_a_name_that_is_no_utf8_is_refused():
    assert codes(tar_header(b"\xff.yaml") + END) == ["TS281"]


SPECIAL = [tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.GNUTYPE_SPARSE]


@pytest.mark.parametrize("kind", [*SPECIAL, b"V", b"?"])
def test_links_devices_and_what_nobody_knows_are_refused(kind):
    contents = read_archive(tar_header(b"link", kind=kind) + END, "a.tar")
    assert [(item.code, item.path) for item in contents.diagnostics] == [("TS282", ("link",))]


def test_a_sparse_file_is_refused_however_it_is_written():
    def change(info):
        info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "999999999999"}

    assert codes(tarred([("hole", b"1\n0\n0\n")], change=change)) == ["TS282"]


@pytest.mark.parametrize(("first", "second"), [("a", "./a"), ("a", "a/b"), ("A.yaml", "a.yaml"), ("ä", "a\u0308")])
def test_two_files_of_one_path_are_refused(first, second):
    assert codes(tarred([(first, b"1"), (second, b"2")])) == ["TS286"]


def test_number_and_sizes_are_limited():
    three = tarred([(name, b"x" * 10) for name in "abc"])
    assert codes(three, files=2) == ["TS284"]
    assert codes(three, file_size=9) == ["TS284"] * 3
    assert codes(gzip.compress(tarred([("a", b"x" * 300), ("b", b"x" * 300)])), total_size=500) == ["TS284"]
    assert codes(three, files=3) == []


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_bomb_is_refused_while_it_unpacks(pack):
    bomb = pack(bytes(64 * 2**20))
    assert codes(bomb) == ["TS285"]


def test_a_bomb_of_many_streams_is_refused():
    assert codes(gzip.compress(b"") * 10_001) == ["TS285"]
    assert codes(gzip.compress(bytes(2**18)) * 100, ratio_free_size=2**18) == ["TS285"]


def test_more_than_the_limit_is_too_large_even_when_it_is_believable():
    content = gzip.compress(tarred([("a", bytes(range(256)) * 40)]))
    assert codes(content, total_size=len(content), files=1, ratio_free_size=2**30) == ["TS284"]


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_a_cut_archive_is_refused(pack):
    content = pack(tarred([("a", b"x" * 600), ("b", b"y")])[: 5 * 512 + 1024])
    for length in range(300, 5 * 512, 256) if pack is bytes else range(20, len(content)):
        assert codes(content[:length]) == ["TS280"]


def test_an_archive_without_its_end_is_refused():
    assert codes(tar_header(b"a", b"1\0") + b"x".ljust(512, b"\0")) == ["TS280"]
    assert codes(tar_header(b"a", b"2000\0") + bytes(512)) == ["TS280"]


def test_something_behind_the_end_is_refused():
    whole = tarred([("a", b"1")])
    assert codes(whole + tarred([("b", b"2")])) == ["TS280"]
    assert codes(gzip.compress(whole) + b"more") == ["TS280"]


def test_streams_one_after_the_other_and_padding_are_fine():
    whole = tarred([("a", b"1")])
    assert codes(gzip.compress(whole[:700]) + gzip.compress(whole[700:]) + bytes(100)) == []
    assert codes(bz2.compress(whole[:700]) + bz2.compress(whole[700:])) == []


def test_a_wrong_sum_is_refused():
    content = bytearray(tarred([("service.yaml", b"a")]))
    content[3] ^= 1
    assert codes(bytes(content)) == ["TS280"]
    packed = bytearray(gzip.compress(tarred([("service.yaml", b"a")])))
    packed[-6] ^= 1
    assert codes(bytes(packed)) == ["TS280"]


@pytest.mark.parametrize(
    "content",
    [
        tar_header(b"a", b"-1\0") + END,
        tar_header(b"a", b"\xff" * 12) + END,
        tar_header(b"a", b"\x80" + b"\xff" * 11) + END,
        tar_header(b"x", b"77777777777\0", b"x") + END,
        tar_header(b"x", b"10\0", b"x") + b"99 path=".ljust(512, b"\0") + END,
        tar_header(b"x", b"14\0", b"x") + b"12 path=abc\n".ljust(512, b"\0")[:500] + END,
        tar_header(b"g", b"14\0", b"g") + b"12 path=abc\n".ljust(512, b"\0") + tar_header(b"a") + END,
        tar_header(b"x", b"12\0", b"x") + b"10 size=x\n".ljust(512, b"\0") + tar_header(b"a") + END,
    ],
)
def test_headers_that_lie_are_refused(content):
    assert codes(content) == ["TS280"]


def test_very_many_extended_headers_are_read_one_after_the_other():
    header = tar_header(b"x", b"14\0", b"x") + b"12 path=abc\n".ljust(512, b"\0")
    assert list(read_archive(header * 5000 + tar_header(b"a") + END, "a.tar").files) == ["abc"]


def test_a_zip_archive_that_holds_a_tarball_is_a_zip_archive():
    content = zipped([("x" * 100, b""), ("a.tar", tarred([("b", b"")]))], compression=0)
    assert set(read_archive(content, "a.csar").files) == {"x" * 100, "a.tar"}


SAMPLE = tarred([("service.yaml", b"a: 1\n" * 50), ("web/" + "long/" * 40 + "Dockerfile", b"FROM scratch\n")])


@settings(deadline=None)
@given(
    st.sampled_from(sorted(PACKERS)),
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=6),
    st.booleans(),
    st.integers(0, len(SAMPLE)),
)
def test_a_damaged_archive_never_crashes_the_reader(packer, changes, before, cut):
    """Bytes are changed in the tarball or in what it was packed to, and its end is lost."""
    damaged = bytearray(SAMPLE if before else PACKERS[packer](SAMPLE))
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    content = PACKERS[packer](bytes(damaged)) if before else bytes(damaged)
    for each in (content, content[:cut]):
        contents = read_archive(each, "a.tar")
        assert not (contents.files and contents.diagnostics)


@given(st.binary(max_size=2000), st.sampled_from([b"", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"PK\x03\x04"]))
def test_any_bytes_are_read_or_refused(content, mark):
    assert not read_archive(mark + content, "a.csar").files


@given(st.binary(max_size=1000))
def test_any_bytes_after_a_good_header_are_read_or_refused(content):
    read_archive(tar_header(b"a", b"10\0") + content, "a.tar")
    read_archive(tar_header(b"a", b"10\0", b"x") + content + END, "a.tar")
