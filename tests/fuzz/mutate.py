"""Changes to a template that leave most of it whole: lines moved, doubled, dropped and indented; words exchanged."""

import re
from random import Random

from tests.fuzz.vocabulary import FUNCTIONS, VALUES, keynames

_WORD = re.compile(r"[\w.$-]+")


def mutated(content: bytes, source: Random) -> bytes:
    """The content after one to four changes."""
    lines = content.decode("utf-8", "surrogateescape").split("\n")
    for _ in range(source.randint(1, 4)):
        _change(lines, source)
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _change(lines: list[str], source: Random) -> None:
    at = source.randrange(len(lines))
    match source.randrange(8):
        case 0:
            lines[at : at + 1] = []
        case 1:
            lines.insert(at, source.choice(lines))
        case 2:
            lines[at] = "  " + lines[at]
        case 3:
            lines[at] = lines[at].removeprefix("  ")
        case 4:
            other = source.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case 5:
            lines[at] = lines[at].partition(":")[0] + ": " + source.choice(VALUES)
        case 6:
            indent = len(lines[at]) - len(lines[at].lstrip())
            lines.insert(at, f"{' ' * indent}{source.choice(keynames())}: {source.choice(VALUES)}")
        case _:
            lines[at] = _exchanged(lines[at], source)
    if not lines:
        lines.append("")


def _exchanged(line: str, source: Random) -> str:
    """A line with one of its words replaced by a keyname, a function or a value."""
    words = list(_WORD.finditer(line))
    if not words:
        return line
    word = source.choice(words)
    other = source.choice(source.choice((keynames(), FUNCTIONS, VALUES)))
    return line[: word.start()] + other + line[word.end() :]
