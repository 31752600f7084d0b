import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.diagnostics import Span
from topology.diagnostics.excerpt import MAX_WIDTH, Excerpt, excerpt
from topology.diagnostics.printable import printable, width


def on_line(text, column, end_column):
    return excerpt([text], Span("f", 1, column, 1, end_column))


def marked(found):
    return found.line[found.offset : found.offset + found.length]


def test_what_is_meant_is_marked():
    assert marked(on_line("  type: my.Type", 9, 16)) == "my.Type"


@pytest.mark.parametrize("line", [0, 2, 99])
def test_a_line_that_is_not_there_has_no_excerpt(line):
    assert excerpt(["one"], Span("f", line, 1, line, 2)) is None


def test_an_empty_span_marks_one_place():
    assert on_line("abc", 2, 2) == Excerpt("abc", 1, 1)


def test_a_span_behind_the_end_of_the_line_marks_the_end():
    assert on_line("abc", 50, 60) == Excerpt("abc", 3, 1)


@pytest.mark.parametrize(("column", "head", "tail"), [(1, False, True), (2500, True, True), (4997, True, False)])
def test_a_long_line_shows_where_it_was_cut(column, head, tail):
    text = "".join(chr(ord("a") + index % 26) for index in range(5000))
    found = on_line(text, column, column + 3)
    assert found.line.startswith("…") is head
    assert found.line.endswith("…") is tail
    assert marked(found) == text[column - 1 : column + 2]


@given(st.text("abc日\t\x1b ", max_size=300), st.integers(1, 350), st.integers(0, 350))
def test_the_mark_is_never_outside_of_the_line(text, column, length):
    found = on_line(text, column, column + length)
    assert found.offset <= width(found.line)
    assert found.length >= 1
    assert found.offset + found.length <= max(width(found.line), found.offset + 1)
    assert width(found.line) <= 6 * MAX_WIDTH + 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\tb", "a b"),
        ("\x1b[31m", "\\u001b[31m"),
        ("a\nb", "a\\u000ab"),
        ("\u202eevil", "\\u202eevil"),
        ("\u2028", "\\u2028"),
        ("日本 é", "日本 é"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_a_terminal_would_obey_is_made_visible(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("日本", 4), ("e\u0301", 1), ("\uff57", 2)])
def test_the_columns_that_text_takes(text, columns):
    assert width(text) == columns
