import json
import math

import pytest
from hypothesis import HealthCheck, given, settings

from tests.topology.graph import strategies
from tests.topology.graph.build import graph, node
from topology.graph.codec import GraphFormatError, decode, decode_value, encode, encode_value
from topology.record import replace
from topology.values.value import Concat, Secret, Unknown


@given(strategies.values)
def test_a_value_survives_json(value):
    assert decode_value(json.loads(json.dumps(encode_value(value), allow_nan=False))) == value


def test_a_number_that_is_none_survives_json():
    assert encode_value(math.nan) == {"$float": "nan"}
    assert math.isnan(decode_value({"$float": "nan"}))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(strategies.graphs)
def test_a_graph_survives_json_with_its_order_and_its_places(original):
    stored = json.loads(json.dumps(encode(original, with_template_secrets=True), allow_nan=False))
    restored = decode(stored)
    assert restored == original
    assert restored.template_secrets == original.template_secrets
    assert list(restored.nodes) == list(original.nodes)
    assert restored.source.spans == original.source.spans
    assert [item.source for item in restored.nodes.values()] == [item.source for item in original.nodes.values()]
    assert encode(restored, with_template_secrets=True) == stored


def test_secret_literals_are_left_out_unless_asked_for():
    secretive = graph(["db"], template_secrets={"template:db/password": "hunter2"})
    assert "hunter2" not in json.dumps(encode(secretive))
    assert "hunter2" in json.dumps(encode(secretive, with_template_secrets=True))


def test_references_are_tagged_and_look_alikes_of_the_template_are_not_taken_for_them():
    assert encode_value(Secret("input:p")) == {"$secret": "input:p"}
    assert encode_value(Unknown("db", ("address", 0))) == {"$unknown": ["db", "address", 0]}
    assert encode_value(Concat(("a", Secret("s")))) == {"$concat": ["a", {"$secret": "s"}]}
    assert encode_value({"$secret": "input:p"}) == {"$map": {"$secret": "input:p"}}


STORED = encode(graph([node("web", properties={"port": 80})], [("web", "web")]))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"format_version": 3}, "format version 3 is none of 1, 2 at /"),
        ({"colour": "red"}, "unexpected 'colour' at /"),
        ({"tosca_version": 1}, "expected text at /tosca_version"),
        ({"nodes": {}}, "expected a list at /nodes"),
        ({"nodes": [{"address": "web"}]}, "'name' is missing at /nodes/0"),
        ({"nodes": STORED["nodes"] * 2}, "a name stands twice at /nodes"),
        ({"nodes": [STORED["nodes"][0] | {"type": []}]}, "expected a type's name and its lineage at /nodes/0/type"),
        ({"edges": [STORED["edges"][0] | {"index": True}]}, "expected an integer at /edges/0/index"),
        ({"source": {"own": ["f", 1]}}, "expected a file and four numbers at /source/own"),
        ({"source": STORED["source"] | {"spans": [[]]}}, "expected a path and its place at /source/spans/0"),
        ({"metadata": {"a": None}}, "expected text at /metadata/a"),
    ],
)
def test_what_encode_never_writes_is_refused_at_its_place(change, complaint):
    with pytest.raises(GraphFormatError) as caught:
        decode(STORED | change)
    assert str(caught.value) == complaint


@pytest.mark.parametrize(
    "data",
    [
        {"$secret": 1},
        {"$secret": "a", "b": 1},
        {"b": 1, "$secret": "a"},
        {"$unknown": []},
        {"$unknown": [1]},
        {"$float": "1.0"},
        {"$other": 1},
        object(),
        {"a": {1, 2}},
    ],
)
def test_an_unfit_value_is_refused(data):
    with pytest.raises(GraphFormatError):
        decode_value(data)


def test_data_that_is_no_object_is_refused():
    with pytest.raises(GraphFormatError, match="expected an object"):
        decode([])


def test_an_input_must_say_whether_it_is_secret():
    stored = encode(replace(graph([]), inputs={}))
    stored["inputs"] = [{"name": "p", "type": "string", "required": 1, "secret": False}]
    with pytest.raises(GraphFormatError, match="expected true or false at /inputs/0/required"):
        decode(stored)


def test_a_graph_of_version_1_is_read() -> None:
    stored = encode(graph(["web", "db"], [("web", "db")])) | {"format_version": 1}
    assert decode(stored) == graph(["web", "db"], [("web", "db")])
