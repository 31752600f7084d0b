"""Text in parts."""

import pytest

from provisioners.containers.text import Text, text_of
from topology.values.value import Concat, Secret


def test_plain_text() -> None:
    text = text_of("a$b")
    assert (text.is_secret, text.plain, text.references) == (False, "a$b", ())


@pytest.mark.parametrize(("value", "plain"), [(True, "true"), (3, "3"), (None, ""), (0.5, "0.5")])
def test_scalars_are_written_as_yaml_would(value: bool | int | float | None, plain: str) -> None:
    assert text_of(value).plain == plain


def test_a_secret_has_no_plain_text() -> None:
    text = text_of(Concat(("db:", Secret("input:password"), "@host")))
    assert text.parts == ("db:", {"secret": "input:password"}, "@host")
    assert text.is_secret
    assert text.references == ("input:password",)
    with pytest.raises(ValueError, match="no plain text"):
        _ = text.plain


def test_text_of_parts_is_joined() -> None:
    assert Text(("a", "b")).plain == "ab"
