"""Text comes out of a unit as it went in."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from provisioners.outputs.quadlet.escape import is_argument, is_path, is_raw, is_word, literal, prose, raw, word
from tests.provisioners.outputs.systemd import commands, read_unit, values

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.lists(texts))
@example(
    ["%", "$", "%%n", "$$", "${HOME}", '"', "'", "\\", "\n", ";", "", "a\\", "#", "\x7f", "\x85", "\u2028", "é", "😀"]
)
def test_words(parts: list[str]) -> None:
    text = f"[Container]\nExec={' '.join(map(word, parts))}\nNext=1\n"
    unit = read_unit(text)
    (line,) = values(unit, "Container", "Exec")
    assert commands(line) == [parts]
    assert values(unit, "Container", "Next") == ["1"]


@given(texts.filter(is_raw))
@example("/a b")
@example("a%b$c")
@example('a"b')
@example("#a")
def test_raw_text(text: str) -> None:
    unit = read_unit(f"[Container]\nWorkingDir={raw(text)}\n")
    (value,) = values(unit, "Container", "WorkingDir")
    assert value.replace("%%", "%").replace("$$", "$") == text
    assert "%" not in value.replace("%%", "")
    assert "$" not in value.replace("$$", "")


@pytest.mark.parametrize("text", ["", " a", "a ", '"a', "a'", "a\\", "a\nb", "a\0", "\t", ";", "a\x7fb"])
def test_raw_text_that_would_not_survive(text: str) -> None:
    assert not is_raw(text)
    with pytest.raises(ValueError, match="cannot stand"):
        raw(text)


@pytest.mark.parametrize(("text", "fits"), [("", False), (";", False), (";;", True), (" ", True), ("\0", False)])
def test_arguments(text: str, fits: bool) -> None:
    assert is_argument(text) is fits


def test_no_word_holds_nul() -> None:
    assert not is_word("a\0")
    with pytest.raises(ValueError, match="NUL"):
        word("a\0")


@pytest.mark.parametrize("path", ["", "a", "/a b", "/a:b", "/a$b", "/a%b", '/a"', "/a\\", "/a\n"])
def test_paths_without_quotes(path: str) -> None:
    assert not is_path(path)
    assert is_path("/srv/files-1_2/é")


@given(texts)
def test_prose_is_one_line_without_specifiers(text: str) -> None:
    found = prose(text)
    assert "\n" not in found
    assert "%" not in found.replace("%%", "")
    assert not found.endswith("\\")
    assert prose("a\nb 5%\\") == "a b 5%%"


def test_a_dollar_and_a_percent_sign_are_doubled() -> None:
    assert literal("5% of $HOME") == "5%% of $$HOME"
