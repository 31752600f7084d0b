from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.diagnostics import Fix, Span
from topology.diagnostics.edits import apply_fixes, compatible


def fix(line, column, end_column, replacement, end_line=None):
    return Fix("Fix.", Span("f", line, column, end_line or line, end_column), replacement)


def test_what_a_fix_does_not_touch_stays_to_the_byte():
    text = "\ufeffa: 'wrod' # \u65e5\r\nb: wrod\n\nc: x"
    fixes = [fix(1, 5, 9, "word"), fix(2, 4, 8, "word")]
    assert apply_fixes(text, fixes) == "\ufeffa: 'word' # \u65e5\r\nb: word\n\nc: x"


def test_text_can_be_put_in_and_taken_out():
    assert apply_fixes("ab\ncd", [fix(1, 2, 2, "-"), fix(2, 1, 3, "")]) == "a-b\n"
    assert apply_fixes("ab\ncd", [fix(1, 2, 2, "", end_line=2)]) == "ad"


def test_line_feeds_of_a_replacement_become_those_of_the_text():
    assert apply_fixes("a\r\nb\r\n", [fix(2, 1, 2, "x\ny")]) == "a\r\nx\r\ny\r\n"


def test_of_fixes_that_overlap_the_first_is_done_whatever_order_they_come_in():
    fixes = [fix(1, 1, 4, "x"), fix(1, 3, 5, "y"), fix(1, 5, 6, "z"), fix(1, 1, 4, "a"), fix(1, 5, 5, "in")]
    assert {apply_fixes("abcdef", order) for order in permutations(fixes)} == {"adinef"}


def test_one_edit_of_two_findings_is_made_once():
    assert apply_fixes("abc", [fix(1, 2, 2, "x"), fix(1, 2, 2, "x")]) == "axbc"


@pytest.mark.parametrize("place", [fix(0, 1, 1, ""), fix(1, 0, 1, ""), fix(1, 1, 9, ""), fix(3, 1, 1, "")])
def test_a_place_that_the_text_does_not_have_is_a_bug(place):
    with pytest.raises(ValueError, match="no place"):
        apply_fixes("abc\nd", [place])


LINES = ["alpha", "beta\tx", "", "日本"]
PLACES = st.sampled_from([(line, column) for line, text in enumerate(LINES, 1) for column in range(1, len(text) + 2)])
FIXES = st.builds(
    lambda ends, text: Fix("Fix.", Span("f", *min(ends), *max(ends)), text), st.tuples(PLACES, PLACES), st.text("xy")
)


@given(st.lists(FIXES))
def test_the_text_outside_of_the_edits_is_kept_in_order(fixes):
    text = "\n".join(LINES)
    done = compatible(fixes)
    kept, rest = [], text
    for each in reversed(done):
        start, end = (
            sum(len(line) + 1 for line in LINES[: number - 1]) + column - 1
            for number, column in [(each.span.line, each.span.column), (each.span.end_line, each.span.end_column)]
        )
        kept.insert(0, each.replacement + rest[end:])
        rest = rest[:start]
    assert apply_fixes(text, fixes) == rest + "".join(kept)
