"""Calls that wait, once their arguments are known."""

import pytest
from hypothesis import given

from tests.topology.graph import strategies
from topology.tosca.functions.substitute import substitute
from topology.values.value import Call, Concat, Unknown, Value

PORT = Unknown("db", ("port",))


def known_as(port: Value) -> Value:
    """A call about a port, when the port is known."""
    value = Call("concat", ("tcp:", Call("sum", (PORT, 1))))
    return substitute(value, lambda leaf: port if leaf == PORT else leaf)


def test_a_call_is_evaluated_when_its_arguments_are_known() -> None:
    assert known_as(80) == "tcp:81"
    assert known_as(PORT) == Concat(("tcp:", Call("sum", (PORT, 1))))


def test_a_call_that_cannot_be_evaluated_stays() -> None:
    assert substitute(Call("sum", (PORT, 1)), lambda leaf: "eighty") == Call("sum", ("eighty", 1))
    assert substitute(Call("not", (PORT,)), lambda leaf: 1) == Call("not", (1,))
    assert substitute(Call("make", (PORT,)), lambda leaf: 1) == Call("make", (1,))


def test_texts_whose_type_would_decide_are_not_compared() -> None:
    size = Call("less_than", (Unknown("db", ("size",)), "10 GB"))
    assert substitute(size, lambda leaf: "9 MB") == Call("less_than", ("9 MB", "10 GB"))
    assert substitute(Call("less_than", (PORT, 10)), lambda leaf: 9) is True


@given(strategies.values)
def test_nothing_changes_where_nothing_is_replaced(value: Value) -> None:
    once = substitute(value, lambda leaf: leaf)
    assert substitute(once, lambda leaf: leaf) == once


@pytest.mark.parametrize("function", ["concat", "join", "token", "length"])
def test_functions_of_texts_need_no_types(function: str) -> None:
    arguments: dict[str, tuple[Value, ...]] = {
        "concat": (PORT, "x"),
        "join": ((PORT, "x"), ""),
        "token": (PORT, ":", 0),
        "length": (PORT,),
    }
    expected: dict[str, Value] = {"concat": "80x", "join": "80x", "token": "80", "length": Call("length", ("80",))}
    assert substitute(Call(function, arguments[function]), lambda leaf: "80") == expected[function]
