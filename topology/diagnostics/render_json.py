"""Findings for programs: one JSON object."""

import json
from collections.abc import Sequence

from topology.diagnostics.codec import as_dict
from topology.diagnostics.diagnostic import Severity
from topology.diagnostics.report import Report, each_once

FORMAT_VERSION = "1.0"


def render_json(reports: Sequence[Report]) -> str:
    """One object with ``format_version``, ``files``, ``summary`` and ``diagnostics``; ends with a newline."""
    found = each_once(reports)
    content = {
        "format_version": FORMAT_VERSION,
        "files": len(reports),
        "summary": {f"{severity}s": sum(item.severity is severity for item in found) for severity in Severity},
        "diagnostics": [as_dict(diagnostic) for diagnostic in found],
    }
    return json.dumps(content, indent=2) + "\n"
