import re

from hypothesis import given
from hypothesis import strategies as st

from topology.diagnostics import Diagnostic, Fix, Related, Severity, Span
from topology.diagnostics.printable import width
from topology.diagnostics.render_text import render_text
from topology.diagnostics.report import Report

SOURCE = "a: 1\nnodes:\n  web:\n    type: my.Tpye\n"
TYPO = Span("service.yaml", 4, 11, 4, 18)


def rendered(*diagnostics, source=SOURCE, colour=False):
    return render_text(Report(diagnostics), lambda file: source, colour=colour)


def test_the_line_is_shown_with_what_is_meant_underlined_and_the_way_out():
    finding = Diagnostic(
        "TS400",
        "There is no type 'my.Tpye'.",
        TYPO,
        help="Did you mean 'my.Type'?",
        spec="Simple Profile 1.3, section 3.8.3",
        fix=Fix("Replace by 'my.Type'.", TYPO, "my.Type"),
    )
    assert rendered(finding) == (
        "error[TS400]: There is no type 'my.Tpye'.\n"
        " --> service.yaml:4:11\n"
        "  |\n"
        "4 |     type: my.Tpye\n"
        "  |           ^^^^^^^\n"
        "  = help: Did you mean 'my.Type'?\n"
        "  = fix: Replace by 'my.Type'.\n"
        "  = spec: Simple Profile 1.3, section 3.8.3\n"
        "\n"
    )


def test_related_places_are_shown_below_with_line_numbers_aligned():
    source = "first: 1\n" + "x: 1\n" * 10 + "first: 2\n"
    related = Related("It is first defined here.", Span("service.yaml", 1, 1, 1, 6))
    finding = Diagnostic("TS101", "Twice.", Span("service.yaml", 12, 1, 12, 6), related=(related,))
    assert rendered(finding, source=source) == (
        "error[TS101]: Twice.\n"
        "  --> service.yaml:12:1\n"
        "   |\n"
        "12 | first: 2\n"
        "   | ^^^^^\n"
        "   note: It is first defined here.\n"
        "  --> service.yaml:1:1\n"
        "   |\n"
        " 1 | first: 1\n"
        "   | -----\n"
        "\n"
    )


def test_a_help_of_several_lines_is_indented():
    assert "  = help: One\n          Two\n" in rendered(Diagnostic("TS1", "No.", TYPO, help="One\nTwo"))


def test_a_long_help_is_wrapped():
    lines = rendered(Diagnostic("TS1", "No.", TYPO, help="word " * 50)).splitlines()[5:]
    assert lines[0].startswith("  = help: word word")
    assert lines[1].startswith("          word word")
    assert max(map(len, lines)) <= 104


def test_a_file_that_cannot_be_shown_is_named():
    text = render_text(Report((Diagnostic("TS280", "Broken.", Span.start_of("a.csar")),)), lambda file: None)
    assert text == "error[TS280]: Broken.\n --> a.csar:1:1\n\n"


def test_an_empty_file_still_has_a_place():
    text = rendered(Diagnostic("TS100", "Empty.", Span.start_of("a.yaml")), source="")
    assert text.endswith("  |\n1 |\n  | ^\n\n")


def test_a_span_of_several_lines_underlines_each():
    text = rendered(Diagnostic("TS3", "All.", Span("service.yaml", 3, 3, 4, 18)))
    assert "3 |   web:\n  |   ^^^^\n4 |     type: my.Tpye\n  |     ^^^^^^^^^^^^^\n\n" in text


def test_a_span_of_many_lines_says_that_there_is_more():
    text = rendered(Diagnostic("TS3", "All.", Span("f", 9, 1, 13, 2)), source="x\n" * 20)
    assert text.endswith(" 9 | x\n   | ^\n10 | x\n   | ^\n11 | x\n   | ^\n   | …\n\n")


def test_lines_are_counted_as_the_yaml_parser_counts_them():
    text = rendered(Diagnostic("TS3", "Here.", Span("f", 3, 1, 3, 2)), source="# a\u2028# b\r\nHERE: 1\x0b\n")
    assert "3 | HERE: 1" in text


def test_wide_and_combining_characters_keep_the_underline_in_place():
    source = "name: 日本e\u0301: x\n"
    text = rendered(Diagnostic("TS3", "Here.", Span("f", 1, 13, 1, 14)), source=source)
    line, underline = text.splitlines()[3:5]
    assert width(line[: line.index("x")]) == underline.index("^")


def test_a_giant_line_is_cut_around_the_finding():
    source = "a" * 5000 + "HERE" + "b" * 5000
    text = rendered(Diagnostic("TS3", "Here.", Span("f", 1, 5001, 1, 5005)), source=source)
    line, underline = text.splitlines()[3:5]
    assert len(line) < 120
    assert line[underline.index("^") : underline.rindex("^") + 1] == "HERE"


def test_a_giant_finding_is_cut_too():
    text = rendered(Diagnostic("TS3", "Here.", Span("f", 1, 2, 1, 9000)), source="a" * 10000)
    assert max(map(len, text.splitlines())) < 120


def test_what_a_terminal_would_obey_is_made_visible():
    text = rendered(
        Diagnostic("TS3", "Bad \x1b[31m name\nsecond", Span("f\x07", 1, 1, 1, 3), help="\u202e"),
        source="\x1b]0;pwned\x07\tx",
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "\\u001b[31m" in text


def test_colour_is_only_added():
    findings = [Diagnostic("TS3", "Here.", TYPO, severity=severity, help="x") for severity in Severity]
    coloured = rendered(*findings, colour=True)
    assert "\x1b[1;31merror[TS3]" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == rendered(*findings)


@given(st.text(max_size=300), st.integers(1, 5), st.integers(1, 400), st.integers(0, 3), st.integers(1, 400))
def test_any_place_of_any_text_can_be_shown(source, line, column, more, end):
    span = Span("f", line, column, line + more, end)
    text = rendered(Diagnostic("TS3", "Here.", span), source=source)
    assert max(map(width, text.splitlines())) < 1200
    assert text.endswith("\n\n")


def test_the_same_help_is_written_once_in_a_row():
    place = Span("service.yaml", 1, 1, 1, 2)
    many = [Diagnostic("TS801", f"Nothing for {name}.", place, help="Derive the type.") for name in "abc"]
    other = Diagnostic("TS802", "Nothing for d.", place, help="Derive the type.")
    text = rendered(*many, other, many[0])
    assert [paragraph.count("Derive the type.") for paragraph in text.split("\n\n")[:-1]] == [1, 0, 0, 1, 1]


def test_the_help_of_a_fix_stays_with_it():
    place = Span("service.yaml", 1, 1, 1, 2)
    found = Diagnostic("TS401", "None.", place, help="Did you mean `b`?", fix=Fix("Replace `a` by `b`.", place, "b"))
    assert rendered(found, found).count("Did you mean") == 2
