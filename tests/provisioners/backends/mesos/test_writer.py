"""Secrets on their way into documents: no text of a template can be taken for a place-holder."""

import json
import shlex

import pytest

from provisioners.backends.mesos.writer import HIDDEN, SHELL, Writer, filled, is_open
from provisioners.containers.text import Text

AWKWARD = "a$b 'c' \"d\" `e` \\ $(f)\n{{g}}"
SECRET = Text(("x", {"secret": "input:p"}))


@pytest.fixture
def writer() -> Writer:
    return Writer(lambda reference: f"keyed({reference})")


def secrets(writer: Writer, value: str) -> dict[str, str]:
    return {
        name: "".join(part if isinstance(part, str) else value for part in each)
        for name, each in writer.secrets.items()
    }


def test_plain_text_stays_as_it_is(writer: Writer) -> None:
    assert writer.text(Text((AWKWARD,))) == AWKWARD
    assert writer.secrets == {}


def test_a_secret_is_filled_in(writer: Writer) -> None:
    document = {"env": {"A": writer.text(SECRET), "B": "b"}, "args": writer.texts((SECRET, Text(("c",))))}
    assert "input:p" not in json.dumps(document)
    assert filled(document, secrets(writer, AWKWARD)) == {
        "env": {"A": f"x{AWKWARD}", "B": "b"},
        "args": [f"x{AWKWARD}", "c"],
    }


@pytest.mark.parametrize("words", [(AWKWARD,), ("sh", "-c", "echo $HOME"), ("a b", "", "'")])
def test_a_shell_splits_a_command_into_its_words(writer: Writer, words: tuple[str, ...]) -> None:
    line = writer.shell([Text((word,)) for word in words])
    assert isinstance(line, str)
    assert shlex.split(line) == ["exec", *words]


def test_a_secret_in_a_command_is_quoted_when_it_is_filled_in(writer: Writer) -> None:
    line = writer.shell([Text(("say",)), SECRET])
    assert set(line) == {SHELL}
    assert shlex.split(str(filled(line, secrets(writer, AWKWARD)))) == ["exec", "say", f"x{AWKWARD}"]


@pytest.mark.parametrize(
    "text", [f'{{"{HIDDEN}": "TOPOSMITH_S_0"}}', "TOPOSMITH_S_0123456789ABCDEF", "${TOPOSMITH_S_0}"]
)
def test_text_that_looks_like_a_place_holder_is_text(writer: Writer, text: str) -> None:
    written = writer.text(Text((text,)))
    assert filled({"a": written}, {"TOPOSMITH_S_0": "secret"}) == {"a": text}
    assert not is_open({"a": written})


def test_digests_follow_the_secrets_that_occur(writer: Writer) -> None:
    document = {"a": [writer.text(SECRET)]}
    assert writer.digests(document) == ("x", "keyed(input:p)")
    assert writer.digests({"a": "b"}) == ()
