import pytest

from topology.diagnostics import Fix, Severity, Span
from topology.tosca.findings import MOST, EnoughFoundError, Findings, nearest

PLACE = Span("a.yaml", 1, 1, 1, 2)


def test_findings_come_in_order_of_place_and_once() -> None:
    findings = Findings()
    later = Span("a.yaml", 2, 1, 2, 2)
    findings.error("TS302", "b", later)
    findings.error("TS301", "a", PLACE)
    findings.error("TS301", "a", PLACE)
    assert [found.message for found in findings.sorted()] == ["a", "b"]


def test_a_warning_is_no_error() -> None:
    findings = Findings()
    findings.warning("TS308", "only this", PLACE)
    assert not findings.has_errors
    assert findings.sorted()[0].severity is Severity.WARNING


def test_findings_are_bounded() -> None:
    findings = Findings()
    for line in range(MOST - 1):
        findings.error("TS301", "again", Span("a.yaml", line + 2, 1, line + 2, 2))
    with pytest.raises(EnoughFoundError):
        findings.error("TS301", "the last", PLACE)
    assert len(findings.sorted()) == MOST


def test_warnings_do_not_crowd_out_an_error() -> None:
    findings = Findings()
    for line in range(MOST + 100):
        findings.warning("TS308", "again", Span("a.yaml", line + 1, 1, line + 1, 2))
    assert len(findings.sorted()) == MOST
    with pytest.raises(EnoughFoundError):
        findings.error("TS301", "an error", PLACE)
    assert findings.has_errors


def test_what_quotes_something_enormous_is_shortened() -> None:
    findings = Findings()
    findings.error("TS301", f"There is no `{'x' * 10_000}`.", PLACE, help="y" * 10_000)
    (found,) = findings.sorted()
    assert len(found.message) < 600
    assert found.message.endswith("x`.")
    assert found.help is not None
    assert len(found.help) < 600


def test_a_suggestion_gives_the_help_and_the_fix() -> None:
    findings = Findings()
    findings.remember("a.yaml", "größe: 1\r\n\r\n- x: prot\n".encode())
    findings.error("TS520", "There is no input `prot`.", Span("a.yaml", 3, 6, 3, 10), help=nearest("prot", ["port"]))
    (found,) = findings.sorted()
    assert found.help == "Did you mean `port`?"
    assert found.fix == Fix("Replace `prot` by `port`.", found.span, "port")


@pytest.mark.parametrize(
    "place",
    [
        Span("a.yaml", 1, 1, 1, 5),
        Span("a.yaml", 2, 1, 3, 5),
        Span("a.yaml", 9, 1, 9, 5),
        Span("other.yaml", 2, 1, 2, 5),
    ],
    ids=["another word", "two lines", "no such line", "an unknown file"],
)
def test_where_the_word_is_not_written_there_is_no_fix(place: Span) -> None:
    findings = Findings()
    findings.remember("a.yaml", b"plot\nprot\nport\n")
    findings.error("TS520", "There is no input `prot`.", place, help=nearest("prot", ["port"]))
    assert findings.sorted()[0].fix is None


def test_a_right_name_of_a_wrong_thing_is_not_replaced() -> None:
    findings = Findings()
    findings.remember("a.yaml", b"data")
    findings.error("TS603", "`data` is no host.", Span("a.yaml", 1, 1, 1, 5), help=nearest("data", ["date"]))
    assert findings.sorted()[0].fix is None


def test_a_fix_that_is_given_wins() -> None:
    findings = Findings()
    given = Fix("Write it anew.", PLACE, "x")
    findings.error("TS520", "No.", Span("a.yaml", 3, 5, 3, 9), help=nearest("prot", ["port"]), fix=given)
    assert findings.sorted()[0].fix == given
