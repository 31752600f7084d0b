"""The two verdicts side by side, and why they differ where that is known."""

from collections.abc import Iterable

from topology.compat.known import ENDED, SAID, SPECIFICATION, UNSAID
from topology.compat.opinion import Opinion, Outcome
from topology.diagnostics import Diagnostic
from topology.record import ValueRecord


class Difference(ValueRecord):
    """One thing that only one of the two says: a code of ours or a message of its; why, None where it is not known."""

    about: str
    why: str | None = None
    section: str | None = None


class Comparison(ValueRecord):
    """Both verdicts. ``agrees`` is None where tosca-parser gave none."""

    accepted: bool
    opinion: Opinion
    agrees: bool | None
    differences: tuple[Difference, ...] = ()


def compare(diagnostics: Iterable[Diagnostic], opinion: Opinion) -> Comparison:
    """Our findings about a template beside tosca-parser's opinion of it."""
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.is_error]
    if opinion.outcome in ENDED:
        ended = Difference(opinion.outcome, ENDED[opinion.outcome])
        return Comparison(not errors, opinion, None, (ended,))
    agrees = (opinion.outcome is Outcome.ACCEPTS) == (not errors)
    if agrees:
        return Comparison(not errors, opinion, True)
    differences = _unsaid(errors) if errors else [_said(message) for message in opinion.messages]
    return Comparison(not errors, opinion, False, tuple(differences))


def _unsaid(errors: Iterable[Diagnostic]) -> list[Difference]:
    """Why it does not say what we say, each code once, with the section that our finding names."""
    first = {error.code: error for error in reversed(list(errors))}
    return [Difference(code, UNSAID.get(code), first[code].spec) for code in sorted(first)]


def _said(message: str) -> Difference:
    known = next((said for said in SAID if said.pattern.search(message)), None)
    return Difference(message, known.why, f"{SPECIFICATION}, section {known.section}") if known else Difference(message)
