"""Formatting: what it changes, and that it never changes what a text means, nor its comments."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.editor.format import formatted, means_the_same
from topology.editor.layout import layout_of
from topology.tosca.document import parse
from topology.tosca.findings import Findings
from topology.tosca.tree import Node

ROOT = Path(__file__).parents[3]
FILES = sorted([*(ROOT / "tosca-templates").rglob("*.yaml"), *(ROOT / "topology" / "profiles").rglob("*.yaml")])

BEFORE = """\
# head
topology_template:
    # about nodes
    node_templates:
        web:   # kept   \n\
            type: Compute\t
            # before
            requirements:
            -   host: db   # why
            # between
            -   connection:
                    node: x
            properties:
                script: |
                   one   \n\
                     two

                folded: >-
                    a
                     b
                list: [ 1,
                        2 ]
                quoted: "foo   \n\
                    bar"
                plain: first
                   second
                nested:
                -
                  k: v
                  l: w
                - - x
                  - y
                -   # here
                  z: 1


        # at the end
    outputs: {}
# tail"""
AFTER = """\
# head
topology_template:
  # about nodes
  node_templates:
    web:   # kept
      type: Compute
      # before
      requirements:
        - host: db   # why
        # between
        - connection:
            node: x
      properties:
        script: |
           one   \n\
             two

        folded: >-
            a
             b
        list: [ 1,
                2 ]
        quoted: "foo   \n\
            bar"
        plain: first
           second
        nested:
          -
            k: v
            l: w
          - - x
            - y
          - # here
            z: 1


    # at the end
  outputs: {}
# tail"""


def tree(text: str) -> Node | None:
    return parse(text.encode("utf-8", "surrogatepass"), "", Findings())


def comments(text: str) -> list[str]:
    """What begins with the sign of a comment, wherever it stands."""
    return [line[line.index("#") :].rstrip() for line in text.split("\n") if "#" in line]


def test_the_usual_form() -> None:
    assert formatted(BEFORE) == AFTER


def test_what_has_its_form_stays() -> None:
    assert formatted(AFTER) == AFTER


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-2:]))
def test_our_own_files_have_their_form(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert formatted(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\r\n    b: 1  \r\n", "a:\r\n  b: 1\r\n"),
        ("-   a\n-   b", "- a\n- b"),
        ("a:\n- b\n- c\nd: 1", "a:\n  - b\n  - c\nd: 1"),
        ("a:\n      - b", "a:\n  - b"),
        ("a: 1\n   \nb: 2", "a: 1\n\nb: 2"),
        ("a:\n    &x\n    b: 1\nc: *x", "a:\n  &x\n  b: 1\nc: *x"),
        ("a: &x\n    b: 1\nc:\n    <<: *x", "a: &x\n  b: 1\nc:\n  <<: *x"),
        ("---\na:\n   b: 1\n...", "---\na:\n  b: 1\n..."),
        ("a:\n    ? b\n    : c", "a:\n  ? b\n  : c"),
        ("a:\n    'x'\n", "a:\n  'x'\n"),
        ("💡:\n    漢: 1", "💡:\n  漢: 1"),
        ("a:\n    b: |2\n        x\n", "a:\n  b: |2\n      x\n"),
    ],
)
def test_what_is_changed(before: str, after: str) -> None:
    assert formatted(before) == after


@pytest.mark.parametrize("text", ["a: b: c", "a:\n\tb: 1", "", "# only", "a: 1\na: 2", "[" * 3000, "a:\n  b: 1\n c: 2"])
def test_what_is_left_alone(text: str) -> None:
    assert formatted(text) == text


def test_no_layout_of_what_is_no_yaml() -> None:
    assert layout_of("a: 'x") is None


NAMES = st.sampled_from(["a", "b", "name", "'q u'", "漢字", "$get", '"x: y"'])
COMMENTS = st.sampled_from(["", " # why", "   # a: b", " # 'x"])
SCALARS = st.sampled_from(
    [
        "1",
        "x y",
        "'a  b'",
        '"c # d"',
        "[ 1, { a: b } ]",
        "{ a: [ x ] }",
        "{}",
        "[]",
        "~",
        "&n v",
        "!!str 1",
        "http://x#y",
    ]
)
MANY_LINES = st.sampled_from(
    ["|\n{0}one  \n{0}  two\n{0}three", ">-\n{0}a\n\n{0}b", "[ 1,\n{0}2 ]", "'x\n\n{0}y'", "p\n{0}q"]
)


@st.composite
def blocks(draw: st.DrawFn, indent: str = "", depth: int = 3) -> str:
    """A block collection whose entries stand at an indentation, with comments and blank lines between them."""
    lines = []
    is_list = draw(st.booleans())
    keys = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=lambda name: name.strip("'\"")))
    for key in keys:
        lines.append(
            draw(st.sampled_from(["", "", "\n", f"{indent}# note\n", "# far left\n", f"{indent}    # far right\n"]))
        )
        lead = f"{indent}-{draw(st.sampled_from([' ', '   ']))}" if is_list else f"{indent}{key}: "
        lines.append(lead + draw(values(indent, depth, is_list)))
    return "".join(lines)


@st.composite
def values(draw: st.DrawFn, indent: str, depth: int, in_list: bool) -> str:
    kind = draw(st.integers(0, 3 if depth else 1))
    if kind == 0:
        return draw(SCALARS) + draw(COMMENTS) + "\n"
    deeper = indent + draw(st.sampled_from(["  ", "    ", " ", "      "]))
    if kind == 1:
        return draw(MANY_LINES).format(deeper) + "\n"
    inner = draw(blocks(deeper, depth - 1))
    return draw(COMMENTS) + "\n" + inner


def is_composed(text: str) -> bool:
    """Whether PyYAML reads the text; it alone refuses an anchor that is set twice, which YAML allows."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader) is not None
    except yaml.composer.ComposerError as error:
        return str(error).startswith("found duplicate anchor")


@settings(deadline=None)
@given(blocks())
def test_meaning_comments_and_blank_lines_are_kept(text: str) -> None:
    before = tree(text)
    after = formatted(text)
    assert formatted(after) == after
    assert comments(after) == comments(text)
    assert after.count("\n") == text.count("\n")
    if before is not None:
        again = tree(after)
        assert again is not None
        assert means_the_same(before, again)
        assert is_composed(after)


@settings(deadline=None)
@given(blocks())
def test_all_that_is_yaml_and_can_be_is_brought_into_form(text: str) -> None:
    """Not merely left alone: no entry of a block stands at an odd column afterwards."""
    findings = Findings()
    if parse(text.encode(), "", findings) is None or findings.has_errors:
        return
    layout = layout_of(formatted(text))
    assert layout is not None
    lines = formatted(text).split("\n")
    for number, column in layout.columns.items():
        assert len(lines[number]) - len(lines[number].lstrip(" ")) == column


@pytest.mark.parametrize("text", ["-\r ", "a:   1\rb:   2\n", "a:   1\x85b:   2\n", "a:   1\u2028b:   2\n"])
def test_lines_that_end_strangely_are_left_alone(text: str) -> None:
    assert formatted(text) == text


def test_a_comment_behind_a_block_scalar_does_not_become_a_part_of_it() -> None:
    text = "a: 1\nb:\n      c: |\n        one\n    # between\nd: 1\n"
    assert formatted(text) == "a: 1\nb:\n  c: |\n    one\n  # between\nd: 1\n"


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-[]{},#|>&*!'\" \n\t\r💡\x85"), max_size=50))
def test_no_text_is_too_strange(text: str) -> None:
    after = formatted(text)
    assert formatted(after) == after
    assert "".join(after.split()) == "".join(text.split())
