"""Collects what is found wrong while a template is read. One collector per reading; nothing is shared."""

from collections.abc import Sequence

from topology.diagnostics.diagnostic import Diagnostic, Fix, Related, Severity
from topology.diagnostics.span import Span
from topology.tosca.suggestion import Suggestion, is_misspelt, nearest

__all__ = ["MOST", "EnoughFoundError", "Findings", "Help", "Path", "is_misspelt", "nearest"]

Path = tuple[str | int, ...]
Help = str | Suggestion | None
"""What to do about a finding: a sentence, or one with the name that was meant, which becomes a fix."""

MOST = 1_000
"""So many findings are kept; a file with more is better repaired in rounds."""

MOST_RELATED = 20
MOST_CHARACTERS = 500
_RIGHT_NAMES = frozenset({"TS603"})


class EnoughFoundError(Exception):
    """There are so many errors that reading on would only cost time."""


class Findings:
    """The findings of one reading, each place and code once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Span, str], Diagnostic] = {}
        self._contents: dict[str, bytes] = {}
        self._lines: dict[str, list[str]] = {}

    def remember(self, file: str, content: bytes) -> None:
        """Keep what a file holds: a fix is made only where exactly the word that it replaces is written."""
        self._contents[file] = content

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        path: Path = (),
        *,
        help: Help = None,  # noqa: A002
        spec: str | None = None,
        related: Sequence[Related] = (),
        fix: Fix | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Keep a finding. The same code and message at the same place counts once.

        A suggestion as ``help`` gives the fix too, unless the name is right and what it stands for is not (TS603).
        Raises :class:`EnoughFoundError` when there are :data:`MOST` and one of them is an error.
        """
        if isinstance(help, Suggestion):
            fix = fix or (None if code in _RIGHT_NAMES else help.fix(span, self.written(span)))
            help = help.text  # noqa: A001
        message, help_text = _shortened(message), None if help is None else _shortened(help)
        found = Diagnostic(code, message, span, severity, path, help_text, spec, tuple(related[:MOST_RELATED]), fix)
        if len(self._found) < MOST or found.is_error:
            self._found.setdefault((code, span, message), found)
        if len(self._found) >= MOST and self.has_errors:
            raise EnoughFoundError

    def written(self, span: Span) -> str:
        """What stands at a place of one line; nothing where that is not known. An end behind the line is its end."""
        file = span.file
        if file not in self._lines:
            from topology.diagnostics.lines import split_lines  # noqa: PLC0415 - only needed after a mistake

            self._lines[file] = split_lines(self._contents.get(file, b"").decode("utf-8", "replace"))
        lines = self._lines[file]
        if span.end_line != span.line or not 0 < span.line <= len(lines):
            return ""
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]

    def warning(
        self,
        code: str,
        message: str,
        span: Span,
        path: Path = (),
        *,
        help: Help = None,  # noqa: A002
        spec: str | None = None,
    ) -> None:
        """Keep a finding that leaves the template usable."""
        self.error(code, message, span, path, help=help, spec=spec, severity=Severity.WARNING)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All findings in the order of their places."""
        return tuple(sorted(self._found.values(), key=lambda found: (found.span, found.code)))

    @property
    def has_errors(self) -> bool:
        """Whether an error was found so far."""
        return any(found.is_error for found in self._found.values())


def _shortened(text: str) -> str:
    """Text with the middle left out when it quotes something enormous."""
    if len(text) <= MOST_CHARACTERS:
        return text
    half = MOST_CHARACTERS // 2
    return f"{text[:half]} … {text[-half:]}"
