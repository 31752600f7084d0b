import math

import pytest

from topology.tosca.scalars import resolve
from topology.tosca.tree import LiteralMark, scalar

MARK = LiteralMark("test")


def value_of(text: str, *, plain: bool = True) -> object:
    return resolve(scalar(text, plain, MARK, MARK))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("007", 7),
        ("0o17", 15),
        ("0xFf", 255),
        ("1.5", 1.5),
        (".5", 0.5),
        ("-1e3", -1000.0),
        ("1.", 1.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
    ],
)
def test_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)
    assert value_of(text, plain=False) == text


def test_not_a_number() -> None:
    assert math.isnan(float(str(value_of(".nan"))))


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "no",
        "on",
        "off",
        "y",
        "12:30:45",
        "1_000",
        "0b1",
        "08:00",
        "2020-01-01",
        "1.2.3",
        "-",
        "+",
        ".",
        "..",
        "e5",
    ],
)
def test_words_of_yaml_1_1_are_text(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize("text", ["9" * 5000, "1e" + "9" * 5000, "0x" + "f" * 5000])
def test_numbers_without_end_are_text(text: str) -> None:
    assert value_of(text) == text
