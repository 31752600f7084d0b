import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.diagnostics import Span
from topology.editor.positions import UTF_8, UTF_16, UTF_32, Position, Positions, Range, units
from topology.tosca.document import parse
from topology.tosca.findings import Findings
from topology.tosca.tree import MappingNode, Scalar, span_of

CHARACTERS = st.text(st.sampled_from("ab \n\t#:é語💡🧪\u0301\x85\u2028"), max_size=40)
ENCODINGS = [UTF_8, UTF_16, UTF_32]


@pytest.mark.parametrize(
    ("text", "utf_8", "utf_16", "utf_32"),
    [("abc", 3, 3, 3), ("é", 2, 1, 1), ("漢字", 6, 2, 2), ("💡", 4, 2, 1), ("👩‍🚀", 11, 5, 3), ("", 0, 0, 0)],
)
def test_a_length_depends_on_the_encoding(text: str, utf_8: int, utf_16: int, utf_32: int) -> None:
    assert [units(text, encoding) for encoding in ENCODINGS] == [utf_8, utf_16, utf_32]


@pytest.mark.parametrize(("encoding", "character"), [(UTF_8, 10), (UTF_16, 6), (UTF_32, 5)])
def test_a_position_behind_emoji_and_cjk(encoding: str, character: int) -> None:
    positions = Positions("x\na💡漢: y", encoding)
    assert positions.text[positions.offset(Position(1, character))] == "y"
    assert positions.position(positions.text.index("y")) == Position(1, character)


def test_a_position_inside_of_a_character_is_its_beginning() -> None:
    assert Positions("💡x", UTF_16).offset(Position(0, 1)) == 0
    assert Positions("漢x", UTF_8).offset(Position(0, 2)) == 0


def test_what_lies_beyond_a_line_is_its_end_and_beyond_the_text_the_texts() -> None:
    positions = Positions("ab\r\ncd")
    assert positions.offset(Position(0, 99)) == 2
    assert positions.offset(Position(9, 0)) == 6
    assert positions.range(Span("f", 9, 1, 9, 4)) == Range(Position(1, 2), Position(1, 2))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_span_of_a_parsed_scalar_is_the_range_of_its_text(encoding: str) -> None:
    text = '💡: "漢字"\r\nnext: 🧪ber\n'
    tree = parse(text.encode(), "f", Findings())
    assert isinstance(tree, MappingNode)
    positions = Positions(text, encoding)
    for key, value in tree.entries.values():
        assert isinstance(value, Scalar)
        for node, written in ((key, key.text), (value, value.text if value.plain else f'"{value.text}"')):
            start, end = positions.range(span_of(node))
            assert text[positions.offset(start) : positions.offset(end)] == written


def test_the_parser_counts_other_line_ends_than_editors() -> None:
    text = "a: 1 #\u2028b: 2\n"
    positions = Positions(text)
    assert positions.place(text.index("b")) == (1, 0)
    assert positions.line_and_column(text.index("b")) == (0, 7)
    assert text[positions.index(1, 0)] == "b"


@given(CHARACTERS, st.sampled_from(ENCODINGS), st.data())
def test_every_offset_comes_back(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    positions = Positions(text, encoding)
    assert positions.offset(positions.position(offset)) == offset
    assert positions.index(*positions.place(offset)) == offset


@given(CHARACTERS, st.sampled_from(ENCODINGS), st.integers(-2, 20), st.integers(-2, 60))
def test_no_position_leads_out_of_the_text(text: str, encoding: str, line: int, character: int) -> None:
    assert 0 <= Positions(text, encoding).offset(Position(line, character)) <= len(text)
