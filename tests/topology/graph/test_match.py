import pytest

from tests.topology.reading_aid import VERSION, codes, graph_of, places, read

TYPES = """
capability_types:
  Storing: { derived_from: tosca.capabilities.Root, properties: { free: { type: integer, default: 5 } } }
relationship_types:
  Stores: { derived_from: tosca.relationships.Root, valid_target_types: [ Storing ],
    properties: { how: { type: string, default: slowly } } }
  StoresFast: { derived_from: Stores }
node_types:
  Store: { derived_from: tosca.nodes.Root, properties: { kind: { type: string, default: disk } },
    capabilities: { storing: Storing, spare: Storing } }
  Picky: { derived_from: Store, capabilities: { storing: { type: Storing, valid_source_types: [ Store ] } } }
  App:
    derived_from: tosca.nodes.Root
    requirements:
      - store: { capability: Storing, node: Store, relationship: Stores, occurrences: [ 1, 2 ] }
topology_template:
  relationship_templates: { fast: { type: StoresFast, properties: { how: quickly } } }
  node_templates:
    app:
      type: App
      requirements: %s
    one: { type: Store }
    two: { type: Store, properties: { kind: tape }, capabilities: { storing: { properties: { free: 9 } } } }
    server: { type: Compute }
"""


def edge_of(requirements: str) -> tuple[str, str | None, str, object]:
    (edge,) = graph_of(TYPES % requirements).out_of("app")
    return edge.target, edge.capability, edge.relationship.name, edge.properties.get("how")


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ("[ store: one ]", ("one", "storing", "Stores", "slowly")),
        ("[ store: { node: two } ]", ("two", "storing", "Stores", "slowly")),
        ("[ store: { node: two, capability: spare } ]", ("two", "spare", "Stores", "slowly")),
        ("[ store: { node: two, capability: Storing } ]", ("two", "storing", "Stores", "slowly")),
        ("[ store: { node: Store } ]", ("one", "storing", "Stores", "slowly")),
        ("[ store: {} ]", ("one", "storing", "Stores", "slowly")),
        ("[ store: { capability: Storing } ]", ("one", "storing", "Stores", "slowly")),
        ("[ store: { node_filter: { properties: [ kind: { equal: tape } ] } } ]",
         ("two", "storing", "Stores", "slowly")),
        ("[ store: { node: Store, node_filter: { capabilities: [ storing: "
         "{ properties: [ free: { greater_than: 6 } ] } ] } } ]",
         ("two", "storing", "Stores", "slowly")),
        ("[ store: { node_filter: { capabilities: [ Storing: { properties: [ free: 9 ] } ] } } ]",
         ("two", "storing", "Stores", "slowly")),
        ("[ store: { node: one, relationship: StoresFast } ]", ("one", "storing", "StoresFast", "slowly")),
        ("[ store: { node: one, relationship: fast } ]", ("one", "storing", "StoresFast", "quickly")),
        ("[ store: { node: one, relationship: { type: Stores, properties: { how: here } } } ]",
         ("one", "storing", "Stores", "here")),
        ("[ store: { node: one, relationship: { properties: { how: here } } } ]", ("one", "storing", "Stores", "here")),
    ],
)  # fmt: skip
def test_requirements_find_their_targets(requirements: str, expected: object) -> None:
    assert edge_of(requirements) == expected


@pytest.mark.parametrize(
    ("requirements", "code"),
    [
        ("[]", "TS611"),
        ("[ storr: one ]", "TS601"),
        ("[ store: onee ]", "TS602"),
        ("[ store: server ]", "TS603"),
        ("[ store: { node: one, capability: feature } ]", "TS603"),
        ("[ store: { node: one, capability: spre } ]", "TS605"),
        ("[ store: { node: Compute } ]", "TS603"),
        ("[ store: { node_filter: { properties: [ kind: { equal: drum } ] } } ]", "TS604"),
        ("[ store: { node: one, relationship: slow } ]", "TS607"),
        ("[ store: { node: one, relationship: DependsOn } ]", "TS607"),
        ("[ store: { node: one, relationship: { type: Stores, properties: { haw: x } } } ]", "TS504"),
        ("[ store: one, store: two, store: one ]", "TS612"),
        ("[ store: one, dependency: app ]", "TS621"),
    ],
)
def test_one_finding_for_one_wrong_requirement(requirements: str, code: str) -> None:
    assert codes(read(TYPES % requirements)) == [code]


def test_a_target_that_nothing_is_named_like_is_wrong_whatever_asks_for_it() -> None:
    assert codes(read(TYPES % "[ storr: onee ]")) == ["TS601", "TS602"]
    assert codes(read((TYPES % "[ store: onee ]").replace("type: App\n", "type: Ap\n"))) == ["TS401", "TS602"]
    assert codes(read((TYPES % "[ store: one, more: Store ]").replace("type: App\n", "type: Ap\n"))) == ["TS401"]


def test_a_target_may_be_a_type_of_a_file_that_is_missing() -> None:
    text = "imports: [ nowhere.yaml ]\n" + TYPES
    assert codes(read(text % "[ store: a.type.of.Others ]")) == ["TS201"]
    assert codes(read(text % "[ store: onee ]")) == ["TS201", "TS602"]
    unknown = text.replace("type: App\n", "type: Elsewhere\n")
    assert codes(read(unknown % "[ store: One ]")) == ["TS201"]


def test_help_names_the_legal_targets() -> None:
    assert read(TYPES % "[ store: server ]").diagnostics[0].help == "Use `one` or `two`."
    assert read(TYPES % "[]").diagnostics[0].help == "Use `one` or `two`."
    assert read(TYPES % "[ store: onee ]").diagnostics[0].help == "Did you mean `one`?"


def test_a_capability_that_was_made_for_others_is_passed_over() -> None:
    text = TYPES % "[ store: three ]" + "    three: { type: Picky, capabilities: {} }\n"
    reading = read(text)
    assert codes(reading) == []
    assert reading.graph is not None
    assert reading.graph.out_of("app")[0].capability == "spare"
    only = text.replace("storing: Storing, spare: Storing", "storing: Storing")
    assert codes(read(only)) == ["TS606"]


def test_a_relationship_that_leads_elsewhere() -> None:
    text = """
node_types:
  T: { derived_from: tosca.nodes.Root, requirements: [ r: { capability: Node, occurrences: [ 0, 1 ] } ] }
topology_template:
  node_templates:
    a: { type: T, requirements: [ r: { node: b, relationship: ConnectsTo } ] }
    b: { type: Root }
"""
    assert codes(read(text)) == ["TS608"]


def test_indexes_count_requirements_of_one_name() -> None:
    edges = graph_of(TYPES % "[ store: one, dependency: server, store: two ]").edges
    assert [(edge.requirement, edge.index, edge.target) for edge in edges] == [
        ("store", 0, "one"),
        ("dependency", 0, "server"),
        ("store", 1, "two"),
    ]


def test_abstract_nodes_and_mapped_requirements_need_nothing() -> None:
    substituted = (TYPES % "[]").replace("type: App\n", "type: App\n      directives: [ substitute ]\n")
    assert codes(read(substituted)) == ["TS638"]
    text = (TYPES % "[]").replace(
        "  relationship_templates",
        "  substitution_mappings: { node_type: App, requirements: { store: [ app, store ] } }\n"
        "  relationship_templates",
    )
    assert codes(read(text)) == []


def test_container_applications_run_on_container_runtimes() -> None:
    graph = graph_of("""
topology_template:
  node_templates:
    app: { type: Container.Application, requirements: [ host: runtime ] }
    runtime: { type: Container.Runtime, requirements: [ host: server ] }
    server: { type: Compute }
""")
    assert [(edge.source, edge.target, edge.relationship.name) for edge in graph.edges] == [
        ("app", "runtime", "tosca.relationships.HostedOn"),
        ("runtime", "server", "tosca.relationships.HostedOn"),
    ]


def test_circles_of_dependency_are_told_with_their_path() -> None:
    reading = read("""
topology_template:
  node_templates:
    a: { type: Root, requirements: [ dependency: b ] }
    b: { type: Root, requirements: [ dependency: c ] }
    c: { type: Root, requirements: [ dependency: a ] }
    d: { type: Root, requirements: [ dependency: a ] }
""")
    assert places(reading) == [("TS621", 5, 50)]
    assert "a -> b -> c -> a" in reading.diagnostics[0].message


def test_relationships_know_both_ends() -> None:
    graph = graph_of("""
topology_template:
  relationship_templates:
    link:
      type: tosca.relationships.ConnectsTo
      interfaces:
        Configure:
          pre_configure_source:
            implementation: link.sh
            inputs:
              from: { get_attribute: [ SOURCE, tosca_name ] }
              to: { get_property: [ TARGET, database_endpoint, port ] }
              own: { get_property: [ SELF, credential, user ] }
      properties: { credential: { token: x, user: me } }
  node_templates:
    blog:
      type: tosca.nodes.WebApplication.WordPress
      properties: { admin_user: a, admin_password: b, db_host: c }
      requirements:
        - host: web
        - database_endpoint: { node: db, relationship: link }
    db:
      type: Database
      properties: { name: x }
      capabilities: { database_endpoint: { properties: { port: 3306 } } }
      requirements: [ host: dbms ]
    dbms: { type: DBMS, requirements: [ host: server ] }
    web: { type: WebServer, requirements: [ host: server ] }
    server: { type: Compute }
""")
    edge = next(edge for edge in graph.edges if edge.requirement == "database_endpoint")
    operation = edge.interfaces["Configure"].operations["pre_configure_source"]
    assert operation.inputs == {"from": "blog", "to": 3306, "own": "me"}


@pytest.mark.parametrize(
    ("written", "expected"), [("[ 1, 2 ]", []), ("[ 0, 2 ]", ["TS618"]), ("[ 1, UNBOUNDED ]", ["TS618"])]
)
def test_occurrences_of_an_assignment_lie_within_those_of_the_definition(written: str, expected: list[str]) -> None:
    assert codes(read(TYPES % f"[ store: {{ node: one, occurrences: {written} }} ]")) in (
        expected,
        [*expected, "TS611"],
    )


@pytest.mark.parametrize("written", ["occurrences: [ 0, 2 ]", "occurrences: [ 1, UNBOUNDED ]"])
def test_occurrences_that_do_not_are_shown_themselves(written: str) -> None:
    text = TYPES % f"[ store: {{ node: one, {written} }} ]"
    found = next(each for each in read(text).diagnostics if each.code == "TS618")
    line = (VERSION + text).splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] == written.removeprefix("occurrences: ")
    assert found.path[-1] == "occurrences"
    assert [(VERSION + text).splitlines()[each.span.line - 1].strip()[:8] for each in found.related] == ["- store:"]


def test_what_is_left_open_has_a_relationship_that_is_checked() -> None:
    reading = read(TYPES % "[ store: { node_filter: { properties: [ kind: { equal: none } ] }, "
                   "relationship: { type: Stores, properties: { hwo: a } } } ]")  # fmt: skip
    assert codes(reading) == ["TS604", "TS504"]


def test_relationship_templates_that_nobody_uses_are_checked() -> None:
    text = (TYPES % "[ store: one ]").replace("how: quickly", "hwo: quickly")
    assert codes(read(text)) == ["TS504"]
