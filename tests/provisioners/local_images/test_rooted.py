"""Paths inside a folder."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioners.local_images.rooted import parts_of, place_in


@pytest.mark.parametrize(
    ("path", "parts"),
    [("a/b", ["a", "b"]), ("/a//./b/", ["a", "b"]), ("../a", ["a"]), ("a/../../b", ["b"]), ("..", []), ("", [])],
)
def test_parts(path: str, parts: list[str]) -> None:
    assert parts_of(path) == parts


@given(st.text("ab./"))
def test_no_part_goes_back(path: str) -> None:
    assert not set(parts_of(path)) & {"", ".", ".."}


def test_links_on_the_way_are_followed_and_the_last_is_not(tmp_path: Path) -> None:
    (tmp_path / "usr" / "lib").mkdir(parents=True)
    (tmp_path / "lib").symlink_to("usr/lib")
    (tmp_path / "abs").symlink_to("/usr")
    (tmp_path / "up").symlink_to("../../../usr/../usr")
    assert place_in(tmp_path, "lib/x") == tmp_path / "usr" / "lib" / "x"
    assert place_in(tmp_path, "abs/lib") == tmp_path / "usr" / "lib"
    assert place_in(tmp_path, "up/lib/x") == tmp_path / "usr" / "lib" / "x"
    assert place_in(tmp_path, "lib") == tmp_path / "lib"
    assert place_in(tmp_path, "/") == tmp_path


def test_folders_are_made_on_demand(tmp_path: Path) -> None:
    place_in(tmp_path, "a/b/c")
    assert list(tmp_path.iterdir()) == []
    place_in(tmp_path, "a/b/c", make=True)
    assert [place.name for place in tmp_path.rglob("*")] == ["a", "b"]
