"""Findings as SARIF, which code scanning services and editors read.

Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS Standard. Columns count characters
(``unicodeCodePoints``, section 3.14.17), as spans do; the end of a region is exclusive there too (section 3.30.8).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

from topology.diagnostics.catalogue import CATALOGUE
from topology.diagnostics.diagnostic import Diagnostic, Fix, Related, Severity
from topology.diagnostics.examples import example_of
from topology.diagnostics.report import Report, each_once
from topology.diagnostics.span import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_Json: TypeAlias = dict[str, Any]


def render_sarif(reports: Sequence[Report]) -> str:
    """One log with one run; the rules are the codes that were found. Ends with a newline."""
    found = each_once(reports)
    codes = sorted({diagnostic.code for diagnostic in found})
    rules = {code: index for index, code in enumerate(codes)}
    run = {
        "tool": {"driver": {"name": "toposmith", "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, rules) for diagnostic in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> _Json:
    entry, example = CATALOGUE[code], example_of(code)
    return {
        "id": code,
        "shortDescription": {"text": f"{entry.title}."},
        "fullDescription": {"text": entry.explanation},
        "help": {"text": f"{entry.explanation}\n\n{example.as_text()}", "markdown": example.as_markdown()},
        "properties": {"section": example.section},
    }


def _result(diagnostic: Diagnostic, rules: Mapping[str, int]) -> _Json:
    result: _Json = {
        "ruleId": diagnostic.code,
        "ruleIndex": rules[diagnostic.code],
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _sentences(diagnostic)},
        "locations": [_location(diagnostic)],
    }
    if diagnostic.related:
        result["relatedLocations"] = [_related(index, item) for index, item in enumerate(diagnostic.related, 1)]
    if diagnostic.fix is not None:
        result["fixes"] = [_fix(diagnostic.fix)]
    if diagnostic.spec is not None:
        result["properties"] = {"section": diagnostic.spec}
    return result


def _sentences(diagnostic: Diagnostic) -> str:
    return diagnostic.message if diagnostic.help is None else f"{diagnostic.message}\n{diagnostic.help}"


def _location(diagnostic: Diagnostic) -> _Json:
    location: _Json = {"physicalLocation": _physical(diagnostic.span)}
    if diagnostic.path:
        location["logicalLocations"] = [_logical(diagnostic.path)]
    return location


def _logical(path: Sequence[str | int]) -> _Json:
    """The path in the template, as a JSON pointer (RFC 6901)."""
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in path)
    return {"name": str(path[-1]), "fullyQualifiedName": "".join(f"/{part}" for part in parts)}


def _related(index: int, related: Related) -> _Json:
    return {"id": index, "physicalLocation": _physical(related.span), "message": {"text": related.message}}


def _fix(fix: Fix) -> _Json:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.replacement}}
    change = {"artifactLocation": _artifact(fix.span), "replacements": [replacement]}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _physical(span: Span) -> _Json:
    return {"artifactLocation": _artifact(span), "region": _region(span)}


def _artifact(span: Span) -> _Json:
    """The file as a URI, relative unless the path is absolute; bytes that are no text survive."""
    path = quote(span.file, errors="surrogateescape")
    return {"uri": f"file://{path}" if path.startswith("/") else path}


def _region(span: Span) -> _Json:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
