"""What to say about a name that nobody knows: the legal ones nearest to it, and the edit where it can mean only one."""

import re
from collections.abc import Collection, Container, Iterable, Sequence
from itertools import islice

from topology.diagnostics.diagnostic import Fix
from topology.diagnostics.span import Span
from topology.record import ValueRecord

_PLAIN = r"(?a)[A-Za-z_$][\w$./-]*(:[\w$./-]+)*"
"""Names that mean the same with quotes and without, in a block and between brackets."""

_NO_NAMES = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_MOST_SLIPS = 2
_SHORT = 8
"""A word of fewer characters is taken for another one only if a single slip lies between them."""


class Suggestion(ValueRecord):
    """A sentence about the word that was written; ``single`` is the one name that it must have meant, or None."""

    text: str
    word: str
    single: str | None = None

    def fix(self, span: Span, written: str) -> Fix | None:
        """The edit that writes ``single``, where nothing but the word is written, in quotes or without."""
        if self.single is None or self.word not in (written, _unquoted(written)):
            return None
        quotes = written != self.word
        inner = span._replace(column=span.column + quotes, end_column=span.end_column - quotes)
        return Fix(f"Replace `{self.word}` by `{self.single}`.", inner, self.single)


def _unquoted(written: str) -> str | None:
    return written[1:-1] if len(written) > 1 and written[0] == written[-1] and written[0] in "'\"" else None


def nearest(word: str, legal: Iterable[str], few: int = 12, *, taken: Container[str] = ()) -> Suggestion | None:
    """The legal names nearest to a word, or all of them when they are few; None without any.

    A name that is ``taken`` already, since it is written beside the word, is offered but never as the only one.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only needed after a mistake

    legal = legal if isinstance(legal, Collection) else list(legal)
    if hidden := _behind_namespaces(word, legal):
        single = hidden[0] if len(hidden) == 1 and re.fullmatch(_PLAIN, hidden[0]) else None
        return Suggestion(f"Did you mean {_either(hidden)}?", word, None if single in taken else single)
    names = _worth_comparing(word, legal)
    close = [name for name in get_close_matches(word, names, n=3, cutoff=0.6) if _is_near(word, name)]
    if close:
        single = _single(word, close)
        shown = close if single is None else [single]
        return Suggestion(f"Did you mean {_either(shown)}?", word, None if single in taken else single)
    if same := _same_ending(word, names):
        return Suggestion(f"Did you mean {_either(same)}?", word)
    if 0 < len(names) <= few:
        return Suggestion(f"Use {_either(names)}.", word)
    return None


def _is_near(word: str, name: str) -> bool:
    """Whether words resemble each other in more than the parts before their dots that both begin with."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only needed after a mistake

    parts, others = word.split("."), name.split(".")
    while len(parts) > 1 and len(others) > 1 and parts[0] == others[0]:
        del parts[0], others[0]
    return SequenceMatcher(None, ".".join(parts), ".".join(others)).ratio() >= 0.5


def is_misspelt(name: str, written: Iterable[str], known: Container[str]) -> bool:
    """Whether one of the written names that nobody knows resembles a name, so that one mistake is said once."""
    unknown = [word for word in written if word not in known]
    if not unknown:
        return False
    from difflib import get_close_matches  # noqa: PLC0415 - only needed after a mistake

    return bool(get_close_matches(name, unknown, n=1, cutoff=0.6))


def slips(first: str, second: str) -> int:
    """How many letters were left out, added, mistaken or swapped; more than two are counted as three."""
    first, second = _without_common_ends(first.casefold(), second.casefold())
    too_many = _MOST_SLIPS + 1
    if max(len(first), len(second)) > 4 * too_many or abs(len(first) - len(second)) > _MOST_SLIPS:
        return too_many
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        above, row, older = row, [i], before
        for j, other in enumerate(second, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = above
    return min(row[-1], too_many)


def _without_common_ends(first: str, second: str) -> tuple[str, str]:
    shorter = min(len(first), len(second))
    start = next((i for i in range(shorter) if first[i] != second[i]), shorter)
    first, second = first[start:], second[start:]
    shorter = min(len(first), len(second))
    end = next((i for i in range(shorter) if first[-1 - i] != second[-1 - i]), shorter)
    return first[: len(first) - end], second[: len(second) - end]


def _single(word: str, close: Sequence[str]) -> str | None:
    """The one of the close names that the word is a slip of, unless another is as near."""
    counted = sorted((slips(word, name), name) for name in close)
    (count, name), *others = counted
    if not _is_slip(word, name, count) or (others and others[0][0] == count):
        return None
    return name if re.fullmatch(_PLAIN, name) and name.casefold() not in _NO_NAMES else None


def _is_slip(word: str, name: str, count: int) -> bool:
    """Whether so few slips explain a word. Another number, or two letters more, are on purpose."""
    is_long = min(map(len, _differing(word, name)), default=0) >= _SHORT
    limit = _MOST_SLIPS if is_long and abs(len(word) - len(name)) < _MOST_SLIPS else 1
    return count <= limit and re.findall(r"\d+", word) == re.findall(r"\d+", name)


def _differing(word: str, name: str) -> list[str]:
    """The parts of a word between its dots that differ from those of a name; the whole where the dots do."""
    parts, others = word.split("."), name.split(".")
    if len(parts) != len(others):
        return [word]
    return [part for part, other in zip(parts, others, strict=True) if part != other]


def _behind_namespaces(word: str, names: Iterable[str]) -> list[str]:
    """The names that are just the word, behind the prefixes of imports; calls of 2.0 begin with a dollar sign."""
    if ":" in word:
        return []
    bare = word.removeprefix("$")
    return sorted({name for name in names if ":" in name and name.rpartition(":")[2] == bare})[:3]


def _worth_comparing(word: str, names: Collection[str]) -> list[str]:
    """The names in order; of very many only those of about the same length and beginning."""
    if len(names) <= 300:
        return sorted(set(names))
    length, beginning = len(word), word[:1]
    similar = (name for name in names if name[:1] == beginning and -2 <= len(name) - length <= 2)
    return sorted(set(islice(similar, 300)))


def _same_ending(word: str, names: Sequence[str]) -> list[str]:
    last = _ending(word)
    return [name for name in names if _ending(name) == last][:3]


def _ending(name: str) -> str:
    """What stands behind the last dot or namespace."""
    return name.removeprefix("$").rpartition(":")[2].rpartition(".")[2].lower()


def _either(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
