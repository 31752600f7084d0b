import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topology.editor.marked import HEAD, unmarked
from topology.editor.cursor import locate
from topology.editor.repair import MOST_REPAIRS, whole
from topology.editor.tree_paths import map_at, node_at
from topology.tosca.scan import MAX_BYTES
from topology.tosca.tree import MappingNode, SequenceNode


def repaired(text: str) -> str:
    text, line, column = unmarked(text)
    made = whole(text, "x", locate(text, line, column))
    assert made is not None
    assert made.text.count("\n") == text.count("\n")
    assert made.is_repaired == (made.text != text)
    return made.text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a:\n  b: c‸", "a:\n  b: c"),
        ("a:\n  x: 1\n  b‸\n  c: 1", "a:\n  x: 1\n  b:\n  c: 1"),
        ("a:\n  b‸\n    c: 1", "a:\n  b:\n    c: 1"),
        ("a: { b: [ c‸\nd: 1", "a: { b: [ c]}\nd: 1"),
        ("a: { b: *‸\nd: 1", "a: { b: }\nd: 1"),
        ("a: 'b‸\nd: 1", "a: \nd: 1"),
        ("a: b: ‸\nd: 1", "a: \nd: 1"),
    ],
)
def test_the_line_of_the_cursor_is_finished_as_it_may_be_meant(text: str, made: str) -> None:
    assert repaired(text) == made


def test_other_broken_lines_are_left_empty() -> None:
    made = repaired("a: {{\nb:\n  c: 1\n   d: 2\ne: ‸")
    assert made == "\nb:\n  c: 1\n\n"


def test_a_text_with_too_many_broken_lines_is_given_up() -> None:
    assert whole("a: b: c\n" * (MOST_REPAIRS + 5), "x") is None


@pytest.mark.parametrize("text", ["[" * 2000, "a" * (MAX_BYTES + 1), "a: " + "{a: " * 150 + "}" * 150])
def test_what_may_not_be_read_is_not_repaired(text: str) -> None:
    assert whole(text, "x") is None


def test_a_way_is_made_through_an_unfinished_tree() -> None:
    made = whole(HEAD + "  node_templates:\n    web\n", "x")
    assert made is not None
    path = ("topology_template", "node_templates", "web", "requirements", 0, "host")
    assert isinstance(map_at(made.tree, path), MappingNode)
    assert isinstance(node_at(made.tree, path[:-2]), SequenceNode)
    assert map_at(made.tree, path) is node_at(made.tree, path)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-[]{},#|>&*!'\" \n\t💡\ud800"), max_size=60), st.data())
def test_whatever_is_made_whole_can_be_parsed(text: str, data: st.DataObject) -> None:
    cursor = locate(text, data.draw(st.integers(0, text.count("\n"))), data.draw(st.integers(0, 20)))
    made = whole(text, "x", cursor)
    assert made is None or made.text.count("\n") == text.count("\n")
