"""The tests' own reader of units, by the examples of the manual pages."""

import pytest

from tests.provisioners.outputs.systemd import commands, read_unit, values, words


def test_comments_continuations_and_repeated_keys() -> None:
    unit = read_unit("# a comment\n[Section A]\nKeyOne=value 1\nKeyOne=2\n; another\n\n[B]\nSetting=a\\\n  b\n")
    assert values(unit, "Section A", "KeyOne") == ["value 1", "2"]
    assert values(unit, "B", "Setting") == ["a   b"]


def test_quotes_and_escapes() -> None:
    assert words(r"""a "b c" 'd "e' f\x41\n "" x"y z"w""") == ["a", "b c", 'd "e', "fA\n", "", "xy zw"]


def test_commands_end_at_a_lone_semicolon() -> None:
    assert commands("/bin/echo one ; /bin/echo two") == [["/bin/echo", "one"], ["/bin/echo", "two"]]
    assert commands('/bin/echo ";" a;b') == [["/bin/echo", ";", "a;b"]]


def test_specifiers_and_dollars() -> None:
    assert commands("/bin/echo 100%% $$HOME %t/x") == [["/bin/echo", "100%", "$HOME", "/run/x"]]


@pytest.mark.parametrize("line", ["echo $HOME", "echo ${HOME}", "echo %h", r"echo \q", 'echo "a', "echo a%"])
def test_what_would_be_obeyed_fails(line: str) -> None:
    with pytest.raises(AssertionError):
        commands(line)
