"""TOSCA Path: TOSCA 2.0, 10.3."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.graph.paths import ALL, KEYWORDS, PathError, Route, Step, parse_path
from topology.tosca.values.navigate import Key

NAMES = st.text("abc-", min_size=1, max_size=4)
INDEXES = st.none() | st.integers(0, 5)


@st.composite
def routes(draw: st.DrawFn, at_node: bool) -> Route:
    """Any route that the grammar allows."""
    steps: list[Step] = []
    for _ in range(draw(st.integers(0, 5))):
        kinds = (
            ["relationship", "incoming", "capability"]
            if at_node
            else ["source", "target", "target_capability", "sibling"]
        )
        kind = draw(st.sampled_from(kinds))
        name = draw(NAMES) if at_node else ""
        index = draw(INDEXES) if kind in ("relationship", "incoming", "sibling") else 0
        steps.append(Step(kind, name, index))
        if kind in ("capability", "target_capability"):
            break
        at_node = kind in ("source", "target")
    rest: list[Key] = [draw(NAMES), *draw(st.lists(NAMES | st.integers(0, 3), max_size=2))]
    return Route(tuple(steps), rest)


def written(route: Route) -> list[Key]:
    """A route as keys."""
    keys: list[Key] = []
    for step in route.steps:
        index: list[Key] = [ALL] if step.number is None else [step.number]
        match step.kind:
            case "relationship":
                keys += ["RELATIONSHIP", step.name, *index]
            case "incoming":
                keys += ["CAPABILITY", step.name, "RELATIONSHIP", *index]
            case "capability":
                keys += ["CAPABILITY", step.name]
            case "sibling":
                keys += ["CAPABILITY", "RELATIONSHIP", *index]
            case "target_capability":
                keys += ["CAPABILITY"]
            case _:
                keys += [step.kind.upper()]
    return keys + route.rest


@given(st.data(), st.booleans())
def test_a_path_is_read_as_it_was_written(data: st.DataObject, at_node: bool) -> None:
    route = data.draw(routes(at_node))
    assert parse_path(written(route), at_node=at_node) == route


@given(st.lists(st.sampled_from([*sorted(KEYWORDS), "ALL", "a", 0, -1])), st.booleans())
def test_any_keys_are_a_path_or_a_path_error(keys: list[Key], at_node: bool) -> None:
    with contextlib.suppress(PathError):
        route = parse_path(keys, at_node=at_node)
        assert route.rest == keys[len(keys) - len(route.rest) :]


@pytest.mark.parametrize(
    ("keys", "steps", "rest"),
    [
        (["port"], [], ["port"]),
        (
            ["RELATIONSHIP", "db", "CAPABILITY", "port"],
            [Step("relationship", "db"), Step("target_capability")],
            ["port"],
        ),
        (
            ["RELATIONSHIP", "db", 1, "TARGET", "CAPABILITY", "host", "size", 0],
            [Step("relationship", "db", 1), Step("target"), Step("capability", "host")],
            ["size", 0],
        ),
        (
            ["CAPABILITY", "host", "RELATIONSHIP", "ALL", "SOURCE", "name"],
            [Step("incoming", "host", None), Step("source")],
            ["name"],
        ),
    ],
)
def test_paths_from_a_node(keys: list[Key], steps: list[Step], rest: list[Key]) -> None:
    assert parse_path(keys, at_node=True) == Route(tuple(steps), rest)


def test_the_same_keyword_means_something_else_at_a_relationship() -> None:
    keys: list[Key] = ["CAPABILITY", "RELATIONSHIP", "ALL", "TARGET", "name"]
    assert parse_path(keys, at_node=False) == Route((Step("sibling", "", None), Step("target")), ["name"])


@pytest.mark.parametrize(
    ("keys", "at_node", "position"),
    [
        (["SOURCE", "x"], True, 0),
        (["RELATIONSHIP", "r", "x"], False, 0),
        (["RELATIONSHIP"], True, 1),
        (["RELATIONSHIP", 0, "x"], True, 1),
        (["CAPABILITY", "SOURCE"], True, 1),
        (["RELATIONSHIP", "r", -1, "x"], True, 2),
        (["RELATIONSHIP", "r", "RELATIONSHIP", "q"], True, 2),
    ],
)
def test_where_a_path_breaks_off(keys: list[Key], at_node: bool, position: int) -> None:
    with pytest.raises(PathError) as caught:
        parse_path(keys, at_node=at_node)
    assert caught.value.position == position
