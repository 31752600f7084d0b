"""Two verdicts side by side."""

import re

from tests.topology.reading_aid import read
from topology.compat import Opinion, Outcome, compare
from topology.compat.compare import Difference
from topology.compat.known import ENDED, SAID, UNSAID
from topology.diagnostics import CATALOGUE

GOOD = "topology_template: { node_templates: { a: { type: tosca.nodes.Compute } } }"
TWICE = "topology_template: { node_templates: { a: { type: tosca.nodes.Compute }, a: { type: tosca.nodes.Compute } } }"


def compared(text, outcome, *messages):
    return compare(read(text).diagnostics, Opinion(outcome, messages, "2.15.0"))


def test_both_accept():
    comparison = compared(GOOD, Outcome.ACCEPTS)
    assert (comparison.accepted, comparison.agrees, comparison.differences) == (True, True, ())


def test_both_refuse():
    comparison = compared(TWICE, Outcome.REFUSES, "something")
    assert (comparison.accepted, comparison.agrees, comparison.differences) == (False, True, ())


def test_it_misses_what_we_find():
    comparison = compared(TWICE, Outcome.ACCEPTS)
    assert (comparison.accepted, comparison.agrees) == (False, False)
    (difference,) = comparison.differences
    assert (difference.about, difference.why) == ("TS105", UNSAID["TS105"])


def test_it_says_what_we_do_not_say():
    known = 'InvalidTypeError: Type "tosca.capabilities.Compute" is not a valid type.'
    comparison = compared(GOOD, Outcome.REFUSES, known, "something else")
    assert comparison.agrees is False
    assert [bool(difference.why) for difference in comparison.differences] == [True, False]
    assert comparison.differences[1] == Difference("something else")


def test_no_verdict_is_no_disagreement():
    for outcome, why in ENDED.items():
        comparison = compared(GOOD, outcome)
        assert comparison.agrees is None
        assert [difference.why for difference in comparison.differences] == [why]


def test_each_reason_is_about_something_that_exists():
    assert UNSAID.keys() <= CATALOGUE.keys()
    assert all(re.fullmatch(r"\d+(\.\d+)*", said.section) for said in SAID)
