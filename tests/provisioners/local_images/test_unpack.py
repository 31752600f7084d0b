"""Layers become a file system, and nothing in them leaves its folder."""

import os
import stat
import tarfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provisioners.local_images.image import ImageRefused, Layer
from provisioners.local_images.unpack import unpack
from tests.provisioners.local_images.making import (
    Entry,
    archive,
    entry,
    file,
    folder,
    hard,
    image,
    layer,
    layer_of,
    link,
    sha256,
    tree,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "root"
    place.mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "kept").write_text("kept")
    return place


def unpacked(root: Path, *layers: Layer) -> dict[str, str]:
    assert unpack(image(*layers), root).left_out == []
    assert tree(root.parent / "outside") == {"kept": "kept"}
    return tree(root)


def test_later_layers_win(root: Path) -> None:
    one = layer(folder("etc"), file("etc/a", "1"), file("etc/b", "1"), link("bin", "usr/bin"))
    two = layer(file("etc/a", "2"), file("./etc/c", "2"), file("bin/tool", "x"), compress=True)
    assert unpacked(root, one, two) == {
        "bin": "-> usr/bin",
        "etc": "/",
        "etc/a": "2",
        "etc/b": "1",
        "etc/c": "2",
        "usr": "/",
        "usr/bin": "/",
        "usr/bin/tool": "x",
    }


class TestWhiteouts:
    def test_one_file(self, root: Path) -> None:
        assert unpacked(root, layer(file("a/b"), file("a/c")), layer(file("a/.wh.b"))) == {"a": "/", "a/c": ""}

    def test_a_whole_folder(self, root: Path) -> None:
        assert unpacked(root, layer(file("a/b/c"), file("d")), layer(file(".wh.a"))) == {"d": ""}

    def test_all_that_lower_layers_left_in_a_folder(self, root: Path) -> None:
        one = layer(file("a/old"), file("a/sub/old"), file("a/sub/both", "1"))
        two = layer(file("a/new", "2"), file("a/sub/both", "2"), file("a/.wh..wh..opq"))
        assert unpacked(root, one, two) == {"a": "/", "a/new": "2", "a/sub": "/", "a/sub/both": "2"}

    def test_a_whiteout_is_for_lower_layers_wherever_it_stands(self, root: Path) -> None:
        two = layer(file("a", "2"), file(".wh.a"))
        assert unpacked(root, layer(file("a", "1")), two) == {"a": "2"}

    def test_of_nothing(self, root: Path) -> None:
        assert unpacked(root, layer(file(".wh.a"), file("x/.wh..wh..opq"))) == {"x": "/"}

    def test_a_link_goes_itself_and_not_what_it_leads_to(self, root: Path) -> None:
        one = layer(link("out", str(root.parent / "outside")), link("up", "../outside"))
        assert unpacked(root, one, layer(file(".wh.out"), file(".wh.up"))) == {}

    @pytest.mark.parametrize("name", ["a/.wh.", "a/.wh..", "a/.wh...", ".wh..."])
    def test_what_is_no_name(self, root: Path, name: str) -> None:
        with pytest.raises(ImageRefused, match="removes what is no file"):
            unpacked(root, layer(folder("a"), file(name)))
        assert tree(root.parent / "outside") == {"kept": "kept"}


class TestOutside:
    @pytest.mark.parametrize(
        "name", ["../outside/kept", "/../../outside/kept", "a/../../outside/kept", "/outside/kept"]
    )
    def test_paths(self, root: Path, name: str) -> None:
        assert "outside/kept" in unpacked(root, layer(file(name, "own")))

    @pytest.mark.parametrize("target", ["../outside", "../../../outside", "/outside", "{outside}"])
    def test_through_a_link(self, root: Path, target: str) -> None:
        target = target.format(outside=root.parent / "outside")
        found = unpacked(root, layer(link("x", target), file("x/kept", "own"), file("x/new", "own")))
        assert found["x"] == f"-> {target}"
        assert "own" in found.values()

    def test_through_a_link_of_a_lower_layer(self, root: Path) -> None:
        unpacked(
            root, layer(link("x", str(root.parent / "outside"))), layer(file("x/.wh.kept"), file("x/.wh..wh..opq"))
        )

    def test_a_link_in_the_place_of_a_file_is_replaced(self, root: Path) -> None:
        one = layer(link("x", str(root.parent / "outside" / "kept")))
        assert unpacked(root, one, layer(file("x", "own"))) == {"x": "own"}

    def test_a_link_in_the_place_of_a_folder_is_replaced(self, root: Path) -> None:
        one = layer(link("x", str(root.parent / "outside")))
        assert unpacked(root, one, layer(folder("x"), file("x/a"))) == {"x": "/", "x/a": ""}

    @pytest.mark.parametrize("target", ["../outside/kept", "/outside/kept", "{outside}/kept"])
    def test_hard_links(self, root: Path, target: str) -> None:
        target = target.format(outside=root.parent / "outside")
        with pytest.raises(ImageRefused, match=r"is a link to .*, which is no file"):
            unpacked(root, layer(hard("x", target)))

    def test_a_hard_link_to_a_link_that_leads_out(self, root: Path) -> None:
        found = unpacked(root, layer(link("x", str(root.parent / "outside" / "kept")), hard("y", "x")))
        assert found["y"].startswith("-> ")

    def test_a_file_is_never_the_root(self, root: Path) -> None:
        for name in ("/", ".", "a/.."):
            with pytest.raises(ImageRefused, match="takes the place of the root"):
                unpacked(root, layer(file(name)))

    def test_links_in_a_circle(self, root: Path) -> None:
        with pytest.raises(ImageRefused, match="lead in a circle"):
            unpacked(root, layer(link("a", "b"), link("b", "a"), file("a/x")))

    def test_a_file_with_something_below_it(self, root: Path) -> None:
        with pytest.raises(ImageRefused, match="is a file and has something below it"):
            unpacked(root, layer(file("a"), file("a/b")))


def test_hard_links_share_their_content(root: Path) -> None:
    unpacked(root, layer(file("a", "1", mode=0o600), folder("b"), hard("b/c", "/a")))
    assert (root / "a").stat().st_ino == (root / "b" / "c").stat().st_ino
    assert stat.S_IMODE((root / "a").stat().st_mode) == 0o600


def test_a_hard_link_to_itself(root: Path) -> None:
    assert unpacked(root, layer(file("a", "1")), layer(hard("a", "a"))) == {"a": "1"}


def test_modes_and_times(root: Path) -> None:
    unpacked(root, layer(folder("a", mode=0o555), file("a/su", "x", mode=0o4755), link("a/l", "su")))
    assert stat.S_IMODE((root / "a").stat().st_mode) == 0o555
    assert stat.S_IMODE((root / "a" / "su").stat().st_mode) == 0o4755
    assert {(root / name).lstat().st_mtime for name in ("a", "a/su", "a/l")} == {1_000_000}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to others")
def test_owners(root: Path) -> None:
    unpacked(root, layer(folder("a", uid=5, gid=6), file("a/b", uid=7, gid=8)))
    assert [((root / name).stat().st_uid, (root / name).stat().st_gid) for name in ("a", "a/b")] == [(5, 6), (7, 8)]


def test_device_files_are_left_out_and_told(root: Path) -> None:
    devices = layer(folder("dev"), entry("dev/null", tarfile.CHRTYPE), entry("dev/pipe", tarfile.FIFOTYPE))
    assert unpack(image(devices), root).left_out == ["dev/null"]
    assert stat.S_ISFIFO((root / "dev" / "pipe").stat().st_mode)


def test_attributes(root: Path) -> None:
    kept, own = {"SCHILY.xattr.user.a": "b"}, {"SCHILY.xattr.trusted.overlay.opaque": "y"}
    unpacked(root, layer(file("a", pax_headers=kept), file("b", pax_headers=own)))
    assert os.getxattr(root / "a", "user.a") == b"b"
    assert os.listxattr(root / "b") == []


class TestDamage:
    @pytest.mark.parametrize("key", ["digest", "diff_id"])
    @pytest.mark.parametrize("compress", [True, False])
    def test_other_bytes_than_promised(self, root: Path, key: str, compress: bool) -> None:
        with pytest.raises(ImageRefused, match="layer 1 is damaged: its digest is"):
            unpack(image(layer(file("a"), compress=compress, **{key: f"sha256:{'0' * 64}"})), root)

    @pytest.mark.parametrize("kept", [b"\x1f\x8bxxxxxxxxxx", b"no archive" * 100])
    def test_what_is_no_archive(self, root: Path, kept: bytes) -> None:
        with pytest.raises(ImageRefused, match="layer 1 is damaged"):
            unpack(image(layer_of(kept)), root)

    def test_an_end_that_comes_too_soon(self, root: Path) -> None:
        content = archive(file("a", "x" * 5000))
        with pytest.raises(ImageRefused, match="layer 1 is damaged"):
            unpack(image(layer_of(content[:2000], diff_id=sha256(content))), root)

    def test_zstd(self, root: Path) -> None:
        with pytest.raises(ImageRefused, match="compressed by zstd, which is not supported"):
            unpack(image(layer_of(b"\x28\xb5\x2f\xfd" + b"x" * 100)), root)


parts = st.sampled_from(["a", "b", "..", ".", "", "outside", "kept", ".wh.a", ".wh..wh..opq"])
paths = st.lists(parts, min_size=1, max_size=4).map("/".join)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    make = draw(st.sampled_from([file, folder, link, hard]))
    return make(draw(paths)) if make in (file, folder) else make(draw(paths), draw(paths))  # type: ignore[call-arg,operator]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(entries(), max_size=12), cut=st.integers(0, 12))
def test_whatever_is_in_layers_nothing_outside_changes(root: Path, found: list[Entry], cut: int) -> None:
    with suppress(ImageRefused, OSError):
        unpack(image(layer(*found[:cut]), layer(*found[cut:])), root)
    assert tree(root.parent / "outside") == {"kept": "kept"}
    assert {place.name for place in root.parent.iterdir()} == {"root", "outside"}
