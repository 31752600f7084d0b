"""Findings for programs: one JSON object."""

import json

from topology.diagnostics.codec import as_dict
from topology.diagnostics.diagnostic import Severity
from topology.diagnostics.report import Report

FORMAT_VERSION = "1.0"


def render_json(report: Report) -> str:
    """One object with ``format_version``, ``files``, ``summary`` and ``diagnostics``; ends with a newline."""
    content = {
        "format_version": FORMAT_VERSION,
        "files": report.files,
        "summary": {f"{severity.value}s": report.count(severity) for severity in Severity},
        "diagnostics": [as_dict(diagnostic) for diagnostic in report.diagnostics],
    }
    return json.dumps(content, indent=2) + "\n"
