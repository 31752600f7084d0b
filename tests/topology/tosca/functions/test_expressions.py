"""Expressions of functions inside of functions give what Python gives."""

import json
import operator
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from tests.topology.reading_aid import codes, read

TEXT = """tosca_definitions_version: tosca_2_0
service_template:
  node_templates: {{}}
  outputs: {{ o: {{ value: {value} }} }}
"""


class Expression(NamedTuple):
    """A text in the language, and its value."""

    text: str
    value: Any


def call(name: str, compute: Callable[..., Any], *arguments: Expression) -> Expression:
    """A call of the function, and what Python makes of the arguments."""
    text = f"{{ ${name}: [ {', '.join(argument.text for argument in arguments)} ] }}"
    return Expression(text, compute(*(argument.value for argument in arguments)))


def sum_of(*numbers: int) -> int:
    return sum(numbers)


integers = st.integers(-99, 99).map(lambda number: Expression(str(number), number))
texts = st.text("ab$ :", max_size=4).map(
    lambda text: Expression(json.dumps(f"${text}" if text[:1] == "$" else text), text)
)
booleans = st.booleans().map(lambda truth: Expression(str(truth).lower(), truth))


def numbers_of(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda found: call("sum", sum_of, *found)),
        pairs.map(lambda found: call("difference", operator.sub, *found)),
        pairs.filter(lambda found: found[1].value != 0).map(lambda found: call("remainder", operator.mod, *found)),
        st.lists(texts, min_size=1, max_size=3).map(
            lambda found: call("length", len, call("concat", lambda *parts: "".join(parts), *found))
        ),
    )


numbers = st.recursive(integers, numbers_of, max_leaves=8)
ORDERS = {
    "equal": operator.eq,
    "greater_than": operator.gt,
    "greater_or_equal": operator.ge,
    "less_than": operator.lt,
    "less_or_equal": operator.le,
}


def comparisons(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.tuples(st.sampled_from(sorted(ORDERS)), inner, inner).map(
        lambda found: call(found[0], ORDERS[found[0]], *found[1:])
    )


def conditions_of(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda found: call("and", lambda *truths: all(truths), *found)),
        several.map(lambda found: call("or", lambda *truths: any(truths), *found)),
        inner.map(lambda found: call("not", operator.not_, found)),
        st.tuples(inner, inner).map(lambda found: call("xor", operator.ne, *found)),
    )


conditions = st.recursive(booleans | comparisons(numbers) | comparisons(texts), conditions_of, max_leaves=8)


def value_of(expression: Expression) -> Any:
    reading = read(TEXT.format(value=expression.text))
    assert reading.graph is not None, (expression.text, codes(reading))
    return reading.graph.outputs["o"].value


@given(numbers)
def test_numbers(expression: Expression) -> None:
    assert value_of(expression) == expression.value


@given(conditions)
def test_conditions(expression: Expression) -> None:
    assert value_of(expression) is expression.value


@given(texts)
def test_texts_are_escaped_and_come_back(expression: Expression) -> None:
    assert value_of(expression) == expression.value
    assert value_of(Expression(f"[ {{ k: {expression.text} }} ]", None)) == ({"k": expression.value},)


@given(st.dictionaries(st.text("ab$", min_size=1, max_size=4), st.integers(0, 9), min_size=2, max_size=4))
def test_keys_are_escaped_and_come_back(entries: dict[str, int]) -> None:
    written = {f"${key}" if key[:1] == "$" else key: value for key, value in entries.items()}
    assert value_of(Expression(json.dumps(written), None)) == entries
