"""Whatever a function is called with, it gives a value, waits, or refuses."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topology.graph import strategies
from tests.topology.tosca.functions.calling import MASS, TIMESTAMP, VERSION, result
from topology.tosca.functions.apply import apply
from topology.tosca.functions.function import MisuseError
from topology.tosca.functions.substitute import substitute
from topology.tosca.functions.table import BUILT_IN
from topology.tosca.values.typed import BOOLEAN, FLOAT, INTEGER, STRING, STRINGS, Typed, is_settled, simple_schema
from topology.values.value import Call

TYPES = [MASS, VERSION, TIMESTAMP, BOOLEAN, FLOAT, INTEGER, STRING, STRINGS]
SPECIAL = ["1 kg", "1.2", "2020-01-01", "nan", "", "(", 2**63 - 1, float("nan"), float("inf"), 0, -1]
VALUES = strategies.values.map(lambda value: substitute(value, lambda leaf: leaf))
UNKNOWNS = (strategies.unknowns | strategies.secrets | strategies.concats | strategies.calls).filter(
    lambda value: not is_settled(value)
)
UNTYPED = st.sampled_from(SPECIAL) | VALUES
OF_TYPE = [
    st.builds(Typed, st.sampled_from(["1 kg", "20 g"]), st.just(MASS)),
    st.builds(Typed, st.sampled_from(["1.2", "2.0.1.a-1"]), st.just(VERSION)),
    st.builds(Typed, st.lists(st.sampled_from(["1 kg", "1000 g"])).map(tuple), st.just(simple_schema("list", MASS))),
    st.builds(Typed, st.integers() | st.floats(), st.just(FLOAT)),
]
ARGUMENTS = st.one_of(UNTYPED.map(Typed), *OF_TYPE, st.builds(Typed, UNKNOWNS, st.none() | st.sampled_from(TYPES)))


@pytest.mark.parametrize("name", sorted(BUILT_IN))
@given(st.lists(ARGUMENTS, max_size=4))
def test_any_arguments(name: str, arguments: list[Typed]) -> None:
    with contextlib.suppress(MisuseError):
        found = result(name, *arguments)
        assert isinstance(found.value, Call) or is_settled(found.value) or name in ("concat", "join")


@given(st.sampled_from([*BUILT_IN, "make"]), st.lists(UNTYPED, max_size=4).map(tuple))
def test_any_arguments_after_apply(name: str, arguments: tuple[object, ...]) -> None:
    found = apply(name, arguments)  # type: ignore[arg-type]
    assert found is not None or name == "token"
