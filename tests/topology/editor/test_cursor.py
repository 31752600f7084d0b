from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topology.editor.marked import unmarked
from topology.editor.cursor import Cursor, locate
from topology.editor.tree_paths import node_at, scalars
from topology.tosca.document import parse
from topology.tosca.findings import Findings, Path

EXAMPLES = sorted((FilePath(__file__).parents[3] / "tosca-templates").glob("*/template.yaml"))


def cursor(text: str) -> Cursor:
    found = locate(*unmarked(text))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "path", "key", "value", "typed"),
    [
        ("‸", (), True, True, ""),
        ("to‸", (), True, True, "to"),
        ("a:\n  b:\n    c‸", ("a", "b"), True, True, "c"),
        ("a:\n  b:\n  ‸", ("a",), True, True, ""),
        ("a:\n  b:\n ‸", ("a",), True, True, ""),
        ("a:\n  b:\n‸", (), True, True, ""),
        ("a:\n  b: x‸", ("a", "b"), False, True, "x"),
        ("a:\n  b: ‸", ("a", "b"), False, True, ""),
        ("a:\n  b‸: x", ("a",), True, False, "b"),
        ("a:\n  - b\n  - c‸", ("a", 1), True, True, "c"),
        ("a:\n- b\n- c‸", ("a", 1), True, True, "c"),
        ("a:\n- b: 1\n  c‸", ("a", 0), True, True, "c"),
        ("a:\n  - b:\n      c: ‸", ("a", 0, "b", "c"), False, True, ""),
        ("a:\n  - - x\n    - y‸", ("a", 0, 1), True, True, "y"),
        ("a: [ x, y‸ ]", ("a", 1), False, True, "y"),
        ("a: { b‸", ("a",), True, False, "b"),
        ("a: { b: c‸ }", ("a", "b"), False, True, "c"),
        ("a: { b: [ { c: d‸", ("a", "b", 0, "c"), False, True, "d"),
        ("a: { b: 1, ‸ }", ("a",), True, False, ""),
        ("a: [ b: c‸ ]", ("a", 0, "b"), False, True, "c"),
        ("a: [ b: c, d‸ ]", ("a", 1), False, True, "d"),
        ("a: [ { b: [ c: { d: 1 } ] }, e: f‸", ("a", 1, "e"), False, True, "f"),
        ("a: [ x,\n     y, z‸ ]", ("a", 2), False, True, "z"),
        ("a: { b: {\n  c: 1 },\n  d‸", ("a",), True, False, "d"),
        ("a:\n  - { b: 1 }\n  - { ‸", ("a", 1), True, False, ""),
        ('"a b":\n  c‸', ("a b",), True, True, "c"),
        ("'it''s':\n  c‸", ("it''s",), True, True, "c"),
        ("a:\n  b: !!str x‸", ("a", "b"), False, True, "x"),
        ("&x a: &y\n  b‸", ("a",), True, True, "b"),
        ("a: { unfinished\nb:\n  c‸", ("b",), True, True, "c"),
        ('a: "unfinished\nb:\n  c‸', ("b",), True, True, "c"),
        ("a: |\n  text:\n    more\nb‸", (), True, True, "b"),
        ("a:\n  b: |-\n    x: y\n  c: ‸", ("a", "c"), False, True, ""),
        ("a:\n  # b:\n    # c:\n  d‸", ("a",), True, True, "d"),
        ("a: 1\n---\nb:\n  c‸", ("b",), True, True, "c"),
        ("a:\r\n  b: x‸", ("a", "b"), False, True, "x"),
        ("a:\n  $get_input: x‸", ("a", "$get_input"), False, True, "x"),
        ("a:\n  http://x: y‸", ("a", "http://x"), False, True, "y"),
        ('a: "x", ‸', ("a",), False, True, '"x", '),
    ],
)
def test_where_the_cursor_is(text: str, path: Path, key: bool, value: bool, typed: str) -> None:
    found = cursor(text)
    assert (found.path, found.may_be_key, found.may_be_value, found.typed) == (path, key, value, typed)


@pytest.mark.parametrize(
    "text",
    [
        "# a‸",
        "a: b # c‸",
        "a: |\n  b‸",
        "a: >-\n\n  b\n   ‸",
        "- |\n  b‸",
        'a: "b\n  c‸',
        "a: [ b, # c‸",
        "a: { b: 1 } ‸",
        "a: *x‸",
        "a: &x‸",
    ],
)
def test_where_nothing_can_be_completed(text: str) -> None:
    assert locate(*unmarked(text)) is None


def test_a_line_that_is_not_there() -> None:
    assert locate("a: 1", 5, 0) is None


@pytest.mark.parametrize(
    ("text", "start", "end", "lead", "needs_colon"),
    [
        ("ab‸cd", 0, 4, "", True),
        ("ab‸cd: x", 0, 4, "", False),
        ("a: b‸c d", 3, 5, "", False),
        ("a:‸", 2, 2, " ", False),
        ("a: [ b‸c, d ]", 5, 7, "", False),
        ("a: [ b,‸ ]", 7, 7, " ", False),
        ("a: { b:‸ }", 7, 7, " ", False),
        ("a: { b‸c: d }", 5, 7, "", False),
        ("a: tosca.nodes.‸Compute # x", 3, 22, "", False),
    ],
)
def test_the_word_that_is_replaced(text: str, start: int, end: int, lead: str, needs_colon: bool) -> None:
    found = cursor(text)
    assert (found.start, found.end, found.lead, found.needs_colon) == (start, end, lead, needs_colon)


def values(file: FilePath) -> Iterator[tuple[Path, int, int]]:
    """Every value of one line in a file, with its path and the place behind its first character."""
    tree = parse(file.read_bytes(), file.name, Findings())
    assert tree is not None
    for found in scalars(tree):
        scalar = found.scalar
        if not found.is_key and scalar.text and scalar.start.line == scalar.end.line:
            yield found.path, scalar.start.line, scalar.start.column + 1


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_the_path_by_look_is_the_parsers_path(file: FilePath) -> None:
    text = file.read_text(encoding="utf-8")
    checked = 0
    for path, line, column in values(file):
        found = locate(text, line, column)
        assert found is not None
        assert found.path == path
        checked += 1
    assert checked > 20


def test_the_path_by_look_of_a_key_is_that_of_its_map() -> None:
    text = EXAMPLES[-1].read_text(encoding="utf-8")
    tree = parse(text.encode(), "x", Findings())
    assert tree is not None
    for found in scalars(tree):
        if found.is_key:
            cursor_ = locate(text, found.scalar.start.line, found.scalar.start.column + 1)
            assert cursor_ is not None
            assert cursor_.path == found.path[:-1]
            assert not cursor_.needs_colon
            assert node_at(tree, cursor_.path) is not None


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-[]{},#|>&*!'\" \n\t💡"), max_size=60), st.data())
def test_no_text_is_too_strange(text: str, data: st.DataObject) -> None:
    line = data.draw(st.integers(0, text.count("\n") + 1))
    locate(text, line, data.draw(st.integers(0, 20)))
