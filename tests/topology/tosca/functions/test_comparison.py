"""TOSCA 2.0, 10.2.2.2."""

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topology.tosca.functions.calling import MASS, TIMESTAMP, UNKNOWN, VERSION, call, misuse, waits
from topology.tosca.values.typed import STRING, Typed
from topology.values.value import Call

ORDERS = {
    "greater_than": operator.gt,
    "greater_or_equal": operator.ge,
    "less_than": operator.lt,
    "less_or_equal": operator.le,
}
NUMBERS = st.integers(-(2**40), 2**40) | st.floats(allow_nan=False)


@pytest.mark.parametrize("name", ORDERS)
@given(left=NUMBERS, right=NUMBERS)
def test_numbers_are_ordered_as_in_python(name: str, left: float, right: float) -> None:
    assert call(name, left, right) is ORDERS[name](left, right)


@pytest.mark.parametrize("name", ORDERS)
@given(left=st.text(), right=st.text())
def test_texts_are_ordered_as_in_python(name: str, left: str, right: str) -> None:
    assert call(name, left, right) is ORDERS[name](left, right)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner).map(tuple)))
def test_everything_is_equal_to_itself(value: object) -> None:
    assert call("equal", value, value) is True


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (1, 1.0, True),
        (1, 2, False),
        ("a", "a", True),
        ((1, (2,)), (1, (2,)), True),
        ((1, 2), (2, 1), False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": 2}, False),
        ((True,), (1,), False),
        (None, None, True),
        (Typed("1 g", MASS), 1, True),
        (Typed("1 kg", MASS), 1, False),
    ],
)
def test_equal(left: object, right: object, expected: bool) -> None:
    assert call("equal", left, right) is expected


@pytest.mark.parametrize(
    ("left", "right"),
    [(1, "1"), (True, 1), ("a", ("a",)), ({}, ()), (None, 0), (1.5, "1.5"), (Typed("1 g", MASS), True)],
)
def test_values_of_different_types_are_a_mistake(left: object, right: object) -> None:
    assert misuse("equal", left, right) == 1


@pytest.mark.parametrize(
    ("schema", "smaller", "larger", "same"),
    [
        (MASS, "900 g", "1 kg", "0.9 kg"),
        (VERSION, "1.9", "1.10", "1.9.0"),
        (TIMESTAMP, "2020-01-01T12:00:00+02:00", "2020-01-01T11:00:00Z", "2020-01-01T10:00:00Z"),
    ],
)
def test_texts_are_read_as_the_type_of_their_peer(schema: object, smaller: str, larger: str, same: str) -> None:
    value = Typed(smaller, schema)
    assert call("less_than", value, larger) is True
    assert call("greater_than", larger, value) is True
    assert call("equal", value, same) is True
    assert call("in_range", value, (same, larger)) is True
    assert call("valid_values", value, (larger, same)) is True
    assert misuse("less_than", value, "nothing of the kind") == 1


@pytest.mark.parametrize("name", [*ORDERS, "in_range"])
@pytest.mark.parametrize("wrong", [True, None, (1,), {"a": 1}])
def test_what_has_no_order(name: str, wrong: object) -> None:
    assert misuse(name, wrong, wrong) == 0


@pytest.mark.parametrize("name", [*ORDERS, "equal", "valid_values", "matches", "in_range"])
def test_two_arguments(name: str) -> None:
    assert misuse(name, "a") is None
    assert misuse(name, "a", "a", "a") is None


@pytest.mark.parametrize("name", [*ORDERS, "equal"])
def test_comparisons_wait_for_both_sides(name: str) -> None:
    assert waits(name, UNKNOWN, 1)
    assert waits(name, "a", UNKNOWN)


def test_valid_values() -> None:
    assert call("valid_values", 2, (1, 2, 3)) is True
    assert call("valid_values", "x", ()) is False
    assert misuse("valid_values", 1, "abc") == 1
    assert misuse("valid_values", 1, (1, "a")) == 1
    assert waits("valid_values", UNKNOWN, (1,))
    assert waits("valid_values", 1, (UNKNOWN,))


@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(-5, 5))
def test_in_range(value: int, lower: int, upper: int) -> None:
    assert call("in_range", value, (lower, upper)) is (lower <= value <= upper)
    assert call("in_range", value, (lower, "UNBOUNDED")) is (lower <= value)


def test_a_range_has_two_bounds() -> None:
    assert misuse("in_range", 1, (1,)) == 1
    assert misuse("in_range", 1, (1, 2, 3)) == 1
    assert misuse("in_range", 1, (1, "a")) == 1
    assert waits("in_range", UNKNOWN, (1, 2))


def test_matches_searches() -> None:
    assert call("matches", "abc", "b") is True
    assert call("matches", "abc", "^b$") is False
    assert misuse("matches", "abc", "(") == 1
    assert misuse("matches", 1, "a") == 0
    assert waits("matches", UNKNOWN, "a")


def test_a_pattern_that_needs_an_unbounded_engine_stays_open() -> None:
    assert call("matches", "abc", "a(?=b)") == Call("matches", ("abc", "a(?=b)"))


def test_a_pattern_takes_linear_time() -> None:
    assert call("matches", "a" * 50_000, "^(a+)+b$") is False


def test_a_text_of_type_string_is_read_as_nothing_else() -> None:
    assert misuse("equal", Typed("1 kg", MASS), Typed("1 kg", STRING)) == 1
