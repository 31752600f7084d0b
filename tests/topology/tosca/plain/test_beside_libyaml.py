"""What the short way gives is, mark by mark, what libyaml gives; and what libyaml refuses is beyond it."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topology.tosca.plain.beside import is_read_alike
from topology.tosca.plain.document import read_plain

PROJECT = Path(__file__).parents[4]


PLAIN = [
    "a: b\n",
    "---\na: b\n",
    "a: b",
    "a:\n",
    "a:   # nothing\nb: c # text\n",
    "a:\n  b: c\n\n  # note\n  d: e\nf: g\n",
    "a:\n- b\n- c\nd: e\n",
    "a:\n  - b: c\n    d: e\n  -   f: g\n",
    "a:\n- b:\n  - c\n- d:\n",
    "a: 'b: #c'\nd: \"e\"  # f\n",
    "a: nginx:1.2#3\nb: http://x/y:80\n",
    "a: { b: [ c, 'd', -1 ], e: {} } # f\ng: []\n",
    "a: |\n  one\n    two\n\n  three\n\nb: |-\n  four\nc: d\n",
    "a: >\n  b\n  c\n\n  d\n\n\n  e\nf: >-\n  g\nh: i\n",
    "a: -1\nb: ~\nc: ünï\n",
    "description: Grüße\n",
    "a: { b: c }\nd:\n  - { b: c }\n  - b: { b: c }\n",
    "a:\n  b: { c: \"d\", e: 'f' , g: [ h , i ] } # j\nk:\n  b: { c: \"d\", e: 'f' , g: [ h , i ] } # j\n",
    "a:\n  b: c\n\n# d\ne:\n  b: c\n\n  f: g\n",
]
BEYOND = [
    "",
    "# nothing\n",
    "a: &x b\n",
    "a: *x\n",
    "a: !t b\n",
    "a: b\na: c\n",
    "a: b: c\n",
    "a:\n b: c\n  d: e\n",
    "a: b\n  c\n",
    "- a\n",
    "a: b\n- c\n",
    "a: [ b\n",
    "a: [ b, ]\n",
    "a: [ b c: d ]\n",
    "a: [ b, , c ]\n",
    "a: [ , b ]\n",
    "a: { b: c }, d\n",
    "a: { b: c } d\n",
    "a: { b: c d: e }\n",
    "a: { b: }\n",
    "a: { b: c ]\n",
    "a: { [ b ]: c }\n",
    "a: { b: [ c }\n",
    "a: { b }\n",
    "a: { b: c, b: d }\n",
    'a: "b\\n"\n',
    "a: >+\n  b\n",
    "a: >\n  b\n   c\n",
    "a: |2\n  b\n",
    "a: |\n",
    "a:\tb\n",
    "a: b\r\n",
    "a: b\n---\nc: d\n",
    "<<: a\n",
    "? a\n",
    "a: 'b' c\n",
    "a: b\u2028c\n",
    " a: b\n",
    "a: b\n ",
    "a:\n  - b: c\n# d",
    "a: %b\n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_documents_are_read_alike(text: str) -> None:
    assert is_read_alike(text.encode())


@pytest.mark.parametrize("text", BEYOND)
def test_all_else_is_left_to_libyaml(text: str) -> None:
    assert read_plain(text.encode(), "t.yaml") is None


def test_what_is_no_text_is_left_to_libyaml() -> None:
    assert read_plain(b"a: \xff\n", "t.yaml") is None


def test_deep_documents_are_left_to_libyaml() -> None:
    deep = "".join(f"{' ' * depth}k:\n" for depth in range(60))
    assert read_plain(deep.encode(), "t.yaml") is None
    assert read_plain(b"a: " + b"[" * 30 + b"]" * 30 + b"\n", "t.yaml") is None


@pytest.mark.parametrize("folder", ["tosca-templates", "topology/profiles", "tests/scenarios"])
def test_our_own_files_are_read_alike(folder: str) -> None:
    files = sorted((PROJECT / folder).rglob("*.yaml"))
    assert sum(is_read_alike(file.read_bytes()) for file in files) > 0


def test_files_of_others_are_read_alike() -> None:
    corpus = os.environ.get("TOPOSMITH_CORPUS")
    if not corpus:
        pytest.skip("TOPOSMITH_CORPUS names no folder with files of others")
    files = sorted(Path(corpus).rglob("*.yaml"))
    assert sum(is_read_alike(file.read_bytes()) for file in files) > len(files) // 2


WORDS = """
a|b:|c: d|e:|f: ||g: |-|f: >|g: >-|- h|- i: j|-|- |k: 'l'|m: "n"|o: [p, q]|r: { s: t }|u: -1|v: ~|# w|x: y # z| |a:b: c
a: b:c|a: b#c|a: :|a: - b|- - c|a: {b: c}|a: [|]|a: 'b|a: ''|é: 1|a: é|...|---|a : b|'a': b|a: |+|a: b |a:  b|? a
"""
words = st.sampled_from(["f: |", "g: |-", "a: |+", "", *re.split(r"[|\n]", WORDS)])
lines = st.builds(lambda indent, word: " " * indent + word, st.integers(0, 6), words)


@given(st.lists(lines, max_size=12), st.sampled_from(["", "\n"]))
def test_any_lines_are_read_alike_or_not_at_all(text: list[str], end: str) -> None:
    is_read_alike(("\n".join(text) + end).encode())


@given(st.text(alphabet=" \n-:#'\"[]{},|>&*!%@`ab1.~é\t", max_size=40))
def test_any_text_is_read_alike_or_not_at_all(text: str) -> None:
    is_read_alike(text.encode())
