"""The formats that programs read."""

import json

from topology.diagnostics import Diagnostic, Severity, Span
from topology.diagnostics.render_github import render_github
from topology.diagnostics.render_json import render_json
from topology.diagnostics.report import Report

ERROR = Diagnostic("TS400", "No type: 100% 'a,b'.", Span("x,y:z.yaml", 4, 11, 4, 18), path=("a", 1), help="Line\nbreak")
WARNING = Diagnostic("TS401", "Hm.", Span("a.yaml", 1, 1, 1, 2), severity=Severity.WARNING)
NOTE = Diagnostic("TS402", "So.", Span("a.yaml", 1, 1, 1, 2), severity=Severity.INFO)


def test_json_is_one_object_with_its_version_and_a_summary():
    content = json.loads(render_json([Report((ERROR,), "a"), Report((ERROR, WARNING), "b")]))
    assert content["format_version"] == "1.0"
    assert content["files"] == 2
    assert content["summary"] == {"errors": 1, "warnings": 1, "infos": 0}
    assert [item["code"] for item in content["diagnostics"]] == ["TS400", "TS401"]
    assert content["diagnostics"][0]["path"] == ["a", 1]


def test_json_of_nothing_is_an_object_too():
    assert json.loads(render_json([Report(())]))["diagnostics"] == []


def test_workflow_commands_escape_what_would_end_them():
    assert render_github([Report((ERROR, WARNING)), Report((ERROR, NOTE))]) == (
        "::error file=x%2Cy%3Az.yaml,line=4,col=11,endLine=4,endColumn=18,title=TS400"
        "::No type: 100%25 'a,b'.%0ALine%0Abreak\n"
        "::warning file=a.yaml,line=1,col=1,endLine=1,endColumn=2,title=TS401::Hm.\n"
        "::notice file=a.yaml,line=1,col=1,endLine=1,endColumn=2,title=TS402::So.\n"
    )


def test_a_report_counts_in_words():
    assert Report(()).in_words() == "no findings"
    assert Report((ERROR, ERROR, WARNING)).in_words() == "2 errors, 1 warning"
    assert Report((WARNING,)).has_errors is False
