"""TOSCA 2.0, 10.2.2.1."""

from itertools import product

import pytest

from tests.topology.tosca.functions.calling import UNKNOWN, call, misuse, result, waits

TRUTHS = list(product((False, True), repeat=2))


@pytest.mark.parametrize(("left", "right"), TRUTHS)
def test_truth_tables(left: bool, right: bool) -> None:
    assert call("and", left, right) is (left and right)
    assert call("or", left, right) is (left or right)
    assert call("xor", left, right) is (left is not right)
    assert call("not", left) is (not left)


def test_and_and_or_take_any_number_of_arguments() -> None:
    assert call("and", True, True, True, False) is False
    assert call("or", False, False, False, True) is True


@pytest.mark.parametrize("name", ["and", "or", "xor"])
def test_two_arguments_are_needed(name: str) -> None:
    assert misuse(name, True) is None
    assert misuse(name) is None


def test_not_and_xor_take_no_more() -> None:
    assert misuse("not", True, True) is None
    assert misuse("xor", True, True, True) is None


@pytest.mark.parametrize("name", ["and", "or", "xor"])
@pytest.mark.parametrize("wrong", [1, "true", None, (), {}])
def test_only_booleans(name: str, wrong: object) -> None:
    assert misuse(name, True, wrong) == 1


def test_what_is_unknown_waits_unless_the_rest_decides() -> None:
    assert waits("and", True, UNKNOWN)
    assert call("and", UNKNOWN, False) is False
    assert waits("or", False, UNKNOWN)
    assert call("or", UNKNOWN, True) is True
    assert waits("xor", True, UNKNOWN)
    assert waits("not", UNKNOWN)
    schema = result("not", UNKNOWN).schema
    assert schema is not None
    assert schema.type.name == "boolean"
