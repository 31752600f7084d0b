"""What the nodes of a type have in common is found once; what one of them writes stays its own."""

from tests.topology.reading_aid import codes, graph_of, read

TYPES = """
data_types: { Port: { derived_from: integer, constraints: [ in_range: [ 1, 100 ] ] } }
capability_types:
  Service:
    derived_from: tosca.capabilities.Root
    properties:
      port: { type: Port, default: 80 }
      path: { type: string, required: false }
      owner: { type: string, default: { get_property: [ SELF, name ] } }
  Room: { derived_from: tosca.capabilities.Root, properties: { size: { type: integer, default: 4 } } }
node_types:
  Web:
    derived_from: tosca.nodes.Root
    properties: { name: { type: string }, small: { type: Port, default: 1 }, large: { type: integer, default: 2 } }
    capabilities: { service: Service, room: Room }
topology_template:
  inputs: { number: { type: integer, default: %s } }
  node_templates:
"""


def written(nodes: str, number: int = 7) -> str:
    return TYPES % number + nodes


THREE = """
    one: { type: Web, properties: { name: first } }
    two: { type: Web, properties: { name: second }, capabilities: { room: { properties: { size: 9 } } } }
    three: { type: Web, properties: { name: third } }
"""


def test_a_capability_that_nobody_writes_is_the_same_for_all() -> None:
    nodes = graph_of(written(THREE)).nodes
    assert [node.capabilities["room"].properties for node in nodes.values()] == [{"size": 4}, {"size": 9}, {"size": 4}]
    assert nodes["one"].capabilities["room"] is nodes["three"].capabilities["room"]


def test_a_default_that_calls_a_function_is_each_nodes_own() -> None:
    nodes = graph_of(written(THREE)).nodes
    assert [node.capabilities["service"].properties["owner"] for node in nodes.values()] == ["first", "second", "third"]


def test_properties_keep_the_order_of_their_definitions() -> None:
    nodes = graph_of(written("    one: { type: Web, properties: { large: 3, name: first } }\n")).nodes
    assert list(nodes["one"].properties.items()) == [("name", "first"), ("small", 1), ("large", 3)]


def test_a_literal_is_read_by_each_type_anew() -> None:
    reading = read(written("    one: { type: Web, properties: { name: '500', small: 50, large: 500 } }\n"))
    assert codes(reading) == []
    reading = read(written("    one: { type: Web, properties: { name: a, small: 500, large: 500 } }\n"))
    assert codes(reading) == ["TS513"]


def test_a_wrong_literal_is_told_wherever_it_stands() -> None:
    nodes = "".join(f"    n{n}: {{ type: Web, properties: {{ name: a, small: 500 }} }}\n" for n in range(3))
    assert [found.span.line for found in read(written(nodes)).diagnostics] == [20, 21, 22]


def test_quotes_tell_equal_texts_apart() -> None:
    nodes = """
    one: { type: Web, properties: { name: a, large: 5 } }
    two: { type: Web, properties: { name: a, large: "5" } }
"""
    assert codes(read(written(nodes))) == ["TS501"]


ASKING = """
    one: { type: Web, properties: { name: a, large: { get_input: number }, small: { get_input: number } } }
    two: { type: Web, properties: { name: b, large: { get_input: number }, small: { get_input: number } } }
"""


def test_an_input_is_given_to_all_who_ask() -> None:
    nodes = graph_of(written(ASKING)).nodes
    assert [(node.properties["large"], node.properties["small"]) for node in nodes.values()] == [(7, 7), (7, 7)]


def test_an_input_that_does_not_fit_is_told_to_each_who_asks() -> None:
    reading = read(written(ASKING, number=500))
    assert [(found.code, found.path[-1]) for found in reading.diagnostics] == [("TS513", "small")] * 2


OPERATIONS = """
node_types: { Web: { derived_from: tosca.nodes.Root } }
topology_template:
  node_templates:
    one: { type: Web, interfaces: { Standard: { operations: { create: a.sh } } } }
    two: { type: Web }
    three: { type: Web, interfaces: { Standard: { operations: { create: b.sh, start: { inputs: { x: 1 } } } } } }
    four: { type: Web, interfaces: { Standard: { inputs: { y: 2 }, operations: { stop: c.sh } } } }
"""


def test_an_operation_that_a_template_writes_is_its_own() -> None:
    standards = [node.interfaces["Standard"] for node in graph_of(OPERATIONS).nodes.values()]
    created = [standard.operations["create"].implementation for standard in standards]
    assert created == ["a.sh", None, "b.sh", None]
    assert [standard.operations["start"].inputs for standard in standards] == [{}, {}, {"x": 1}, {"y": 2}]
    assert len({tuple(standard.operations) for standard in standards}) == 1


def test_an_operation_that_nobody_knows_is_told_of_each_template() -> None:
    text = OPERATIONS.replace("create: a.sh", "crate: a.sh").replace("create: b.sh", "crate: b.sh")
    assert codes(read(text)) == ["TS609", "TS609"]


UNREAD = """
    one: { type: Web, properties: { name: first }, capabilities: { room: [ 4 ] } }
    two: { type: Web, properties: { name: second } }
"""


def test_what_could_not_be_read_is_not_shared() -> None:
    reading = read(written(UNREAD))
    assert codes(reading) == ["TS303"]
    assert reading.graph is None
