"""What a map may hold by the type of its owner, for every kind of owner and in both families of versions."""

import pytest

from tests.topology.editor.marked import analysed
from topology.editor.analysis import Analysis
from topology.editor.members import members_at, node_type, requirement_at, schema_words, type_at
from topology.editor.schemas import legal_values, schema_at

TYPES = """\
capability_types:
  Serving:
    derived_from: tosca.capabilities.Root
    description: Serves pages.
    properties: { port: { type: integer, default: 80 } }
    attributes: { load: { type: float } }
relationship_types:
  Calls: { derived_from: tosca.relationships.Root, properties: { retries: { type: integer } } }
  CallsOften: { derived_from: Calls, properties: { rate: { type: integer, default: 5 } } }
interface_types:
  Care:
    derived_from: tosca.interfaces.Root
    inputs: { who: { type: string, default: me } }
    operations:
      wash: { description: With soap., inputs: { minutes: { type: integer, default: 1 } } }
    notifications:
      dirty: {}
artifact_types: { Picture: { derived_from: tosca.artifacts.Root, properties: { width: { type: integer } } } }
group_types: { Team: { derived_from: tosca.groups.Root, properties: { size: { type: integer } } } }
policy_types: { Rule: { derived_from: tosca.policies.Root, properties: { strict: { type: boolean } } } }
node_types:
  Web:
    derived_from: tosca.nodes.Root
    properties:
      names: { type: map, entry_schema: { type: list, entry_schema: string } }
      level: { type: string, constraints: [ valid_values: [ low, high ] ] }
      kind: { type: string, constraints: [ equal: web ] }
      live: { type: boolean }
    attributes: { url: { type: string } }
    capabilities: { serving: { type: Serving } }
    requirements: [ calls: { capability: Serving, node: Web, relationship: Calls, occurrences: [ 0, 9 ] } ]
    interfaces: { Care: { type: Care } }
    artifacts: { logo: { type: Picture, file: logo.png } }
"""
TEXT = f"""\
tosca_definitions_version: tosca_simple_yaml_1_3
{TYPES}\
topology_template:
  node_templates:
    web:
      type: Web
      properties: {{ names: {{ a: [ b ] }}, level: low, kind: web, live: true }}
      attributes: {{ url: x }}
      capabilities: {{ serving: {{ properties: {{ port: 1 }}, attributes: {{ load: 1.0 }} }} }}
      requirements:
        - calls: {{ node: web, relationship: {{ type: CallsOften, properties: {{ rate: 1 }} }} }}
        - calls: {{ node: web, relationship: {{ type: often, properties: {{ rate: 1 }} }} }}
        - calls: {{ node: web, relationship: {{ properties: {{ retries: 1 }} }} }}
        - calls: {{ node_filter: {{ properties: [ level: {{ equal: low }} ], capabilities: [ serving: {{}} ] }} }}
        - calls: {{ node: Web, node_filter: {{ properties: [] }} }}
        - unknown: {{ node_filter: {{ properties: [] }}, relationship: {{ properties: {{}} }} }}
      interfaces:
        Care:
          inputs: {{ who: you }}
          operations: {{ wash: {{ inputs: {{ minutes: 2 }} }} }}
      artifacts: {{ logo: {{ type: Picture, file: x, properties: {{ width: 1 }} }} }}
    short:
      type: Web
      interfaces: {{ Care: {{ wash: {{ inputs: {{ minutes: 2 }} }} }} }}
    lost: {{ type: Nowhere, properties: {{ a: 1 }} }}
  relationship_templates:
    often: {{ type: CallsOften, properties: {{ rate: 1 }} }}
  groups:
    team: {{ type: Team, members: [ web ], properties: {{ size: 1 }} }}
  policies:
    - rule: {{ type: Rule, targets: [ web ], properties: {{ strict: true }} }}
  substitution_mappings:
    node_type: Web
    properties: {{ level: x }}
    capabilities: {{ serving: [ web, serving ] }}
    requirements: {{ calls: [ web, calls ] }}
"""
WEB = ("topology_template", "node_templates", "web")
REQUIREMENTS = (*WEB, "requirements")
TOPOLOGY = ("topology_template",)

EXPECTED = {
    (*WEB, "properties"): ["names", "level", "kind", "live"],
    (*WEB, "attributes"): ["tosca_id", "tosca_name", "state", "url"],
    (*WEB, "capabilities"): ["feature", "serving"],
    (*WEB, "requirements"): ["dependency", "calls"],
    (*WEB, "interfaces"): ["Standard", "Care"],
    (*WEB, "artifacts"): ["logo"],
    (*WEB, "artifacts", "logo", "properties"): ["width"],
    (*WEB, "capabilities", "serving", "properties"): ["port"],
    (*WEB, "capabilities", "serving", "attributes"): ["load"],
    (*WEB, "interfaces", "Care"): ["wash"],
    (*WEB, "interfaces", "Care", "operations"): ["wash"],
    (*WEB, "interfaces", "Care", "inputs"): ["who"],
    (*WEB, "interfaces", "Care", "operations", "wash", "inputs"): ["who", "minutes"],
    (*TOPOLOGY, "node_templates", "short", "interfaces", "Care", "wash", "inputs"): ["who", "minutes"],
    (*REQUIREMENTS, 0, "calls", "relationship", "properties"): ["retries", "rate"],
    (*REQUIREMENTS, 1, "calls", "relationship", "properties"): ["retries", "rate"],
    (*REQUIREMENTS, 2, "calls", "relationship", "properties"): ["retries"],
    (*REQUIREMENTS, 3, "calls", "node_filter", "properties"): ["names", "level", "kind", "live"],
    (*REQUIREMENTS, 3, "calls", "node_filter", "capabilities"): ["feature", "serving"],
    (*REQUIREMENTS, 4, "calls", "node_filter", "properties"): ["names", "level", "kind", "live"],
    (*REQUIREMENTS, 5, "unknown", "node_filter", "properties"): [],
    (*REQUIREMENTS, 5, "unknown", "relationship", "properties"): [],
    (*TOPOLOGY, "node_templates", "lost", "properties"): [],
    (*TOPOLOGY, "relationship_templates", "often", "properties"): ["retries", "rate"],
    (*TOPOLOGY, "groups", "team", "properties"): ["size"],
    (*TOPOLOGY, "policies", 0, "rule", "properties"): ["strict"],
    (*TOPOLOGY, "substitution_mappings", "properties"): ["names", "level", "kind", "live"],
    (*TOPOLOGY, "substitution_mappings", "capabilities"): ["feature", "serving"],
    (*TOPOLOGY, "substitution_mappings", "requirements"): ["dependency", "calls"],
    (*TOPOLOGY, "node_templates"): [],
    ("nowhere",): [],
}


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analysed(TEXT)


@pytest.mark.parametrize(("path", "expected"), EXPECTED.items(), ids=lambda path: "/".join(map(str, path)))
def test_a_map_may_hold_what_the_type_of_its_owner_has(
    analysis: Analysis, path: tuple[str | int, ...], expected: list[str]
) -> None:
    assert sorted(members_at(analysis, path)) == sorted(expected)


@pytest.mark.parametrize(
    ("path", "name", "what", "detail"),
    [
        ((*WEB, "properties"), "names", "property", "map of list of string"),
        ((*WEB, "attributes"), "url", "attribute", "string"),
        ((*WEB, "capabilities"), "serving", "capability", "Serving"),
        ((*WEB, "requirements"), "calls", "requirement", "Serving"),
        ((*WEB, "interfaces"), "Care", "interface", "Care"),
        ((*WEB, "artifacts"), "logo", "artifact", ""),
        ((*WEB, "interfaces", "Care"), "wash", "operation", ""),
        ((*WEB, "interfaces", "Care", "inputs"), "who", "input", "string"),
    ],
)
def test_each_says_what_it_is(analysis: Analysis, path: tuple[str, ...], name: str, what: str, detail: str) -> None:
    found = members_at(analysis, path)[name]
    assert (found.what, found.detail) == (what, detail)


def test_what_has_to_be_there_says_so(analysis: Analysis) -> None:
    assert members_at(analysis, (*WEB, "properties"))["level"].is_required
    assert not members_at(analysis, (*WEB, "requirements"))["calls"].is_required
    assert not members_at(analysis, (*WEB, "capabilities", "serving", "properties"))["port"].is_required


def test_descriptions_come_along(analysis: Analysis) -> None:
    assert members_at(analysis, (*WEB, "capabilities"))["serving"].description == "Serves pages."
    assert members_at(analysis, (*WEB, "interfaces", "Care"))["wash"].description == "With soap."


def test_types_of_owners(analysis: Analysis) -> None:
    assert type_at(analysis, WEB).ref.name == "Web"
    assert type_at(analysis, ("node_types", "Web")).ref.name == "tosca.nodes.Root"
    assert type_at(analysis, (*TOPOLOGY, "node_templates", "lost")) is None
    assert type_at(analysis, ("nowhere",)) is None
    found = node_type(analysis, "web")
    assert found is not None
    assert found.ref.name == "Web"
    assert node_type(analysis, "nobody") is None


def test_requirements_by_their_place(analysis: Analysis) -> None:
    found = requirement_at(analysis, (*REQUIREMENTS, 0, "calls"))
    assert found is not None
    assert found.occurrences == (0, 9)
    assert requirement_at(analysis, (*REQUIREMENTS, 5, "unknown")) is None
    assert requirement_at(analysis, ("calls",)) is None


@pytest.mark.parametrize(
    ("path", "words", "legal"),
    [
        ((*WEB, "properties", "names"), "map of list of string", []),
        ((*WEB, "properties", "names", "a"), "list of string", []),
        ((*WEB, "properties", "names", "a", 0), "string", []),
        ((*WEB, "properties", "level"), "string", ["low", "high"]),
        ((*WEB, "properties", "kind"), "string", ["web"]),
        ((*WEB, "properties", "live"), "boolean", ["true", "false"]),
    ],
)
def test_schemas_of_values(analysis: Analysis, path: tuple[str | int, ...], words: str, legal: list[str]) -> None:
    schema = schema_at(analysis, path)
    assert schema is not None
    assert (schema_words(schema), legal_values(schema)) == (words, legal)


@pytest.mark.parametrize("path", [WEB, (*WEB, "type"), (*WEB, "properties", "nothing"), ("nowhere", "at", "all")])
def test_no_schema_where_there_is_no_value(analysis: Analysis, path: tuple[str, ...]) -> None:
    assert schema_at(analysis, path) is None
    assert schema_words(None) == ""


TEXT_2_0 = """\
tosca_definitions_version: tosca_2_0
capability_types: { Serving: { properties: { port: { type: integer, default: 80 } } } }
relationship_types: { Calls: { attributes: { since: { type: timestamp } } } }
interface_types:
  Care: { operations: { wash: { inputs: { minutes: { type: integer } } } }, notifications: { dirty: {} } }
node_types:
  Web:
    capabilities: { serving: Serving }
    requirements: [ calls: { capability: Serving, relationship: Calls, node: Web, count_range: [ 0, 1 ] } ]
    interfaces: { care: { type: Care } }
service_template:
  node_templates:
    web:
      type: Web
      capabilities: {}
      requirements: [ calls: { node: web, relationship: { attributes: {} }, allocation: { port: 1 } } ]
      interfaces: { care: { operations: { wash: { inputs: {} } } } }
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("capabilities",), ["serving"]),
        (("requirements",), ["calls"]),
        (("requirements", 0, "calls", "relationship", "attributes"), ["since"]),
        (("interfaces", "care", "operations"), ["wash"]),
        (("interfaces", "care", "operations", "wash", "inputs"), ["minutes"]),
    ],
)
def test_members_in_2_0(path: tuple[str | int, ...], expected: list[str]) -> None:
    found = members_at(analysed(TEXT_2_0), ("service_template", "node_templates", "web", *path))
    assert sorted(found) == expected
