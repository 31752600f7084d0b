"""Which parts of a tree call a function, and how much calls may give in all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.profiles.profile import Literal
from topology.tosca.tree import LiteralMark, from_literal
from topology.tosca.values.budget import MOST_IN_ALL, MOST_OF_ONE, Budget
from topology.tosca.values.calls import invocation, is_call, may_call, unescape
from topology.values.value import Call, Unknown, Value


def called(tree: Literal, *, is_simple: bool) -> str | None:
    found = invocation(from_literal(tree, LiteralMark("profile")), is_simple=is_simple)
    return found.name if found is not None else None


@pytest.mark.parametrize(
    ("tree", "simple", "modern"),
    [
        ({"get_input": "x"}, "get_input", None),
        ({"$get_input": "x"}, None, "get_input"),
        ({"$get_input$1": "x"}, None, "get_input"),
        ("$node_index", None, "node_index"),
        ("get_input", None, None),
        ("$$node_index", None, None),
        ("$", None, None),
        ({"$$a": "x"}, None, None),
        ({"get_input": "x", "concat": "y"}, None, None),
        ({"$a": "x", "$b": "y"}, None, None),
        ({"$keygen: [ UUID ]": "x"}, None, None),
        (["$a"], None, None),
        ({"other": "x"}, None, None),
    ],
)
def test_what_is_a_call(tree: Literal, simple: str | None, modern: str | None) -> None:
    assert called(tree, is_simple=True) == simple
    assert called(tree, is_simple=False) == modern
    if simple or modern:
        assert may_call(from_literal([{"k": tree}], LiteralMark("profile")))


@given(st.text())
def test_an_escaped_text_is_no_call_and_comes_back(text: str) -> None:
    escaped = f"${text}" if text[:1] == "$" else text
    assert not is_call(escaped)
    assert unescape(escaped) == text


def test_one_value_is_bounded() -> None:
    assert Budget().pays((1,) * (MOST_OF_ONE - 1))
    assert not Budget().pays((1,) * (MOST_OF_ONE + 1))
    assert not Budget().pays("x" * (MOST_OF_ONE * 32 + 32))


def test_values_that_share_their_parts_are_counted_as_they_would_be_written_out() -> None:
    value: Value = Unknown("n", ("a",))
    for _ in range(60):
        value = Call("sum", (value, value))
    assert not Budget().pays(value)


def test_all_values_together_are_bounded() -> None:
    budget = Budget()
    paid = 0
    while budget.pays((1,) * (MOST_OF_ONE - 1)):
        paid += MOST_OF_ONE
    assert paid <= MOST_IN_ALL
    assert not budget.pays((1,) * (MOST_OF_ONE - 1))
