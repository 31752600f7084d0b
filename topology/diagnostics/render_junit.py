"""Findings as a JUnit XML report, which build servers show as tests: each finding a case, each template a suite.

There is no standard; this keeps to what the report of Ant's task ``junit`` and its readers have in common.
"""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from topology.diagnostics.diagnostic import Diagnostic
from topology.diagnostics.printable import printable
from topology.diagnostics.report import Report

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What not even an escape can bring into XML 1.0 (section 2.2)."""


def render_junit(reports: Sequence[Report]) -> str:
    """One document. A template without findings is a case that passes; so is a warning, with a note."""
    cases = sum(_size(report) for report in reports)
    found = [diagnostic for report in reports for diagnostic in report.diagnostics]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="toposmith validate"{_counts(cases, found)}>']
    suites = (line for report in reports for line in _suite(report))
    return "\n".join((*lines, *suites, "</testsuites>")) + "\n"


def _size(report: Report) -> int:
    return max(1, len(report.diagnostics))


def _suite(report: Report) -> Iterator[str]:
    name, found = _quoted(report.template), report.diagnostics
    yield f"  <testsuite name={name}{_counts(_size(report), found)}>"
    if not found:
        yield f'    <testcase classname={name} name="valid"/>'
    for diagnostic in found:
        yield from _case(diagnostic)
    yield "  </testsuite>"


def _counts(cases: int, found: Sequence[Diagnostic]) -> str:
    failures = sum(diagnostic.is_error for diagnostic in found)
    return f' tests="{cases}" failures="{failures}" errors="0" skipped="0"'


def _case(diagnostic: Diagnostic) -> Iterator[str]:
    span, message = diagnostic.span, diagnostic.message
    name = f"{diagnostic.code} at {span.line}:{span.column}"
    text = _told(diagnostic)
    yield f"    <testcase classname={_quoted(span.file)} name={_quoted(name)}>"
    if diagnostic.is_error:
        yield f"      <failure type={_quoted(diagnostic.code)} message={_quoted(message)}>{text}</failure>"
    else:
        yield f"      <system-out>{diagnostic.severity}: {text}</system-out>"
    yield "    </testcase>"


def _told(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    lines = [f"{span.file}:{span.line}:{span.column}: {diagnostic.message}"]
    lines += [f"{item.span.file}:{item.span.line}:{item.span.column}: {item.message}" for item in diagnostic.related]
    lines += [text for text in (diagnostic.help, diagnostic.spec) if text is not None]
    return "\n".join(escape(_clean(part)) for line in lines for part in line.splitlines())


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """Text on one line that XML can hold, with what it cannot hold made visible."""
    return _NOT_XML.sub("\ufffd", printable(text))
