import pytest

from tests.topology.reading_aid import VERSION, codes, graph_of, read
from topology.values.value import Concat, Secret, Unknown, Value

TEXT = """
imports: [ toposmith:1.0 ]
data_types: {{ D: {{ properties: {{ x: {{ type: integer }}, y: {{ type: list, entry_schema: string }} }} }} }}
node_types:
  App:
    derived_from: tosca.nodes.SoftwareComponent
    properties:
      p: {{ type: {type}, required: false }}
      d: {{ type: D, default: {{ x: 7, y: [ a, b ] }} }}
      word: {{ type: string, default: hello }}
      unset: {{ type: string, required: false }}
      self: {{ type: string, default: {{ get_property: [ SELF, word ] }} }}
    attributes: {{ place: {{ type: string }}, count: {{ type: integer }}, where: {{ type: D }} }}
    capabilities: {{ endpoint: {{ type: Endpoint }} }}
    requirements:
      - link: {{ capability: Endpoint, occurrences: [ 0, 1 ] }}
topology_template:
  inputs:
    number: {{ type: integer, default: 3 }}
    word: {{ type: string }}
    secret: {{ type: toposmith.datatypes.Secret }}
    deep: {{ type: D, default: {{ x: 1, y: [ z ] }} }}
  node_templates:
    app:
      type: App
      properties:
        p: {value}
      capabilities: {{ endpoint: {{ properties: {{ port: 80 }} }} }}
      artifacts: {{ a: files/a.sh }}
      requirements:
        - host: server
        - link: other
    other:
      type: App
      properties: {{ word: bye }}
      capabilities: {{ endpoint: {{ properties: {{ port: 81, url_path: /x }} }} }}
      requirements: [ host: server ]
    server:
      type: Compute
      capabilities: {{ os: {{ properties: {{ type: linux }} }} }}
"""


def value_of(value: str, type_: str = "string") -> Value:
    return graph_of(TEXT.format(type=type_, value=value)).nodes["app"].properties["p"]


def codes_of(value: str, type_: str = "string") -> list[str]:
    return codes(read(TEXT.format(type=type_, value=value)))


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        ("{ get_input: number }", "integer", 3),
        ("{ get_input: [ deep, y, 0 ] }", "string", "z"),
        ("{ get_input: deep }", "D", {"x": 1, "y": ("z",)}),
        ("{ get_input: word }", "string", Unknown("", ("inputs", "word"))),
        ("{ get_input: secret }", "string", Secret("input:secret")),
        ("{ get_property: [ SELF, word ] }", "string", "hello"),
        ("{ get_property: [ SELF, self ] }", "string", "hello"),
        ("{ get_property: [ app, word ] }", "string", "hello"),
        ("{ get_property: [ other, word ] }", "string", "bye"),
        ("{ get_property: [ other, self ] }", "string", "bye"),
        ("{ get_property: [ SELF, d, x ] }", "integer", 7),
        ("{ get_property: [ SELF, d, y, 1 ] }", "string", "b"),
        ("{ get_property: [ SELF, endpoint, port ] }", "integer", 80),
        ("{ get_property: [ SELF, link, port ] }", "integer", 81),
        ("{ get_property: [ SELF, link, word ] }", "string", "bye"),
        ("{ get_property: [ HOST, os, type ] }", "string", "linux"),
        ("{ get_property: [ SELF, host, os, type ] }", "string", "linux"),
        ("{ get_attribute: [ SELF, place ] }", "string", Unknown("app", ("place",))),
        ("{ get_attribute: [ SELF, tosca_name ] }", "string", "app"),
        ("{ get_attribute: [ other, word ] }", "string", "bye"),
        ("{ get_attribute: [ other, where, x ] }", "integer", Unknown("other", ("where", "x"))),
        ("{ get_attribute: [ other, endpoint, ip_address ] }", "string", Unknown("other", ("endpoint", "ip_address"))),
        ("{ get_attribute: [ SELF, link, ip_address ] }", "string", Unknown("other", ("endpoint", "ip_address"))),
        ("{ get_attribute: [ HOST, private_address ] }", "string", Unknown("server", ("private_address",))),
        ("{ get_attribute: [ SELF, unset ] }", "string", Unknown("app", ("unset",))),
        (
            "{ get_operation_output: [ SELF, Standard, create, x ] }",
            "string",
            Unknown("app", ("Standard", "create", "x")),
        ),
        ("{ get_artifact: [ SELF, a ] }", "string", Unknown("app", ("artifacts", "a"))),
        ("{ get_nodes_of_type: App }", "list", ("app", "other")),
        ("{ concat: [ a, 1, { get_input: number } ] }", "string", "a13"),
        (
            "{ concat: [ a, { get_input: word }, b, c ] }",
            "string",
            Concat(("a", Unknown("", ("inputs", "word")), "bc")),
        ),
        ("{ concat: [ 'p:', { get_input: secret } ] }", "string", Concat(("p:", Secret("input:secret")))),
        ("{ join: [ [ a, b, { get_input: number } ], '-' ] }", "string", "a-b-3"),
        ("{ join: [ [ a, b ] ] }", "string", "ab"),
        ("{ join: [ { get_property: [ SELF, d, y ] }, '/' ] }", "string", "a/b"),
        ("{ token: [ 'a:b/c', ':/', 2 ] }", "string", "c"),
        ("{ token: [ { get_property: [ SELF, word ] }, l, 0 ] }", "string", "he"),
        ("[ { get_input: number }, 4 ]", "list, entry_schema: integer", (3, 4)),
        ("{ a: { get_input: word } }", "map, entry_schema: string", {"a": Unknown("", ("inputs", "word"))}),
        ("{ concat: [ '4 ', GB ] }", "scalar-unit.size", "4 GB"),
    ],
)
def test_functions_give_values(value: str, type_: str, expected: Value) -> None:
    assert value_of(value, type_) == expected


@pytest.mark.parametrize(
    ("value", "type_", "code"),
    [
        ("{ get_input: nummer }", "string", "TS520"),
        ("{ get_input: { a: b } }", "string", "TS521"),
        ("{ get_input: [ deep, z ] }", "string", "TS524"),
        ("{ get_input: number }", "string", "TS501"),
        ("{ get_input: word }", "integer", "TS503"),
        ("{ get_input: secret }", "boolean", "TS503"),
        ("{ get_property: word }", "string", "TS521"),
        ("{ get_property: [ nobody, word ] }", "string", "TS522"),
        ("{ get_property: [ SOURCE, word ] }", "string", "TS522"),
        ("{ get_property: [ SELF, wrd ] }", "string", "TS523"),
        ("{ get_property: [ SELF, endpoint, prt ] }", "string", "TS523"),
        ("{ get_property: [ HOST, nothing ] }", "string", "TS523"),
        ("{ get_property: [ SELF, d, z ] }", "string", "TS524"),
        ("{ get_property: [ SELF, d, y, 5 ] }", "string", "TS524"),
        ("{ get_property: [ SELF, word, deeper ] }", "string", "TS524"),
        ("{ get_property: [ SELF, unset ] }", "string", "TS526"),
        ("{ get_property: [ SELF, p ] }", "string", "TS525"),
        ("{ get_attribute: [ SELF, count ] }", "string", "TS503"),
        ("{ get_attribute: [ SELF, plce ] }", "string", "TS523"),
        ("{ get_attribute: [ SELF, where, q ] }", "string", "TS524"),
        ("{ concat: x }", "string", "TS521"),
        ("{ concat: [ [ a ] ] }", "string", "TS521"),
        ("{ concat: [ a, { get_input: x } ] }", "string", "TS520"),
        ("{ concat: [ a ] }", "integer", "TS501"),
        ("{ concat: [ { get_input: word } ] }", "integer", "TS503"),
        ("{ join: [ a ] }", "string", "TS521"),
        ("{ token: [ a, b ] }", "string", "TS521"),
        ("{ token: [ 'a:b', ':', 5 ] }", "string", "TS521"),
        ("{ token: [ { get_input: secret }, ':', 0 ] }", "string", "TS521"),
        ("{ get_nodes_of_type: Nothing }", "list", "TS401"),
        ("{ get_operation_output: [ SELF, Standard ] }", "string", "TS521"),
        ("{ get_artifact: a }", "string", "TS521"),
    ],
)
def test_one_finding_for_one_wrong_call(value: str, type_: str, code: str) -> None:
    assert codes_of(value, type_) == [code]


@pytest.mark.parametrize(
    ("value", "argument"),
    [
        ("{ get_input: [ deep, z ] }", "z"),
        ("{ get_property: [ SELF, d, y, 5 ] }", "5"),
        ("{ get_attribute: [ SELF, where, q ] }", "q"),
    ],
)
def test_a_part_that_is_not_there_is_shown(value: str, argument: str) -> None:
    text = VERSION + TEXT.format(type="string", value=value)
    (found,) = read(text).diagnostics
    line = text.splitlines()[found.span.line - 1]
    assert (found.code, line[found.span.column - 1 : found.span.end_column - 1]) == ("TS524", argument)


def test_circles_of_three_are_told_once() -> None:
    text = """
node_types: { T: { properties: { p: { type: string } } } }
topology_template:
  node_templates:
    a: { type: T, properties: { p: { get_property: [ b, p ] } } }
    b: { type: T, properties: { p: { concat: [ x, { get_property: [ c, p ] } ] } } }
    c: { type: T, properties: { p: { get_property: [ a, p ] } } }
"""
    assert codes(read(text)) == ["TS525"]


def test_a_function_name_may_be_a_key_of_a_map_beside_others() -> None:
    assert value_of("{ concat: [ a ], other: b }", "map") == {"concat": ("a",), "other": "b"}


def test_secrets_stay_references() -> None:
    text = """
imports: [ toposmith:1.0 ]
node_types:
  T:
    properties:
      s: { type: toposmith.datatypes.Secret }
      c: { type: Credential, required: false }
      copy: { type: string, required: false }
topology_template:
  inputs:
    given: { type: toposmith.datatypes.Secret, default: from-default }
    plain: { type: string, default: from-plain }
  node_templates:
    literal:
      type: T
      properties:
        s: from-literal
        c: { token: from-token, user: me }
        copy: { get_property: [ SELF, s ] }
    input: { type: T, properties: { s: { get_input: given } } }
    plain: { type: T, properties: { s: { get_input: plain } } }
    text: { type: T, properties: { s: { concat: [ a, { get_input: plain } ] } } }
"""
    graph = graph_of(text)
    nodes = {name: node.properties for name, node in graph.nodes.items()}
    assert nodes["literal"]["s"] == Secret("template:literal/properties/s")
    assert nodes["literal"]["copy"] == nodes["literal"]["s"]
    credential = nodes["literal"]["c"]
    assert credential == {
        "token_type": "password",
        "token": Secret("template:literal/properties/c/token"),
        "user": "me",
    }
    assert nodes["input"]["s"] == graph.inputs["given"].default == Secret("template:inputs/given/default")
    assert nodes["plain"]["s"] == Secret("template:plain/properties/s")
    assert nodes["text"]["s"] == Secret("template:text/properties/s")
    assert graph.template_secrets == {
        "template:literal/properties/s": "from-literal",
        "template:literal/properties/c/token": "from-token",
        "template:inputs/given/default": "from-default",
        "template:plain/properties/s": "from-plain",
        "template:text/properties/s": "afrom-plain",
    }
    assert "from-" not in repr(graph).replace("from-plain", "")


def test_no_finding_shows_a_secret() -> None:
    text = """
imports: [ toposmith:1.0 ]
data_types: { Long: { derived_from: toposmith.datatypes.Secret, constraints: [ min_length: 50 ] } }
node_types: { T: { properties: { s: { type: Long } } } }
topology_template:
  inputs: { i: { type: Long, default: hunter2 } }
  node_templates: { n: { type: T, properties: { s: hunter2 } } }
"""
    reading = read(text)
    assert codes(reading) == ["TS513", "TS513"]
    assert "hunter2" not in repr(reading.diagnostics)
