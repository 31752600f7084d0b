"""Nodes for which other service templates stand."""

import pytest

from tests.topology.reading_aid import codes
from topology.graph.model import TopologyGraph
from topology.reading import Reading, read_template
from topology.sources import MemorySources
from topology.values.value import Concat, Secret, Unknown

TYPES = """
tosca_definitions_version: tosca_2_0
capability_types:
  Host: { properties: { zone: { type: string, default: north } } }
  Service: { properties: { port: { type: integer, default: 80 } } }
relationship_types: { HostedOn: {}, ServedBy: {}, DependsOn: {} }
interface_types: { Life: { operations: { start: {}, stop: {} } } }
node_types:
  Compute: { capabilities: { host: Host }, attributes: { ip: { type: string } } }
  Server: { capabilities: { service: Service }, properties: { name: { type: string, default: any } } }
  Software:
    properties: { size: { type: integer, default: 1 }, token: { type: string, default: none } }
    attributes: { url: { type: string } }
    capabilities: { service: Service }
    requirements:
      - host: { capability: Host, node: Compute, relationship: HostedOn, count_range: [ 1, 1 ] }
      - service: { capability: Service, relationship: ServedBy, count_range: [ 0, UNBOUNDED ] }
  Client:
    properties: { size: { type: integer }, name: { type: string, default: shop } }
    attributes: { url: { type: string } }
    capabilities: { front: Service, whole: Host }
    interfaces: { life: { type: Life } }
    requirements:
      - service: { capability: Service, relationship: ServedBy, count_range: [ 0, UNBOUNDED ] }
      - needs: { capability: Service, relationship: DependsOn, count_range: [ 0, 1 ] }
  BigClient: { derived_from: Client }
"""

INSIDE = """
tosca_definitions_version: tosca_2_0
imports: [ types.yaml ]
service_template:
  inputs: { number: { type: integer }, name: { type: string, default: nobody } }
  outputs: { address: { value: { $concat: [ "http://", { $get_attribute: [ compute, ip ] } ] } } }
  substitution_mappings:
    node_type: Client
    properties: { size: number }
    attributes: { url: address }
    capabilities: { front: [ software, service ] }
    requirements: %s
    interfaces: { life: { start: raise } }
  workflows: { raise: { steps: { only: { target: software, activities: [ set_state: started ] } } } }
  node_templates:
    software:
      type: Software
      properties: { size: { $get_input: number }, token: { $get_input: name } }
      requirements: [ host: compute ]
    other: { type: Software, requirements: [ host: compute ] }
    compute: { type: Compute }
"""

OUTSIDE = """
tosca_definitions_version: tosca_2_0
imports: [ types.yaml, inside.yaml ]
service_template:
  outputs: { url: { value: { $get_attribute: [ client, url ] } } }
  node_templates:
    client:
      type: Client
      directives: [ substitute ]
      properties: { size: 7 }
      requirements: %s
    one: { type: Server }
    two: { type: Server }
    user:
      type: Software
      properties: { token: { $get_attribute: [ client, url ] } }
      requirements: [ service: client, host: machine ]
    machine: { type: Compute }
"""

HEAD_1_3 = "tosca_definitions_version: tosca_simple_yaml_1_3\ntopology_template:"
SERVICE = "[ service: [ software, service ] ]"


def read_all(outside: str, substitutes: tuple[str, ...] = (), **files: str) -> Reading:
    sources = {f"{name}.yaml": text.encode() for name, text in {"types": TYPES, "out": outside, **files}.items()}
    return read_template(MemorySources(sources), "out.yaml", substitutes=substitutes)


def graph_of(requirements: str = "[]", mapping: str = SERVICE) -> TopologyGraph:
    reading = read_all(OUTSIDE % requirements, inside=INSIDE % mapping)
    assert reading.graph is not None, [(found.code, found.span, found.message) for found in reading.diagnostics]
    return reading.graph


def edges_of(graph: TopologyGraph, requirement: str = "service") -> list[tuple[str, str, str | None]]:
    return [(edge.source, edge.target, edge.capability) for edge in graph.edges if edge.requirement == requirement]


def test_inner_nodes_take_the_place_of_the_node_under_its_address() -> None:
    graph = graph_of()
    inner = ["client/software", "client/other", "client/compute"]
    assert list(graph.nodes) == ["one", "two", "user", "machine", *inner]
    assert graph.nodes["client/software"].name == "software"
    found = graph.substitutions["client"]
    assert (found.node.name, found.template, list(found.members)) == ("client", "inside.yaml", inner)
    assert found.source.own.file == "inside.yaml"
    assert graph.nodes["client/compute"].source.own.file == "inside.yaml"


def test_properties_become_inputs_by_mapping_and_by_name() -> None:
    software = graph_of().nodes["client/software"]
    assert software.properties == {"size": 7, "token": "shop"}


def test_outputs_become_attributes_wherever_they_are_asked_for() -> None:
    graph = graph_of()
    url = Concat(("http://", Unknown("client/compute", ("ip",))))
    assert graph.outputs["url"].value == url
    assert graph.nodes["user"].properties["token"] == url
    assert graph.substitutions["client"].node.attributes == {"url": url}


def test_what_leads_to_a_capability_leads_to_the_one_inside() -> None:
    graph = graph_of()
    assert ("user", "client/software", "service") in edges_of(graph)
    assert ("client/software", "client/compute", "host") in edges_of(graph, "host")


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        (SERVICE, [("software", "one"), ("software", "two")]),
        ("[ service: [ software, service ], service: [ other, service ] ]", [("software", "one"), ("other", "two")]),
        ("[ service: [ [ software, service ], [ other, service ] ] ]",
         [("software", "one"), ("software", "two"), ("other", "one"), ("other", "two")]),
        ("[ service: [ other, service ], [ service, UNBOUNDED ]: [ software, service ] ]",
         [("software", "two"), ("other", "one")]),
    ],
)  # fmt: skip
def test_requirements_are_mapped_one_by_one_or_all(mapping: str, expected: list[tuple[str, str]]) -> None:
    graph = graph_of("[ service: one, service: two ]", mapping)
    inside = [edge for edge in edges_of(graph) if edge[0].startswith("client/")]
    assert inside == [(f"client/{source}", target, "service") for source, target in expected]


def test_a_selectable_node_inside_is_the_node_outside() -> None:
    inside = (
        (INSIDE % "[ service: chosen ]")
        .replace(
            "    compute: { type: Compute }",
            "    compute: { type: Compute }\n    chosen: { type: Server, directives: [ select ] }",
        )
        .replace(
            "requirements: [ host: compute ]\n    other", "requirements: [ host: compute, service: chosen ]\n    other"
        )
    )
    reading = read_all(OUTSIDE % "[ service: two ]", inside=inside)
    assert reading.graph is not None, reading.diagnostics
    assert ("client/software", "two", "service") in edges_of(reading.graph)
    assert "client/chosen" not in reading.graph.nodes


def test_what_merely_depends_depends_on_all_and_for_all() -> None:
    graph = graph_of("[ needs: one ]")
    assert edges_of(graph, "needs") == [
        (f"client/{name}", "one", "service") for name in ("software", "other", "compute")
    ]


def test_a_relationship_that_is_mapped_to_nothing_is_lost_with_a_warning() -> None:
    reading = read_all(OUTSIDE % "[ service: one ]", inside=INSIDE % "[]")
    assert codes(reading) == ["TS637"]


def test_operations_are_workflows_of_the_service_inside() -> None:
    graph = graph_of()
    assert graph.substitutions["client"].operations == {"life.start": "client/raise"}
    assert graph.workflows["client/raise"].steps["only"].target == "client/software"


def test_the_substituting_template_is_valid_on_its_own() -> None:
    reading = read_all(INSIDE % SERVICE)
    assert codes(reading) == []
    assert reading.graph is not None
    assert reading.graph.substitutes is not None
    assert reading.graph.substitutes.name == "Client"


def test_the_template_of_the_nearest_type_stands_for_a_node() -> None:
    big = (INSIDE % SERVICE).replace("node_type: Client", "node_type: BigClient")
    for kind, file in (("Client", "inside.yaml"), ("BigClient", "big.yaml")):
        outside = (
            (OUTSIDE % "[]")
            .replace("type: Client", f"type: {kind}")
            .replace("inside.yaml ]", "inside.yaml, big.yaml ]")
        )
        graph = read_all(outside, inside=INSIDE % SERVICE, big=big).graph
        assert graph is not None
        assert graph.substitutions["client"].template == file


def test_a_filter_chooses_among_templates() -> None:
    small = (INSIDE % SERVICE).replace(
        "node_type: Client",
        "node_type: Client\n    substitution_filter: { $less_than: [ { $get_property: [ SELF, size ] }, 5 ] }",
    )
    for size, file in ((3, "small.yaml"), (7, "inside.yaml")):
        outside = (
            (OUTSIDE % "[]")
            .replace("size: 7", f"size: {size}")
            .replace("[ types.yaml, inside", "[ types.yaml, small.yaml, inside")
        )
        graph = read_all(outside, inside=INSIDE % SERVICE, small=small).graph
        assert graph is not None
        assert graph.substitutions["client"].template == file


def test_templates_that_the_caller_names_stand_for_abstract_nodes_too() -> None:
    outside = (OUTSIDE % "[]").replace(", inside.yaml", "").replace("      directives: [ substitute ]\n", "")
    reading = read_all(outside, ("inside.yaml",), inside=INSIDE % SERVICE)
    assert reading.graph is not None
    assert list(reading.graph.substitutions) == ["client"]
    assert list(read_all(outside, inside=INSIDE % SERVICE).graph.substitutions) == []


def test_what_stands_for_a_node_may_fulfil_its_requirements_itself() -> None:
    """1.3, 2.10.3: a requirement that is fulfilled inside is neither mapped nor written outside."""
    inside = f"""{HEAD_1_3}
  substitution_mappings: {{ node_type: WebApplication }}
  node_templates:
    app: {{ type: WebApplication, requirements: [ host: server ] }}
    server: {{ type: WebServer, requirements: [ host: machine ] }}
    machine: {{ type: Compute }}
"""
    outside = f"{HEAD_1_3}\n  node_templates: {{ shop: {{ type: WebApplication }} }}\n"
    assert codes(read_all(outside, ("inside.yaml",), inside=inside)) == []
    assert codes(read_all(outside, inside=inside)) == ["TS611"]


def test_substitution_goes_on_inside() -> None:
    middle = """
tosca_definitions_version: tosca_2_0
imports: [ types.yaml, inside.yaml ]
service_template:
  inputs: { size: { type: integer } }
  outputs: { url: { value: { $get_attribute: [ deeper, url ] } } }
  substitution_mappings:
    node_type: BigClient
    attributes: { url: url }
    capabilities: { front: [ deeper, front ] }
    requirements: [ service: [ deeper, service ] ]
  node_templates:
    deeper: { type: Client, directives: [ substitute ], properties: { size: { $get_input: size } } }
"""
    outside = (
        (OUTSIDE % "[ service: one ]")
        .replace("type: Client", "type: BigClient")
        .replace("inside.yaml ]", "middle.yaml ]")
    )
    reading = read_all(outside, inside=INSIDE % SERVICE, middle=middle)
    assert reading.graph is not None, reading.diagnostics
    graph = reading.graph
    assert list(graph.substitutions) == ["client", "client/deeper"]
    assert ("client/deeper/software", "one", "service") in edges_of(graph)
    assert ("user", "client/deeper/software", "service") in edges_of(graph)
    assert graph.nodes["client/deeper/software"].properties["size"] == 7
    assert graph.outputs["url"].value == Concat(("http://", Unknown("client/deeper/compute", ("ip",))))


def test_a_template_that_stands_for_a_part_of_itself_is_an_error() -> None:
    inside = (INSIDE % SERVICE).replace(
        "    compute: { type",
        "    more: { type: Client, directives: [ substitute ], properties: { size: 1 } }\n    compute: { type",
    )
    assert codes(read_all(OUTSIDE % "[]", inside=inside)) == ["TS636"]


def test_each_of_several_nodes_has_a_service_of_its_own() -> None:
    outside = (OUTSIDE % "[]").replace("directives: [ substitute ]", "directives: [ substitute ]\n      count: 2")
    graph = read_all(outside, inside=INSIDE % SERVICE).graph
    assert graph is not None
    assert [address for address in graph.nodes if address.endswith("software")] == [
        "client/software",
        "client[1]/software",
    ]


def test_an_input_that_gets_no_value_is_an_error_at_the_input() -> None:
    reading = read_all(OUTSIDE % "[]", inside=(INSIDE % SERVICE).replace("{ size: number }", "{ }"))
    assert [(found.code, found.span.file) for found in reading.diagnostics if found.is_error] == [
        ("TS635", "inside.yaml")
    ]


def test_a_property_given_to_a_secret_input_becomes_a_secret() -> None:
    types = """
tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ "toposmith:1.0" ]
node_types: { Abstract: { derived_from: tosca.nodes.Root, properties: { word: { type: string } } } }
"""
    service = """
tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ types.yaml, "toposmith:1.0" ]
topology_template:
  inputs: { password: { type: toposmith.datatypes.Secret } }
  substitution_mappings: { node_type: Abstract, properties: { word: [ password ] } }
  node_templates: { box: { type: Root, metadata: { a: b } } }
  outputs: { back: { value: { get_input: password } } }
"""
    outside = """
tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ types.yaml, service.yaml ]
topology_template:
  node_templates: { a: { type: Abstract, directives: [ substitute ], properties: { word: abc } } }
"""
    files = {"types": types, "out": outside, "service": service}
    sources = MemorySources({f"{name}.yaml": text.encode() for name, text in files.items()})
    graph = read_template(sources, "out.yaml").graph
    assert graph is not None
    assert graph.template_secrets == {"template:a/inputs/password": "abc"}
    assert not [value for node in graph.nodes.values() for value in node.properties.values() if value == "abc"]
    assert Secret("template:a/inputs/password") not in graph.nodes


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("properties: { size: number }", "properties: { name: number }", [("TS639", 9, True)]),
        ("address: { value:", "address: { type: integer, value:", [("TS503", 6, True), ("TS639", 10, True)]),
        ("[ software, service ] ]", "[ software, host ] ]", [("TS639", 12, True)]),
        ("[ service: [ software, service ] ]", "[ needs: [ other, token ] ]", [("TS630", 12, True)]),
        ("life: { start: raise }", "life: { begin: raise }", [("TS630", 13, True)]),
        ("life: { start: raise }", "live: { start: raise }", [("TS630", 13, True)]),
        ("life: { start: raise }", "life: { start: rise }", [("TS630", 13, True)]),
    ],
)
def test_mappings_whose_sides_do_not_go_together(
    before: str, after: str, expected: list[tuple[str, int, bool]]
) -> None:
    text = INSIDE % SERVICE
    assert before in text
    found = read_all(text.replace(before, after, 1)).diagnostics
    assert [(each.code, each.span.line, each.is_error) for each in found if each.is_error] == expected


def test_more_mandatory_requirements_inside_than_there_are_outside_is_a_warning() -> None:
    types = TYPES.replace(
        "relationship: ServedBy, count_range: [ 0, UNBOUNDED ] }\n  Client",
        "relationship: ServedBy, count_range: [ 1, 1 ] }\n  Client",
    )
    assert types != TYPES
    reading = read_all(INSIDE % "[ service: [ software, service ], service: [ other, service ] ]", types=types)
    assert [(each.code, each.is_error) for each in reading.diagnostics if each.code == "TS639"] == [("TS639", False)]


def test_no_more_is_passed_in_than_the_requirement_inside_takes() -> None:
    types = TYPES.replace(
        "relationship: ServedBy, count_range: [ 0, UNBOUNDED ] }\n  Client",
        "relationship: ServedBy, count_range: [ 0, 1 ] }\n  Client",
    )
    reading = read_all(OUTSIDE % "[ service: one, service: two ]", inside=INSIDE % SERVICE, types=types)
    assert reading.graph is not None, reading.diagnostics
    assert [edge for edge in edges_of(reading.graph) if edge[0] == "client/software"] == [
        ("client/software", "one", "service")
    ]


STANDS_FOR_A_DATABASE = """
tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ "toposmith:1.0" ]
topology_template:
  inputs: { name: { type: string } }
  substitution_mappings:
    node_type: tosca.nodes.Database
    properties: { name: [ name ] }
    capabilities: { database_endpoint: [ server, endpoint ] }
    requirements: { host: [ server, host ] }
  node_templates:
    server:
      type: toposmith.nodes.Container
      properties: { user: { get_property: [ SELF, host, root_password ] } }
"""

DATABASE_ON_DBMS = """
tosca_definitions_version: tosca_simple_yaml_1_3
topology_template:
  node_templates:
    orders: { type: tosca.nodes.Database, properties: { name: orders }, requirements: [ host: dbms ] }
    dbms: { type: tosca.nodes.DBMS, properties: { root_password: x }, requirements: [ host: machine ] }
    machine: { type: tosca.nodes.Compute }
"""


def test_what_a_capability_accepts_is_asked_of_the_node_and_not_of_what_stands_for_it() -> None:
    reading = read_all(DATABASE_ON_DBMS, substitutes=("inside.yaml",), inside=STANDS_FOR_A_DATABASE)
    assert codes(reading) == []
    assert reading.graph is not None
    assert ("orders/server", "dbms", "host") in edges_of(reading.graph, "host")


def test_a_property_of_a_node_outside_is_known_once_there_is_one() -> None:
    alone = read_template(MemorySources({"inside.yaml": STANDS_FOR_A_DATABASE.encode()}), "inside.yaml")
    assert codes(alone) == []
    assert alone.graph is not None
    assert alone.graph.nodes["server"].properties["user"] == Unknown("server", ("host", "root_password"))
    together = read_all(DATABASE_ON_DBMS, substitutes=("inside.yaml",), inside=STANDS_FOR_A_DATABASE)
    assert together.graph is not None
    assert together.graph.nodes["orders/server"].properties["user"] == "x"


def test_a_property_of_a_node_outside_that_has_no_value_is_told_by_its_own_name() -> None:
    outside = DATABASE_ON_DBMS.replace("properties: { root_password: x }, ", "")
    reading = read_all(outside, substitutes=("inside.yaml",), inside=STANDS_FOR_A_DATABASE)
    assert [(found.code, found.message) for found in reading.diagnostics] == [
        ("TS526", "The property `root_password` of `dbms` has no value.")
    ]
