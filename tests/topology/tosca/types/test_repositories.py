"""The credentials of repositories."""

import pytest

from tests.topology.reading_aid import codes, places, read

REPOSITORY = "repositories:\n  store:\n    url: https://store.example\n    credential: {}\n"


@pytest.mark.parametrize("credential", ["{ token: { get_input: t } }", "{ token: x, user: me, keys: { a: b } }"])
def test_a_credential(credential: str) -> None:
    assert codes(read(REPOSITORY.format(credential))) == []


@pytest.mark.parametrize(
    ("credential", "expected"),
    [
        ("true", [("TS501", 5, 17)]),
        ("0.123", [("TS501", 5, 17)]),
        ("{ token: 5 }", [("TS501", 5, 26)]),
        ("{ token: x, pass: y }", [("TS504", 5, 29)]),
        ("{ user: x }", [("TS505", 5, 17)]),
    ],
)
def test_what_is_no_credential(credential: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(read(REPOSITORY.format(credential))) == expected
