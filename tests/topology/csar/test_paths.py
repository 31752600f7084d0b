import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.csar import Limits
from topology.csar.paths import clash, safe_path

parts = st.sampled_from(
    ["a", "b", "..", ".", "", "a b", "ü", "C:", "x\\y", "\0", "\n", "\x85", "\ud800", "~", "-", "a" * 300]
)
paths = st.lists(parts, min_size=1, max_size=5).map("/".join) | st.text(max_size=20)


@given(paths)
def test_a_safe_path_stays_inside_and_is_in_its_one_form(path):
    safe = safe_path(path, Limits())
    if safe is None:
        return
    joined = posixpath.normpath(posixpath.join("/root", safe))
    assert joined.startswith("/root/")
    assert posixpath.normpath(safe) == safe
    assert safe_path(safe, Limits()) == safe
    assert safe.isprintable() or not any(ord(character) < 32 for character in safe)


@pytest.mark.parametrize("path", ["a", "a/b", ".hidden", "a b/ü", "..a", "a..", "web/~x", "a:b"])
def test_ordinary_paths_are_safe(path):
    assert safe_path(path, Limits()) == path


def test_a_path_may_be_as_long_as_the_limit():
    assert safe_path("a/b", Limits(path_length=3)) == "a/b"
    assert safe_path("a/bc", Limits(path_length=3)) is None


def test_a_part_is_measured_in_bytes_as_file_systems_do():
    assert safe_path("ü" * 127, Limits()) is not None
    assert safe_path("ü" * 128, Limits()) is None


@pytest.mark.parametrize(
    ("together", "found"),
    [
        ([], None),
        (["a", "b", "ab", "a b"], None),
        (["a/b", "a/c"], None),
        (["a", "b", "a"], "a"),
        (["a/b/c", "a/b"], "a/b"),
        (["a", "a/b/c"], "a"),
    ],
)
def test_paths_that_cannot_stand_beside_each_other(together, found):
    assert clash(together) == found
