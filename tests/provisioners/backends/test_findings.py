"""Findings about a graph."""

from provisioners.backends.findings import Findings
from tests.provisioners.graphs import edge, node
from topology.diagnostics import CATALOGUE

WEB = node("web", line=3, lines={("properties",): 5, ("properties", "ports", 1): 8})


def test_a_finding_stands_at_the_nearest_written_part() -> None:
    findings = Findings()
    findings.add("TS709", WEB, ("properties", "ports", 1, "published"), "low")
    findings.add("TS701", WEB, ("properties", "privileged"), "privileged")
    findings.add("TS802", WEB, (), "none")
    assert [(found.code, found.span.line) for found in findings.all()] == [("TS802", 3), ("TS701", 5), ("TS709", 8)]
    assert findings.all()[2].path == (
        "topology_template",
        "node_templates",
        "web",
        "properties",
        "ports",
        1,
        "published",
    )


def test_the_same_finding_is_kept_once() -> None:
    findings = Findings()
    for _ in range(2):
        findings.add("TS802", WEB, (), "none")
        findings.add_at_edge("TS812", WEB, edge("web", "storage", "data", line=9), "where?")
    assert [found.span.line for found in findings.all()] == [3, 9]


def test_the_catalogues_explanation_is_the_help_unless_there_is_a_better_one() -> None:
    findings = Findings()
    findings.add("TS802", WEB, (), "none")
    findings.add("TS802", WEB, (), "other", help="Do this.")
    assert [found.help for found in findings.all()] == [CATALOGUE["TS802"].explanation, "Do this."]
