"""The stored form of plans."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provisioners.planning.codec import PlanFormatError, plan_from_json, plan_to_json
from provisioners.planning.model import FORMAT_VERSION, Action, Change, DataEffect, Plan, PlannedStep

TEXTS = st.text(max_size=8)
CHANGES = st.builds(
    Change,
    address=TEXTS,
    node_type=TEXTS,
    action=st.sampled_from(Action),
    reasons=st.lists(TEXTS, max_size=3).map(tuple),
    data=st.sampled_from(DataEffect),
    generation=st.integers(min_value=1),
    fingerprint=st.dictionaries(TEXTS, TEXTS, max_size=3),
    unknowns=st.lists(TEXTS, max_size=3).map(tuple),
)
STEPS = st.builds(
    PlannedStep,
    key=TEXTS,
    verb=TEXTS,
    addresses=st.lists(TEXTS, max_size=3).map(tuple),
    depends_on=st.lists(TEXTS, max_size=3).map(tuple),
    title=TEXTS,
)
PLANS = st.builds(Plan, changes=st.lists(CHANGES, max_size=4).map(tuple), steps=st.lists(STEPS, max_size=4).map(tuple))
SMALL = Plan((Change("web", "Container", Action.CREATE),), (PlannedStep("apply", "apply", ("web",)),))


@settings(deadline=None)
@given(PLANS)
def test_what_was_written_is_read_back(plan: Plan) -> None:
    text = plan_to_json(plan)
    assert plan_from_json(text) == plan
    assert plan_to_json(plan_from_json(text)) == text


def test_the_version_is_written() -> None:
    assert json.loads(plan_to_json(SMALL))["format_version"] == FORMAT_VERSION


def test_a_newer_format_is_left_alone() -> None:
    document = json.loads(plan_to_json(SMALL)) | {"format_version": FORMAT_VERSION + 1, "novelty": 1}
    with pytest.raises(PlanFormatError, match=f"format {FORMAT_VERSION + 1}; this version of Toposmith reads up to"):
        plan_from_json(json.dumps(document))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"format_version": "1"}', '{"format_version": true}'])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanFormatError):
        plan_from_json(text)


def test_a_version_that_never_was_is_refused() -> None:
    with pytest.raises(PlanFormatError, match="no plan format 0"):
        plan_from_json('{"format_version": 0}')


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("changes", "action", "explode"),
        ("changes", "data", "maybe"),
        ("changes", "generation", 0),
        ("changes", "generation", "1"),
        ("changes", "address", 1),
        ("changes", "reasons", "text"),
        ("changes", "fingerprint", []),
        ("changes", "fingerprint", {"image": 1}),
        ("changes", "unexpected", 1),
        ("steps", "depends_on", [1]),
        ("steps", "key", None),
        ("steps", "unexpected", 1),
    ],
)
def test_a_broken_part_is_refused(part: str, key: str, value: object) -> None:
    document: dict[str, Any] = json.loads(plan_to_json(SMALL))
    document[part][0][key] = value
    with pytest.raises(PlanFormatError):
        plan_from_json(json.dumps(document))


@pytest.mark.parametrize("part", ["changes", "steps"])
@pytest.mark.parametrize("value", [{}, "text", [1]])
def test_a_list_of_something_else_is_refused(part: str, value: object) -> None:
    document = json.loads(plan_to_json(SMALL)) | {part: value}
    with pytest.raises(PlanFormatError):
        plan_from_json(json.dumps(document))


def test_a_missing_key_is_named() -> None:
    document: dict[str, Any] = json.loads(plan_to_json(SMALL))
    del document["changes"][0]["node_type"]
    with pytest.raises(PlanFormatError, match="node_type"):
        plan_from_json(json.dumps(document))
