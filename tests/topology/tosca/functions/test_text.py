"""TOSCA 2.0, 10.2.3; Simple Profile 1.3, 4.3."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topology.tosca.functions.calling import UNKNOWN, call, misuse, result, waits
from topology.tosca.functions.function import MOST_CHARACTERS, MOST_ELEMENTS, MisuseError
from topology.tosca.functions.text import SIMPLE
from topology.tosca.values.typed import Typed, simple_schema
from topology.values.value import Call, Concat, Secret

WORDS = st.lists(st.text(max_size=5), min_size=1, max_size=5)


@given(WORDS)
def test_concat_of_texts(words: list[str]) -> None:
    assert call("concat", *words) == "".join(words)


@given(st.lists(st.lists(st.integers()).map(tuple), min_size=1, max_size=4))
def test_concat_of_lists(lists: list[tuple[int, ...]]) -> None:
    assert call("concat", *lists) == tuple(item for each in lists for item in each)


@given(WORDS, st.text(max_size=3))
def test_join(words: list[str], delimiter: str) -> None:
    assert call("join", tuple(words), delimiter) == delimiter.join(words)
    assert call("join", tuple(words)) == "".join(words)


@given(st.lists(st.text("ab", min_size=1), min_size=1, max_size=5), st.data())
def test_token(parts: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(parts) - 1))
    assert call("token", ":".join(parts), ":", index) == parts[index]


def test_several_characters_separate() -> None:
    assert [call("token", "a,b;c", ",;", index) for index in range(3)] == ["a", "b", "c"]


@given(st.text() | st.lists(st.integers()).map(tuple) | st.dictionaries(st.text(), st.integers()))
def test_length(value: object) -> None:
    assert call("length", value) == len(value)  # type: ignore[arg-type]


@given(st.binary())
def test_the_length_of_bytes_is_not_that_of_their_text(content: bytes) -> None:
    text = base64.b64encode(content).decode()
    assert call("length", Typed(text, simple_schema("bytes"))) == len(content)


def test_numbers_in_texts_are_written() -> None:
    assert call("join", ("prefix", 1111, "suffix"), "_") == "prefix_1111_suffix"
    assert call("concat", "port ", 80, " ", True) == "port 80 true"


def test_text_with_gaps() -> None:
    assert call("concat", "a", "b", UNKNOWN, "c") == Concat(("ab", UNKNOWN, "c"))
    assert call("concat", Secret("input:x"), "!") == Concat((Secret("input:x"), "!"))
    assert call("join", ("a", UNKNOWN), "-") == Concat(("a-", UNKNOWN))
    assert call("concat", Call("length", (UNKNOWN,)), "c") == Concat((Call("length", (UNKNOWN,)), "c"))


def test_what_may_be_a_list_waits() -> None:
    unknown = Typed(UNKNOWN, simple_schema("list"))
    assert result("concat", unknown, (1,)).value == Call("concat", (UNKNOWN, (1,)))
    assert waits("join", UNKNOWN, ",")
    assert waits("token", UNKNOWN, ":", 0)
    assert waits("length", UNKNOWN)


def test_misuse_of_concat() -> None:
    assert misuse("concat") is None
    assert misuse("concat", (1,), "a") == 1
    assert misuse("concat", "a", {"a": 1}) == 1


def test_misuse_of_join() -> None:
    assert misuse("join", "a", ",") == 0
    assert misuse("join", ("a",), ("b",)) == 1
    assert misuse("join", ("a",), ",", ",") is None
    assert misuse("join", (("a",),), ",") == 0


def test_misuse_of_token() -> None:
    assert misuse("token", "a", ":") is None
    assert misuse("token", "a", 1, 0) == 1
    assert misuse("token", "a", ":", "0") == 2
    assert misuse("token", "a:b", ":", 2) == 2
    assert misuse("token", "a:b", ":", -1) == 2
    assert misuse("token", Secret("input:x"), ":", 0) == 0


@pytest.mark.parametrize("wrong", [1, 1.5, True, None])
def test_misuse_of_length(wrong: object) -> None:
    assert misuse("length", wrong) == 0


def test_results_are_bounded() -> None:
    assert misuse("concat", "a" * MOST_CHARACTERS, "a") is None
    assert misuse("concat", (1,) * MOST_ELEMENTS, (1,)) is None


def test_lists_are_not_joined_in_1_x() -> None:
    with pytest.raises(MisuseError):
        SIMPLE["concat"].call([Typed(("a",)), Typed(("b",))])
