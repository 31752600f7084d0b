"""TOSCA 2.0, 10.2.5."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topology.tosca.functions.calling import MASS, UNKNOWN, call, misuse, result, waits
from topology.tosca.types.model import DataType, Members, Schema
from topology.tosca.values.scalar_unit import Units
from topology.tosca.values.typed import INTEGER, Typed
from topology.values.value import Value

SMALL = st.integers(-(2**30), 2**30)
FLOATS = st.floats(-1e9, 1e9)
WHOLE = Schema(
    DataType("Size", ("Size", "scalar"), "scalar", resolve=lambda: Members(units=Units({"B": 1}, "B", is_whole=True)))
)


def mass(text: str) -> Typed:
    return Typed(text, MASS)


@given(st.lists(SMALL, min_size=1, max_size=6))
def test_whole_numbers_stay_whole(numbers: list[int]) -> None:
    total = call("sum", *numbers)
    assert total == sum(numbers)
    assert isinstance(total, int)


@given(SMALL, SMALL.filter(bool))
def test_of_two_numbers(left: int, right: int) -> None:
    assert call("difference", left, right) == left - right
    assert call("product", left, right) == left * right
    assert call("quotient", left, right) == left / right
    assert isinstance(call("quotient", left, right), float)
    assert call("remainder", left, right) == left % right


@given(FLOATS, FLOATS)
def test_floats(left: float, right: float) -> None:
    assert call("sum", left, right) == left + right
    assert call("sum", left, 1) == left + 1
    assert call("product", left, right) == left * right


@given(FLOATS)
def test_rounding(number: float) -> None:
    assert call("floor", number) == math.floor(number)
    assert call("ceil", number) == math.ceil(number)
    rounded = call("round", number)
    assert isinstance(rounded, int)
    assert abs(rounded - Fraction(number)) <= Fraction(1, 2)


@pytest.mark.parametrize(("number", "expected"), [(3.5, 3), (3.53, 4), (-3.5, -4), (2.5, 2), (7, 7)])
def test_the_middle_is_rounded_down(number: float, expected: int) -> None:
    assert call("round", number) == expected


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("sum", (mass("1 kg"), mass("5 g")), "1005 g"),
        ("sum", (mass("1 kg"), "5 g"), "1005 g"),
        ("sum", (mass("0.1 g"), mass("0.2 g")), "0.3 g"),
        ("difference", (mass("1 kg"), mass("1 g")), "999 g"),
        ("product", (mass("2 kg"), 3), "6000 g"),
        ("product", (mass("2 g"), 0.5), "1 g"),
        ("quotient", (mass("1 kg"), 4), "250 g"),
        ("quotient", (mass("1 g"), 8), "0.125 g"),
        ("remainder", (mass("7 g"), 4), "3 g"),
        ("quotient", (Typed("7 B", WHOLE), 2), "3 B"),
    ],
)
def test_amounts(name: str, arguments: tuple[Value, ...], expected: str) -> None:
    found = result(name, *arguments)
    assert found.value == expected
    assert found.schema is not None
    assert found.schema.type.name in ("Mass", "Size")


def test_numbers_are_bounded_by_64_bits() -> None:
    assert call("sum", 2**63 - 2, 1) == 2**63 - 1
    assert misuse("sum", 2**63 - 1, 1) is None
    assert misuse("product", 2**32, 2**32) is None
    assert misuse("product", *([10] * 100)) is None
    assert misuse("ceil", 1e300) is None


@pytest.mark.parametrize("name", ["quotient", "remainder"])
def test_nothing_is_divided_by_zero(name: str) -> None:
    assert misuse(name, 1, 0) == 1


@pytest.mark.parametrize("name", ["round", "floor", "ceil"])
@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_what_is_not_finite_is_not_rounded(name: str, number: float) -> None:
    assert misuse(name, number) == 0


def test_amounts_times_what_is_not_finite() -> None:
    assert misuse("product", mass("1 g"), math.inf) == 1
    assert misuse("sum", mass("1e99 g"), 1) == 1


@pytest.mark.parametrize("name", ["sum", "difference", "product", "quotient", "remainder"])
@pytest.mark.parametrize("wrong", ["a", True, None, (1,), {}])
def test_only_numbers(name: str, wrong: object) -> None:
    assert misuse(name, 1, wrong) == 1


@pytest.mark.parametrize("name", ["difference", "quotient", "remainder"])
def test_two_arguments(name: str) -> None:
    assert misuse(name, 1) is None
    assert misuse(name, 1, 1, 1) is None


@pytest.mark.parametrize("name", ["round", "floor", "ceil"])
def test_one_argument(name: str) -> None:
    assert misuse(name) is None
    assert misuse(name, 1.0, 1.0) is None
    assert misuse(name, "a") == 0
    assert waits(name, UNKNOWN)


def test_amounts_of_different_types() -> None:
    assert misuse("sum", mass("1 g"), Typed("1 B", WHOLE)) == 1
    assert misuse("product", mass("1 g"), mass("1 g")) == 1
    assert misuse("product", mass("1 g"), 2, 3) is None
    assert misuse("remainder", 1.5, 2) == 0


@pytest.mark.parametrize("name", ["sum", "difference", "product", "quotient", "remainder"])
def test_what_is_unknown_waits(name: str) -> None:
    assert waits(name, UNKNOWN, 2)


def test_the_type_of_what_waits() -> None:
    assert result("sum", Typed(UNKNOWN, INTEGER), 1).schema is INTEGER
    assert result("sum", Typed(UNKNOWN, MASS), "1 g").schema is MASS
    quotient = result("quotient", Typed(UNKNOWN, INTEGER), 2).schema
    assert quotient is not None
    assert quotient.type.name == "float"
    assert result("quotient", UNKNOWN, 2).schema is None
