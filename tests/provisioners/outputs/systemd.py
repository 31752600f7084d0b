"""Reads units as systemd does: systemd.syntax(7), systemd.service(5) "Command lines", systemd.unit(5) "Specifiers".

Written from those pages, apart from what writes units. It knows no variables: a dollar sign that is not doubled fails.
"""

import re

Unit = dict[str, list[tuple[str, str]]]

ESCAPES = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92, '"': 34, "'": 39, "s": 32}
WHITESPACE = " \t\n\r"
SPECIFIERS = {"t": "/run", "N": "UNIT", "n": "UNIT.service"}


def read_unit(text: str) -> Unit:
    """The keys of each section, in order."""
    sections: Unit = {}
    name = ""
    for line in _lines(text):
        if line.startswith("["):
            name = line.removeprefix("[").removesuffix("]")
            sections.setdefault(name, [])
        else:
            key, equals, value = line.partition("=")
            assert equals, line
            assert re.fullmatch("[A-Za-z0-9-]+", key), line
            sections[name].append((key, value.strip(WHITESPACE)))
    return sections


def values(unit: Unit, section: str, key: str) -> list[str]:
    """All values of a key."""
    return [value for name, value in unit.get(section, []) if name == key]


def words(text: str) -> list[str]:
    """A value as words, without their quotes and escapes."""
    return [found for found, _ in _words(text)]


def commands(text: str) -> list[list[str]]:
    """The commands of a command line: a lone semicolon without quotes begins another."""
    found: list[list[str]] = [[]]
    for word, was_quoted in _words(text):
        if word == ";" and not was_quoted:
            found.append([])
        else:
            found[-1].append(_without_variables(_specified(word)))
    return found


def _lines(text: str) -> list[str]:
    joined: list[str] = []
    pending = ""
    for line in text.split("\n"):
        if not pending and (not line.strip(WHITESPACE) or line.lstrip(WHITESPACE)[0] in "#;"):
            continue
        if line.endswith("\\"):
            pending += line[:-1] + " "
            continue
        joined.append((pending + line).strip(WHITESPACE))
        pending = ""
    assert not pending, "the last line goes on"
    return joined


def _words(text: str) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    place = 0
    while place < len(text):
        if text[place] in WHITESPACE:
            place += 1
            continue
        word, place, was_quoted = _word(text, place)
        found.append((word, was_quoted))
    return found


def _word(text: str, place: int) -> tuple[str, int, bool]:
    made, quote, was_quoted = "", "", False
    while place < len(text) and (quote or text[place] not in WHITESPACE):
        character = text[place]
        if character == "\\":
            added, place = _escape(text, place + 1)
            made += added
            continue
        if quote and character == quote:
            quote = ""
        elif not quote and character in "\"'":
            quote, was_quoted = character, True
        else:
            made += character
        place += 1
    assert not quote, f"a quote is open in {text!r}"
    return made, place, was_quoted


def _escape(text: str, place: int) -> tuple[str, int]:
    character = text[place]
    if character in ESCAPES:
        return chr(ESCAPES[character]), place + 1
    lengths = {"x": 2, "u": 4, "U": 8}
    assert character in lengths, f"\\{character} is no escape"
    end = place + 1 + lengths[character]
    return chr(int(text[place + 1 : end], 16)), end


def _specified(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        letter = match[1]
        assert letter == "%" or letter in SPECIFIERS, f"%{letter} is a specifier"
        return "%" if letter == "%" else SPECIFIERS[letter]

    return re.sub("%(.?)", one, text, flags=re.DOTALL)


def _without_variables(text: str) -> str:
    rest = text.replace("$$", "")
    assert "$" not in rest, f"{text!r} has a variable"
    return text.replace("$$", "$")
