"""Findings as workflow commands, which GitHub shows at the line of the changed file.

Source: "Workflow commands for GitHub Actions", setting an error, warning or notice message.
"""

from collections.abc import Sequence

from topology.diagnostics.diagnostic import Diagnostic, Severity
from topology.diagnostics.report import Report, each_once

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(reports: Sequence[Report]) -> str:
    """One line for each finding; ends with a newline unless there is none."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in each_once(reports))


def _command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    properties = {
        "file": span.file,
        "line": span.line,
        "col": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "title": diagnostic.code,
    }
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = diagnostic.message if diagnostic.help is None else f"{diagnostic.message}\n{diagnostic.help}"
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
