"""Diagnostics as JSON: the one shape that the command writes, the API answers and the database stores."""

from collections.abc import Mapping
from typing import Any

from topology.diagnostics.diagnostic import Diagnostic, Fix, Related, Severity
from topology.diagnostics.span import Span


def as_dict(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as JSON-able data; ``help``, ``spec``, ``related`` and ``fix`` only where there are any."""
    data: dict[str, Any] = {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        **_place(diagnostic.span),
        "path": list(diagnostic.path),
    }
    if diagnostic.help is not None:
        data["help"] = diagnostic.help
    if diagnostic.spec is not None:
        data["spec"] = diagnostic.spec
    if diagnostic.related:
        data["related"] = [{"message": item.message, **_place(item.span)} for item in diagnostic.related]
    if diagnostic.fix is not None:
        fix = diagnostic.fix
        data["fix"] = {"title": fix.title, "replacement": fix.replacement, **_place(fix.span)}
    return data


def from_dict(data: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic that :func:`as_dict` made the data of. Raises ``KeyError`` or ``ValueError`` for other data."""
    fix = data.get("fix")
    return Diagnostic(
        code=data["code"],
        message=data["message"],
        span=_span(data),
        severity=Severity(data["severity"]),
        path=tuple(data["path"]),
        help=data.get("help"),
        spec=data.get("spec"),
        related=tuple(Related(item["message"], _span(item)) for item in data.get("related", ())),
        fix=Fix(fix["title"], _span(fix), fix["replacement"]) if fix is not None else None,
    )


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _span(data: Mapping[str, Any]) -> Span:
    return Span(data["file"], data["line"], data["column"], data["end_line"], data["end_column"])
