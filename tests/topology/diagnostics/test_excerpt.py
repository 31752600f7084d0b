import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.diagnostics import Span
from topology.diagnostics.excerpt import MAX_LINES, MAX_WIDTH, Excerpt, excerpts
from topology.diagnostics.printable import printable, width


def on_line(text, column, end_column):
    (shown,) = excerpts([text], Span("f", 1, column, 1, end_column))
    return shown


def marked(found):
    return found.line[found.offset : found.offset + found.length]


def test_what_is_meant_is_marked():
    assert marked(on_line("  type: my.Type", 9, 16)) == "my.Type"


@pytest.mark.parametrize("line", [0, 2, 99])
def test_a_line_that_is_not_there_has_no_excerpt(line):
    assert excerpts(["one"], Span("f", line, 1, line, 2)) == []


def test_an_empty_span_marks_one_place():
    assert on_line("abc", 2, 2) == Excerpt(1, "abc", 1, 1)


def test_a_span_behind_the_end_of_the_line_marks_the_end():
    assert on_line("abc", 50, 60) == Excerpt(1, "abc", 3, 1)


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


def test_blanks_at_the_end_are_shown_only_where_they_are_meant():
    assert on_line("key: x  ", 6, 7).line == "key: x"
    assert on_line("  \t ", 3, 4) == Excerpt(1, "  →", 2, 1)
    assert on_line("a\tb\tc", 3, 4).line == "a b c"


TEXT = ["key: |", "  one", "", "  two", "  three", "next: x"]


def test_a_span_of_several_lines_marks_each_from_its_first_character():
    shown = excerpts(TEXT, Span("f", 2, 3, 4, 6))
    assert [(each.number, marked(each)) for each in shown] == [(2, "one"), (3, ""), (4, "two")]


def test_of_many_lines_the_first_are_shown():
    assert [each.number for each in excerpts(TEXT, Span("f", 1, 6, 6, 3))] == list(range(1, MAX_LINES + 1))


def test_a_span_that_ends_before_a_line_does_not_show_it():
    assert [each.number for each in excerpts(TEXT, Span("f", 5, 3, 6, 1))] == [5]


@given(st.lists(st.text("a日\t ", max_size=120), max_size=6), *[st.integers(1, 8)] * 2, *[st.integers(1, 140)] * 2)
def test_a_mark_is_never_outside_of_its_line_whatever_the_span(lines, line, end_line, column, end_column):
    for each in excerpts(lines, Span("f", line, column, end_line, end_column)):
        assert each.offset + each.length <= max(width(each.line), each.offset + 1)


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
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_a_terminal_would_obey_is_made_visible(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("日本", 4), ("e\u0301", 1), ("\uff57", 2), ("\u0915\u0941", 1)]
)
def test_the_columns_that_text_takes(text, columns):
    assert width(text) == columns
