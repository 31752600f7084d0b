import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from topology.tosca.document import parse
from topology.tosca.findings import Findings
from topology.tosca.libyaml import MAX_DEPTH
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, span_of


def parsed(text: str) -> tuple[Node | None, list[tuple[str, int, int]]]:
    findings = Findings()
    tree = parse(text.encode(), "a.yaml", findings)
    return tree, [(found.code, found.span.line, found.span.column) for found in findings.sorted()]


def plain(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return resolve(node)
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, (_, value) in node.entries.items()} if node is not None else None


def test_places_are_those_of_keys_and_values() -> None:
    tree, found = parsed("a:\n  bé: [ 1, 'two' ]\n")
    assert found == []
    assert isinstance(tree, MappingNode)
    inner = tree.get("a")
    assert isinstance(inner, MappingNode)
    key, value = inner.entries["bé"]
    assert (span_of(key).line, span_of(key).column, span_of(key).end_column) == (2, 3, 5)
    assert isinstance(value, SequenceNode)
    assert [span_of(item).column for item in value.items] == [9, 12]
    assert (span_of(value).column, span_of(value).end_column) == (7, 19)
    assert span_of(inner) == span_of(key)


def test_quotes_and_tags_decide_what_is_plain() -> None:
    tree, _ = parsed("- 1\n- '1'\n- !!str 1\n- !!int '1'\n- |-\n  1\n")
    assert plain(tree) == [1, "1", "1", 1, "1"]


def test_every_duplicate_key_is_told_with_its_first_place() -> None:
    findings = Findings()
    tree = parse(b"a: 1\nb: { c: 1, c: 2 }\na: 3\na: 4\n", "a.yaml", findings)
    assert plain(tree) == {"a": 1, "b": {"c": 1}}
    told = [(found.code, found.span.line, found.related[0].span.line) for found in findings.sorted()]
    assert told == [("TS105", 2, 2), ("TS105", 3, 1), ("TS105", 4, 1)]


def test_aliases_share_and_merge_keys_join() -> None:
    tree, found = parsed("a: &a { x: 1, y: 2 }\nb: *a\nc: { <<: *a, y: 3 }\nd: { <<: [ *a, { z: 4 } ] }\n")
    assert found == []
    assert plain(tree) == {
        "a": {"x": 1, "y": 2},
        "b": {"x": 1, "y": 2},
        "c": {"x": 1, "y": 3},
        "d": {"x": 1, "y": 2, "z": 4},
    }


def test_a_merge_key_needs_a_map() -> None:
    assert parsed("a: { <<: 3 }")[1] == [("TS108", 1, 6)]
    assert parsed("a: { <<: }")[1] == []


def test_the_depth_is_exact_through_aliases_too() -> None:
    assert parsed("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == []
    assert parsed("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[1] == [("TS103", 1, MAX_DEPTH + 1)]
    half = "a: &a " + "[" * 60 + "]" * 60
    assert parsed(f"{half}\nb: " + "[" * 30 + "*a" + "]" * 30)[1] == []
    assert parsed(f"{half}\nb: " + "[" * 50 + "*a" + "]" * 50)[1] == [("TS106", 2, 54)]


def test_chains_of_anchors_cannot_grow_deep() -> None:
    chain = "a0: &a0 []\n" + "".join(f"a{index}: &a{index} [ *a{index - 1} ]\n" for index in range(1, 200))
    assert [code for code, *_ in parsed(chain)[1]] == ["TS106"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: b: c", 1, 5), ("a:\n\t- b", 2, 1), ("- a\nb", 2, 1), ("'open", 1, 1), ("{ a: [ }", 1, 8)],
)
def test_syntax_is_told_where_it_breaks(text: str, line: int, column: int) -> None:
    assert parsed(text)[1] == [("TS100", line, column)]


def test_a_tab_is_told_as_such() -> None:
    findings = Findings()
    parse(b"a:\n\t- b", "f.yaml", findings)
    (found,) = findings.sorted()
    assert (found.help, found.related) == ("Indent with spaces; YAML allows no tabs there.", ())


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc_ 1:#", max_size=6), inner, max_size=4),
    max_leaves=15,
)


@given(values)
def test_what_the_yaml_library_quotes_is_read_as_it_was(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert plain(parsed(text)[0]) == value
