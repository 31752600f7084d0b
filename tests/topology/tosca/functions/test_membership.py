"""TOSCA 2.0, 10.2.2.3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topology.tosca.functions.calling import MASS, UNKNOWN, call, misuse, waits
from topology.tosca.values.typed import Typed, simple_schema

LISTS = st.lists(st.integers(0, 2), max_size=8).map(tuple)
TEXTS = st.text("ab", max_size=8)
MASSES = Typed(("1 kg", "2 g"), simple_schema("list", MASS))


@given(TEXTS, TEXTS)
def test_texts_as_in_python(whole: str, part: str) -> None:
    assert call("has_suffix", whole, part) is whole.endswith(part)
    assert call("has_prefix", whole, part) is whole.startswith(part)
    assert call("contains", whole, part) is (part in whole)


@given(LISTS, LISTS)
def test_lists_as_their_slices(whole: tuple[int, ...], part: tuple[int, ...]) -> None:
    slices = {whole[at : at + len(part)] for at in range(len(whole) - len(part) + 1)}
    assert call("contains", whole, part) is (part in slices)
    assert call("has_prefix", whole, part) is (whole[: len(part)] == part)
    assert call("has_suffix", whole, part) is (whole[len(whole) - len(part) :] == part if part else True)


def test_lists_are_searched_in_linear_time() -> None:
    assert call("contains", (0,) * 60_000, (0,) * 30_000 + (1,)) is False


@given(LISTS, LISTS)
def test_entries_as_sets(there: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    as_map = {f"k{index}": item for index, item in enumerate(there)}
    for whole in (there, as_map):
        assert call("has_all_entries", whole, wanted) is (set(wanted) <= set(there))
        assert call("has_any_entry", whole, wanted) is bool(set(wanted) & set(there))
        assert call("has_entry", whole, 1) is (1 in there)


def test_keys() -> None:
    value = {"a": 1, "b": 2}
    assert call("has_key", value, "a") is True
    assert call("has_key", value, "c") is False
    assert call("has_all_keys", value, ("a", "b")) is True
    assert call("has_all_keys", value, ("a", "c")) is False
    assert call("has_any_key", value, ("c", "a")) is True
    assert call("has_any_key", value, ()) is False


def test_entries_are_read_as_the_type_of_the_list() -> None:
    assert call("has_entry", MASSES, "1000 g") is True
    assert call("has_all_entries", MASSES, ("1000 g", "0.002 kg")) is True
    assert call("contains", MASSES, ("2000 mg",)) is True
    assert call("has_entry", (True,), 1) is False


@pytest.mark.parametrize("name", ["has_suffix", "has_prefix", "contains"])
def test_two_texts_or_two_lists(name: str) -> None:
    assert misuse(name, "a", ("a",)) == 1
    assert misuse(name, {"a": 1}, "a") == 0
    assert misuse(name, 1, "a") == 0
    assert misuse(name, "a") is None
    assert waits(name, UNKNOWN, "a")
    assert waits(name, (UNKNOWN,), ("a",))


@pytest.mark.parametrize("name", ["has_entry", "has_all_entries", "has_any_entry"])
def test_entries_are_of_lists_and_maps(name: str) -> None:
    assert misuse(name, "abc", ("a",)) == 0
    assert misuse(name, (1,)) is None
    assert waits(name, UNKNOWN, ("a",))


@pytest.mark.parametrize("name", ["has_key", "has_all_keys", "has_any_key"])
def test_keys_are_of_maps(name: str) -> None:
    assert misuse(name, ("a",), ("a",)) == 0
    assert waits(name, UNKNOWN, ("a",))


@pytest.mark.parametrize("name", ["has_all_entries", "has_any_entry", "has_all_keys", "has_any_key"])
def test_what_is_looked_for_is_a_list(name: str) -> None:
    assert misuse(name, {"a": "a"}, "a") == 1
