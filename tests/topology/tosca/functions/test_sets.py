"""TOSCA 2.0, 10.2.4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topology.tosca.functions.calling import MASS, UNKNOWN, call, misuse, result, waits
from topology.tosca.values.typed import Typed, simple_schema

LISTS = st.lists(st.lists(st.integers(0, 9), max_size=6).map(tuple), min_size=1, max_size=4)


@given(LISTS)
def test_as_sets_of_python(lists: list[tuple[int, ...]]) -> None:
    union, common = call("union", *lists), call("intersection", *lists)
    assert isinstance(union, tuple)
    assert isinstance(common, tuple)
    assert set(union) == set().union(*lists)
    assert set(common) == set(lists[0]).intersection(*lists)
    assert len(union) == len(set(union))
    assert len(common) == len(set(common))


def test_entries_keep_their_order() -> None:
    assert call("union", (3, 1), (2, 3)) == (3, 1, 2)
    assert call("intersection", (3, 1, 2), (2, 3)) == (3, 2)


def test_entries_that_are_lists_and_maps() -> None:
    assert call("union", ({"a": (1,)},), ({"a": (1,)}, {"b": (1,)})) == ({"a": (1,)}, {"b": (1,)})


def test_equal_amounts_are_the_same() -> None:
    masses = simple_schema("list", MASS)
    assert call("union", Typed(("1 kg",), masses), Typed(("1000 g", "2 g"), masses)) == ("1 kg", "2 g")


def test_the_type_of_the_result_is_that_of_the_lists() -> None:
    numbers = simple_schema("list", simple_schema("integer"))
    assert result("union", Typed(UNKNOWN, numbers), (1,)).schema is numbers


@pytest.mark.parametrize("name", ["union", "intersection"])
def test_misuse(name: str) -> None:
    assert misuse(name) is None
    assert misuse(name, 1) == 0
    assert misuse(name, (1,), "a") == 1
    assert misuse(name, (1,), ("a",)) == 1
    strings = Typed(("a",), simple_schema("list", simple_schema("string")))
    assert misuse(name, Typed((1,), simple_schema("list", simple_schema("integer"))), strings) == 1
    assert waits(name, UNKNOWN, (1,))
