"""Each folder of ``tests/scenarios/language`` is a template with all that is to be found in it."""

import json
from pathlib import Path

import pytest

from topology.diagnostics import CATALOGUE, Diagnostic
from topology.reading import read_template
from topology.sources import DirectorySources

SCENARIOS = Path(__file__).parents[2] / "scenarios" / "language"
MISTAKES = frozenset(
    {
        "unknown_type",
        "unknown_property",
        "wrong_property_type",
        "missing_required_property",
        "unfulfilled_requirement",
        "target_of_the_wrong_type",
        "unknown_input",
        "cyclic_derivation",
        "circular_hosting",
        "yaml_syntax",
        "duplicate_key",
        "unknown_constraint",
        "constraint_violated",
        "bad_scalar_unit",
        "bad_import_path",
        "unknown_capability",
        "unknown_version",
    }
)


def as_json(found: Diagnostic) -> dict[str, object]:
    span = found.span
    written: dict[str, object] = {
        "code": found.code,
        "severity": str(found.severity),
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "path": list(found.path),
        "message": found.message,
    }
    if found.help:
        written["help"] = found.help
    if found.spec:
        written["spec"] = found.spec
    if found.related:
        written["related"] = [
            {"message": related.message, "line": related.span.line, "column": related.span.column}
            for related in found.related
        ]
    return written


@pytest.mark.parametrize("scenario", sorted(folder.name for folder in SCENARIOS.iterdir()))
def test_scenario(scenario: str) -> None:
    reading = read_template(DirectorySources(SCENARIOS / scenario), "template.yaml")
    expected = json.loads((SCENARIOS / scenario / "expected.json").read_text())
    assert [as_json(found) for found in reading.diagnostics] == expected
    assert (reading.graph is None) == reading.has_errors
    assert all(found.code in CATALOGUE for found in reading.diagnostics)


def test_every_mistake_that_people_make_has_a_scenario() -> None:
    """In the grammar of 1.3 and in that of 2.0."""
    assert {folder.name for folder in SCENARIOS.iterdir()} >= {*MISTAKES, *(f"{name}_2_0" for name in MISTAKES)}
