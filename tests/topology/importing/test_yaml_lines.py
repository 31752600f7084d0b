"""Written YAML is read as what was written, by PyYAML and by the program's own reader."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.importing.yaml_lines import lines_of, scalar
from topology.tosca.findings import Findings
from topology.tosca.libyaml import read_yaml
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar

KEYS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20) | st.text(
    st.sampled_from(" \n#:-'\"\\{}[],&*!|>%@`yesno0123456789.~é\t"), max_size=16
)
VALUES = st.recursive(
    TEXTS | st.integers(-(10**9), 10**9) | st.booleans() | st.floats(0.001, 1e6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)


def data_of(node: Node) -> Any:
    if isinstance(node, Scalar):
        return resolve(node)
    if isinstance(node, MappingNode):
        return {key: data_of(value) for key, (_, value) in node.entries.items()}
    return [data_of(item) for item in node.items]


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(KEYS.filter(lambda key: key != "<<"), VALUES, min_size=1, max_size=4), st.integers(0, 2))
def test_what_is_written_is_read_again(data: dict[str, Any], blocks: int) -> None:
    text = "\n".join(lines_of(data, blocks=blocks)) + "\n"
    assert yaml.safe_load(text) == data
    findings = Findings()
    tree = read_yaml(text.encode(), "x", findings)
    assert tree is not None, (text, findings.sorted())
    assert data_of(tree) == data


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("nginx:1.27", "nginx:1.27"),
        ("30 s", "30 s"),
        ("0.0.0.0", "0.0.0.0"),
        ("yes", '"yes"'),
        ("null", '"null"'),
        ("1.0", '"1.0"'),
        ("012", '"012"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ('say "x"', "'say \"x\"'"),
        ("it's", "it's"),
        ("'x", '"\'x"'),
        ("a\tb", '"a\\tb"'),
        ("\x07", '"\\x07"'),
        ("", '""'),
        (True, "true"),
        (2.5, "2.5"),
    ],
)
def test_a_scalar_is_written_as_people_would(value: object, text: str) -> None:
    assert scalar(value) == text


def test_short_collections_stand_on_one_line_and_long_ones_do_not() -> None:
    data = {"a": {"b": 1, "c": ["x", "z"]}, "d": {"e": "x" * 120}, "f": "one\ntwo\n"}
    assert list(lines_of(data)) == ["a: { b: 1, c: [ x, z ] }", "d:", f"  e: {'x' * 120}", "f: |", "  one", "  two"]
