"""Outputs: what is known of them, and what is not."""

import pytest

from provisioners.engine.outputs import resolve_outputs
from tests.provisioners.graphs import graph
from topology.diagnostics import Span
from topology.graph.model import Output, SourceMap
from topology.values.value import Concat, Secret, Unknown, Value

ATTRIBUTES = {"web": {"url": "http://192.0.2.1", "endpoint.port": 80}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        (Unknown("web", ("url",)), "http://192.0.2.1"),
        (Unknown("web", ("endpoint", "port")), 80),
        (Unknown("web", ("other",)), {"unknown": "web.other"}),
        (Unknown("db", ("url",)), {"unknown": "db.url"}),
        (Secret("input:password"), {"secret": "input:password"}),
        (Concat((Unknown("web", ("url",)), "/shop")), "http://192.0.2.1/shop"),
        (Concat(("u:", Secret("input:p"))), {"concat": ["u:", {"secret": "input:p"}]}),
        ({"list": (Unknown("web", ("url",)),)}, {"list": ["http://192.0.2.1"]}),
    ],
)
def test_a_value_is_shown_with_what_is_known(value: Value, expected: object) -> None:
    output = Output("it", value, SourceMap(Span.start_of("t.yaml")))
    assert resolve_outputs(graph(outputs={"it": output}), ATTRIBUTES) == {"it": expected}
