"""Collects what is found wrong while a template is read. One collector per reading; nothing is shared."""

from collections.abc import Collection, Container, Iterable, Sequence
from difflib import get_close_matches
from itertools import islice

from topology.diagnostics.diagnostic import Diagnostic, Fix, Related, Severity
from topology.diagnostics.span import Span

Path = tuple[str | int, ...]

MOST = 1_000
"""So many findings are kept; a file with more is better repaired in rounds."""

MOST_RELATED = 20
MOST_CHARACTERS = 500


class EnoughFoundError(Exception):
    """There are so many errors that reading on would only cost time."""


class Findings:
    """The findings of one reading, each place and code once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Span, str], Diagnostic] = {}

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        path: Path = (),
        *,
        help: str | None = None,  # noqa: A002
        spec: str | None = None,
        related: Sequence[Related] = (),
        fix: Fix | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Keep a finding. The same code and message at the same place counts once.

        Raises :class:`EnoughFoundError` when there are :data:`MOST` and one of them is an error.
        """
        message, help_text = _shortened(message), None if help is None else _shortened(help)
        found = Diagnostic(code, message, span, severity, path, help_text, spec, tuple(related[:MOST_RELATED]), fix)
        if len(self._found) < MOST or found.is_error:
            self._found.setdefault((code, span, message), found)
        if len(self._found) >= MOST and self.has_errors:
            raise EnoughFoundError

    def warning(
        self,
        code: str,
        message: str,
        span: Span,
        path: Path = (),
        *,
        help: str | None = None,  # noqa: A002
        spec: str | None = None,
    ) -> None:
        """Keep a finding that leaves the template usable."""
        self.error(code, message, span, path, help=help, spec=spec, severity=Severity.WARNING)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All findings in the order of their places."""
        return tuple(sorted(self._found.values(), key=lambda found: (found.span, found.code)))

    @property
    def has_errors(self) -> bool:
        return any(found.is_error for found in self._found.values())


def _shortened(text: str) -> str:
    """Text with the middle left out when it quotes something enormous."""
    if len(text) <= MOST_CHARACTERS:
        return text
    half = MOST_CHARACTERS // 2
    return f"{text[:half]} … {text[-half:]}"


def nearest(word: str, legal: Iterable[str], few: int = 12) -> str | None:
    """A help sentence with the legal names nearest to a word, or all of them when they are few; None without any."""
    names = _worth_comparing(word, legal)
    close = get_close_matches(word, names, n=3, cutoff=0.6) or _same_ending(word, names)
    if close:
        return f"Did you mean {_either(close)}?"
    if 0 < len(names) <= few:
        return f"Use {_either(names)}."
    return None


def _worth_comparing(word: str, legal: Iterable[str]) -> list[str]:
    """The names in order; of very many only those of about the same length and beginning."""
    names = legal if isinstance(legal, Collection) else list(legal)
    if len(names) <= 300:
        return sorted(set(names))
    length, beginning = len(word), word[:1]
    similar = (name for name in names if name[:1] == beginning and -2 <= len(name) - length <= 2)
    return sorted(set(islice(similar, 300)))


def is_misspelt(name: str, written: Iterable[str], known: Container[str]) -> bool:
    """Whether one of the written names that nobody knows resembles a name, so that one mistake is said once."""
    return bool(get_close_matches(name, [word for word in written if word not in known], n=1, cutoff=0.6))


def _same_ending(word: str, names: Sequence[str]) -> list[str]:
    last = word.rpartition(".")[2].lower()
    return [name for name in names if name.rpartition(".")[2].lower() == last][:3]


def _either(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
