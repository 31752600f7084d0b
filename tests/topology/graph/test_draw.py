import itertools
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topology.graph.build import edge, graph, node
from topology.graph.draw_dot import draw_dot, label, quoted
from topology.graph.draw_mermaid import draw_mermaid
from topology.graph.draw_mermaid import quoted as mermaid_quoted
from topology.graph.draw_svg import CannotDraw, draw_svg

needs_graphviz = pytest.mark.usefixtures("graphviz_program")
SHOP = graph(
    [node("web", "toposmith.nodes.Container"), node("data", "toposmith.nodes.Volume")],
    [edge("web", "data", "tosca.relationships.AttachesTo", requirement="storage")],
)


def test_dot():
    assert draw_dot(SHOP).splitlines()[4:] == [
        r'  "web" [label="web\nContainer" shape=box];',
        r'  "data" [label="data\nVolume" shape=cylinder];',
        '  "web" -> "data" [label="storage" style=solid];',
        "}",
    ]


def test_mermaid():
    assert draw_mermaid(SHOP) == (
        'flowchart LR\n  n0["web<br>Container"]\n  n1[("data<br>Volume")]\n  n0 -->|"storage"| n1\n'
    )


@given(st.text())
def test_no_text_ends_a_dot_string_or_starts_a_line(text):
    for string in (quoted(text), label(text, text)):
        assert re.fullmatch(r'"([^"\\\x00-\x1f]|\\.)*"', string)


@given(st.text())
def test_no_text_ends_a_mermaid_string_or_brings_a_tag(text):
    inner = mermaid_quoted(text)[1:-1]
    assert not set('"<>[]{}()|`;&\\\n\r') & set(re.sub(r"#\d+;", "", inner))
    assert "#" not in re.sub(r"#\d+;", "", inner)


nasty = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=12)
nasty_names = st.lists(
    nasty | st.sampled_from([r"\N", r"a\lb", "&lt;", 'x"]; y', "<b>", "{a|b}", "%", "a -> b"]), max_size=8, unique=True
)


@needs_graphviz
@settings(max_examples=15, deadline=None)
@given(nasty_names)
def test_every_name_appears_in_the_drawing_as_it_is(names):
    drawing = ElementTree.fromstring(draw_svg(graph(names, itertools.pairwise(names))))
    groups = drawing.findall(".//{*}g[@class='node']")
    shown = [group.findtext("{*}text") or "" for group in groups]
    assert len(groups) == len(names)
    assert sorted(map(_words, shown)) == sorted(map(_words, names))


def _words(text):
    return " ".join(text.split())


@needs_graphviz
def test_control_characters_do_not_break_the_drawing():
    ElementTree.fromstring(draw_svg(graph(["a\0b\x01\n\r\x85\u202e"])))


def test_without_graphviz_a_sentence_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotDraw, match="apt install graphviz"):
        draw_svg(SHOP)


def test_the_words_of_graphviz_are_passed_on(monkeypatch, tmp_path):
    program = tmp_path / "dot"
    program.write_text("#!/bin/sh\necho out of paper >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    with pytest.raises(CannotDraw, match="out of paper"):
        draw_svg(SHOP)
