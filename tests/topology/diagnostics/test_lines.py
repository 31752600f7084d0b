import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml._yaml import CParser

from topology.diagnostics.lines import line_end, line_starts, split_lines

TEXTS = st.text("a \n\r\x85\u2028\u2029\x0b\x0c")


@given(TEXTS.map(lambda text: f"'{text}'\n"))
def test_a_line_is_what_the_parser_counts(text):
    parser = CParser(text)
    try:
        while not isinstance(event := parser.get_event(), yaml.ScalarEvent):
            pass
    except yaml.YAMLError:
        return
    end = event.end_mark
    assert split_lines(text)[end.line][end.column - 1] == "'"


@given(st.sampled_from(["", "\ufeff"]), TEXTS)
def test_starts_and_lines_agree(mark, text):
    text = mark + text
    starts, lines = line_starts(text), split_lines(text)
    assert [text[start : start + len(line)] for start, line in zip(starts, lines, strict=True)] == lines


def test_what_ends_the_lines_is_told_by_the_first():
    assert line_end("a\r\nb\n") == "\r\n"
    assert line_end("a\rb") == "\r"
    assert line_end("a") == "\n"
