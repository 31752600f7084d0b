"""Findings for people: each with its line, what is meant underlined, and the way out."""

from collections.abc import Callable, Iterator
from functools import cache
from textwrap import wrap

from topology.diagnostics.diagnostic import Diagnostic, Severity
from topology.diagnostics.excerpt import MAX_LINES, excerpts, last_line
from topology.diagnostics.lines import split_lines
from topology.diagnostics.printable import printable
from topology.diagnostics.report import Report
from topology.diagnostics.span import Span
from topology.record import replace

_RED, _YELLOW, _CYAN, _BLUE, _BOLD, _PLAIN = (
    "\x1b[1;31m",
    "\x1b[1;33m",
    "\x1b[1;36m",
    "\x1b[94m",
    "\x1b[1m",
    "\x1b[0m",
)
_MAX_NOTE = 96
_COLOURS = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW, Severity.INFO: _CYAN}


def render_text(report: Report, source: Callable[[str], str | None], *, colour: bool = False) -> str:
    """All findings, one paragraph each; ends with a newline unless there is none.

    ``source`` gives the text of a file that a finding names, or None when it has none to show. Where findings of one
    code follow each other with the same help, it is written below the first.
    """
    painter = _Renderer(source, colour=colour)
    findings = report.diagnostics
    paragraphs = (
        painter.paragraph(replace(found, help=None) if _has_help_of(found, before) else found)
        for before, found in zip((None, *findings), findings, strict=False)
    )
    return "".join("\n".join(paragraph) + "\n\n" for paragraph in paragraphs)


def _has_help_of(found: Diagnostic, before: Diagnostic | None) -> bool:
    return before is not None and found.fix is None and (before.code, before.help) == (found.code, found.help)


class _Renderer:
    def __init__(self, source: Callable[[str], str | None], *, colour: bool) -> None:
        self._lines = cache(lambda file: split_lines(text) if (text := source(file)) is not None else [])
        self._colour = colour

    def paragraph(self, diagnostic: Diagnostic) -> Iterator[str]:
        tint = _COLOURS[diagnostic.severity]
        title = self._paint(tint, f"{diagnostic.severity}[{diagnostic.code}]")
        margin = " " * self._margin(diagnostic)
        yield f"{title}{self._paint(_BOLD, ': ' + printable(diagnostic.message))}"
        yield from self._place(diagnostic.span, margin, tint, "^")
        for related in diagnostic.related:
            yield f"{margin} {self._paint(_BLUE, 'note')}: {printable(related.message)}"
            yield from self._place(related.span, margin, _BLUE, "-")
        for word, text in self._notes(diagnostic):
            yield from self._note(margin, word, text)

    def _notes(self, diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
        if diagnostic.help is not None:
            yield "help", diagnostic.help
        if diagnostic.fix is not None:
            yield "fix", diagnostic.fix.title
        if diagnostic.spec is not None:
            yield "spec", diagnostic.spec

    def _note(self, margin: str, word: str, text: str) -> Iterator[str]:
        bar = self._paint(_BLUE, "=")
        first, *rest = _wrapped(text, _MAX_NOTE - len(word))
        yield f"{margin} {bar} {self._paint(_BOLD, word)}: {first}"
        for line in rest:
            yield f"{margin}   {' ' * len(word)}  {line}"

    def _margin(self, diagnostic: Diagnostic) -> int:
        places = [diagnostic.span, *(related.span for related in diagnostic.related)]
        return max(len(str(min(last_line(span), span.line + MAX_LINES - 1))) for span in places)

    def _place(self, span: Span, margin: str, tint: str, mark: str) -> Iterator[str]:
        yield f"{margin}{self._paint(_BLUE, '-->')} {printable(span.file)}:{span.line}:{span.column}"
        bar = self._paint(_BLUE, "|")
        shown = excerpts(self._lines(span.file), span)
        if shown:
            yield f"{margin} {bar}"
        for line in shown:
            number = self._paint(_BLUE, str(line.number).rjust(len(margin)))
            yield f"{number} {bar} {line.line}".rstrip()
            if line.length:
                yield f"{margin} {bar} {' ' * line.offset}{self._paint(tint, mark * line.length)}"
        if shown and shown[-1].number < last_line(span):
            yield f"{margin} {bar} …"

    def _paint(self, tint: str, text: str) -> str:
        return f"{tint}{text}{_PLAIN}" if self._colour else text


def _wrapped(text: str, columns: int) -> list[str]:
    lines = [line for part in text.splitlines() for line in wrap(printable(part), columns, break_long_words=False)]
    return lines or [""]
