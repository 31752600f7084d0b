import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.topology.diagnostics.test_codec import diagnostics
from tests.topology.graph import strategies
from topology.reading import Reading
from topology.sandbox.protocol import Request, decode_answer, encode_answer, encode_request, read_request

requests = st.builds(
    Request,
    files=st.dictionaries(st.text(max_size=9), st.binary(max_size=20), max_size=3),
    entry=st.text(max_size=9),
    inputs=st.none() | st.dictionaries(st.text(max_size=5), strategies.values, max_size=2),
    substitutes=st.lists(st.text(max_size=5), max_size=2).map(tuple),
)


@settings(deadline=None)
@given(requests)
def test_a_request_survives_the_pipe(request):
    assert read_request(io.BytesIO(encode_request(request))) == request


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.none() | strategies.graphs, st.lists(diagnostics, max_size=2).map(tuple))
def test_an_answer_survives_the_pipe_with_the_templates_secrets(graph, findings):
    answer = decode_answer(encode_answer(Reading(graph, findings)))
    assert answer == Reading(graph, findings)
    assert graph is None or answer.graph.template_secrets == graph.template_secrets


@pytest.mark.parametrize("lost", [1, 30])
def test_a_request_that_ends_early_is_noticed(lost):
    content = encode_request(Request({"a": b"12"}, "a", None))
    with pytest.raises(EOFError):
        read_request(io.BytesIO(content[:-lost]))
