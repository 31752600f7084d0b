"""The small languages inside of Compose files: variables, command lines, files of variables, times, sizes, numbers."""

import pytest

from topology.importing.compose.dotenv import EnvError, parse_env
from topology.importing.compose.interpolation import Text, Variable, interpolated
from topology.importing.compose.numbers import text_of_scalar
from topology.importing.compose.units import duration, size
from topology.importing.compose.words import words
from topology.tosca.tree import scalar


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain", ("plain",)),
        ("", ()),
        ("$$", ("$",)),
        ("$A", (Variable("A"),)),
        ("a${B}c", ("a", Variable("B"), "c")),
        ("${A:-b}", (Variable("A", ":-", Text(("b",))),)),
        ("${A?}", (Variable("A", "?", Text()),)),
        ("${A:+$B}", (Variable("A", ":+", Text((Variable("B"),))),)),
        ("${A-${B:-c}d}e", (Variable("A", "-", Text((Variable("B", ":-", Text(("c",))), "d"))), "e")),
        ("a}b", ("a}b",)),
        ("${A:-$$}", (Variable("A", ":-", Text(("$",))),)),
    ],
)
def test_variables_are_taken_apart(text: str, parts: tuple[object, ...]) -> None:
    assert interpolated(text).parts == parts


@pytest.mark.parametrize("text", ["$", "a$ b", "${", "${A", "${A:b}", "${1}", "${A:-b", "$1", "${A:-" * 30])
def test_what_is_no_variable_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\$|nested"):
        interpolated(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", ["a", "b"]),
        ("  a   b ", ["a", "b"]),
        ("'a b' \"c d\"", ["a b", "c d"]),
        ("a''b", ["ab"]),
        ("''", [""]),
        ("a\\ b", ["a b"]),
        ("'a\\b'", ["a\\b"]),
        ('"a\\"b"', ['a"b']),
        ("`date +x`", ["`date +x`"]),
        ("--x='a b'", ["--x=a b"]),
    ],
)
def test_a_command_line_is_taken_apart(text: str, expected: list[str]) -> None:
    assert ["".join(map(str, word.parts)) for word in words(text)] == expected


@pytest.mark.parametrize("text", ["a; b", "a && b", "a > b", "a | b", "'a", '"a', "a\\", "(a)"])
def test_what_needs_a_shell_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"shell|alone"):
        words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=1", {"A": "1"}),
        ("A=1\r\nB=2\r\n", {"A": "1", "B": "2"}),
        ("  export A = 1 ", {"A": "1"}),
        ("# x\n\nA=", {"A": ""}),
        ("A=b # c", {"A": "b"}),
        ("A=b#c", {"A": "b#c"}),
        ("A='b # c' # d", {"A": "b # c"}),
        ('A="b\\nc"', {"A": "b\nc"}),
        ("A='b\\nc'", {"A": "b\\nc"}),
        ('A="b\nc"\nD=e', {"A": "b\nc", "D": "e"}),
        ("A: b", {"A": "b"}),
        ("A=b=c", {"A": "b=c"}),
        ("A='$B'", {"A": "$B"}),
        ("A=1\nA=2", {"A": "2"}),
    ],
)
def test_files_of_variables_are_read(text: str, expected: dict[str, str]) -> None:
    found = {line.name: "".join(map(str, line.text.parts)) if line.text else None for line in parse_env(text)}
    assert found == expected


def test_a_name_without_a_value_comes_from_outside() -> None:
    assert [(line.name, line.text) for line in parse_env("A\n")] == [("A", None)]


@pytest.mark.parametrize(("text", "line"), [("A=1\nb c d\n", 1), ('A="x', 0), ("\n\n=x", 2), ("A=${", 0)])
def test_a_wrong_line_is_told_by_its_number(text: str, line: int) -> None:
    with pytest.raises(EnvError) as caught:
        parse_env(text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "expected"),
    [("30s", "30 s"), ("1m30s", "90 s"), ("1h", "1 h"), ("500ms", "500 ms"), ("1.5s", "1500 ms"), ("0", "0 s"),
     ("10us", "10 us"), ("48h", "2 d"), ("1ns", "0 s")],
)  # fmt: skip
def test_times_are_written_as_tosca_does(text: str, expected: str) -> None:
    assert duration(text) == expected


@pytest.mark.parametrize("text", ["", "5", "s", "5 s", "-5s", "5s5", "1y", "5s\n"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no duration"):
        duration(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("512m", "512 MiB"), ("1gb", "1 GiB"), ("1024", "1 KiB"), ("1.5k", "1536 B"), ("10b", "10 B"), ("1GiB", "1 GiB"),
     ("1000000", "1 MB"), ("0", "0 B")],
)  # fmt: skip
def test_sizes_are_written_as_tosca_does(text: str, expected: str) -> None:
    assert size(text) == expected


@pytest.mark.parametrize("text", ["", "m", "-1m", "1x", "1mm", "1 2"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no size"):
        size(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("017", "15"), ("0o17", "15"), ("0x1F", "31"), ("0b11", "3"), ("1_000", "1000"), ("-0", "0"), ("+5", "5"),
        ("1e3", "1000"), (".5", "0.5"), ("1.0", "1"), ("1.10", "1.1"), ("1e5", "100000"), ("1e6", "1e+06"),
        ("123456.0", "123456"), ("1234567.0", "1.234567e+06"), ("0.0001", "0.0001"), ("0.00001", "1e-05"),
        ("100000.5", "100000.5"), ("18446744073709551615", "18446744073709551615"),
        ("18446744073709551616", "1.8446744073709552e+19"), ("-9223372036854775809", "-9.223372036854776e+18"),
        ("0128", "128"), ("1_000.5", "1000.5"), ("yes", "yes"), ("True", "true"), ("12:30:45", "12:30:45"),
        ("0x", "0x"), ("1__0", "10"), ("abc", "abc"),
    ],
)  # fmt: skip
def test_plain_scalars_become_the_texts_that_compose_makes_of_them(text: str, expected: str) -> None:
    assert text_of_scalar(scalar(text, True, ("x", 0), 0)) == expected
    assert text_of_scalar(scalar(text, False, ("x", 0), 0)) == text
