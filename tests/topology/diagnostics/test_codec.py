import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.diagnostics import Diagnostic, Fix, Related, Severity, Span, as_dict, from_dict

texts = st.text(max_size=8)
spans = st.builds(Span, texts, *[st.integers(1, 999)] * 4)
diagnostics = st.builds(
    Diagnostic,
    code=texts,
    message=texts,
    span=spans,
    severity=st.sampled_from(Severity),
    path=st.lists(texts | st.integers(0, 9), max_size=3).map(tuple),
    help=st.none() | texts,
    spec=st.none() | texts,
    related=st.lists(st.builds(Related, texts, spans), max_size=2).map(tuple),
    fix=st.none() | st.builds(Fix, texts, spans, texts),
)


@given(diagnostics)
def test_a_diagnostic_survives_json(diagnostic):
    assert from_dict(json.loads(json.dumps(as_dict(diagnostic)))) == diagnostic


def test_what_there_is_not_is_not_written():
    assert as_dict(Diagnostic("TS100", "No.", Span("a.yaml", 2, 3, 2, 9), path=("inputs", 0))) == {
        "code": "TS100",
        "severity": "error",
        "message": "No.",
        "file": "a.yaml",
        "line": 2,
        "column": 3,
        "end_line": 2,
        "end_column": 9,
        "path": ["inputs", 0],
    }


def test_data_that_is_no_diagnostic_is_refused():
    with pytest.raises(KeyError):
        from_dict({"code": "TS100"})
