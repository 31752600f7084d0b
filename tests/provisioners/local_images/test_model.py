"""Unpacked layers are what the specification says, by a model of it: folders are maps, files are texts.

OCI image specification, "Image Layer Filesystem Changeset": whiteouts hide what lower layers have, wherever they stand.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from provisioners.local_images.unpack import unpack
from tests.provisioners.local_images.making import Entry, file, folder, image, layer

Tree = dict[str, Any]
"""Folders as maps and files as their texts."""

FILE, FOLDER, GONE, OPAQUE = "file", "folder", "gone", "opaque"
Change = tuple[str, tuple[str, ...], str]

parts = st.sampled_from(["a", "b", "c"])
places = st.lists(parts, min_size=1, max_size=3).map(tuple)
changes = st.tuples(st.sampled_from([FILE, FOLDER, GONE, OPAQUE]), places, st.sampled_from(["1", "2"]))


@st.composite
def layers(draw: st.DrawFn) -> list[Change]:
    """The changes of a layer, of which no two are of one place, and none is below a file."""
    found: list[Change] = []
    for change in draw(st.lists(changes, max_size=6)):
        if all(_fits(change, other) for other in found):
            found.append(change)
    return found


def _fits(one: Change, other: Change) -> bool:
    """Whether two changes can be in one layer, in any order."""
    if one[1] == other[1]:
        return False
    for (kind, place, _), (_, below, _) in ((one, other), (other, one)):
        if kind in (FILE, GONE) and below[: len(place)] == place:
            return False
    return True


def entry_of(change: Change) -> Entry:
    kind, place, text = change
    path = "/".join(place)
    above, _, name = path.rpartition("/")
    prefix = f"{above}/" if above else ""
    return {
        FILE: lambda: file(path, text),
        FOLDER: lambda: folder(path),
        GONE: lambda: file(f"{prefix}.wh.{name}"),
        OPAQUE: lambda: file(f"{path}/.wh..wh..opq"),
    }[kind]()


def applied(lower: Tree, upper: list[Change]) -> Tree:
    """What a layer makes of what is below it: first all that it hides, then all that it brings."""
    tree = _copied(lower)
    for kind, place, _ in upper:
        if kind in (GONE, OPAQUE):
            _removed(tree, place)
    for kind, place, text in upper:
        if kind == GONE:
            continue
        at = tree
        for part in place[:-1]:
            at = _entered(at, part)
        if kind == FILE:
            at[place[-1]] = text
        else:
            _entered(at, place[-1])
    return tree


def _copied(tree: Tree) -> Tree:
    return {name: _copied(found) if isinstance(found, dict) else found for name, found in tree.items()}


def _entered(tree: Tree, part: str) -> Tree:
    if not isinstance(tree.get(part), dict):
        tree[part] = {}
    found: Tree = tree[part]
    return found


def _removed(tree: Tree, place: Iterable[str]) -> None:
    *above, name = place
    for part in above:
        found = tree.get(part)
        if not isinstance(found, dict):
            return
        tree = found
    tree.pop(name, None)


def read(root: Path) -> Tree:
    return {place.name: read(place) if place.is_dir() else place.read_text() for place in root.iterdir()}


def is_possible(tree: Tree, upper: list[Change]) -> bool:
    """Whether no change is below a file of a lower layer; of such layers the specification says nothing."""
    for _, place, _ in upper:
        at: Any = tree
        for part in place[:-1]:
            at = at.get(part, {}) if isinstance(at, dict) else at
        if not isinstance(at, dict):
            return False
    return all(kind != OPAQUE or not isinstance(_at(tree, place), str) for kind, place, _ in upper)


def _at(tree: Tree, place: Iterable[str]) -> Any:
    at: Any = tree
    for part in place:
        at = at.get(part, {}) if isinstance(at, dict) else {}
    return at


@settings(deadline=None, max_examples=200)
@given(st.lists(layers(), max_size=4))
@example([[(FILE, ("a", "b"), "1")], [(OPAQUE, ("a",), "1"), (FILE, ("a", "c"), "2")]])
@example([[(FILE, ("a", "b", "c"), "1")], [(FOLDER, ("a", "b"), "1"), (OPAQUE, ("a",), "1")]])
@example([[(FILE, ("a",), "1")], [(GONE, ("a",), "1")], [(FOLDER, ("a",), "1")]])
@example([[(FOLDER, ("a",), "1")], [(FILE, ("a",), "2")], [(FOLDER, ("a",), "1")]])
def test_layers_are_applied_as_the_specification_says(found: list[list[Change]]) -> None:
    tree: Tree = {}
    possible = []
    for upper in found:
        if is_possible(tree, upper):
            possible.append(upper)
            tree = applied(tree, upper)
    with tempfile.TemporaryDirectory() as scratch:
        made = image(*(layer(*map(entry_of, upper)) for upper in possible))
        assert unpack(made, Path(scratch)).left_out == []
        assert read(Path(scratch)) == tree
