"""Functions in templates of TOSCA 2.0, chapter 10."""

import pytest

from tests.topology.reading_aid import codes, graph_of, places, read
from topology.values.value import Call, Concat, Secret, Unknown, Value

STRINGS = "list, entry_schema: string"

TEXT = """tosca_definitions_version: tosca_2_0
functions:
  fn:
    signatures:
    - {{ arguments: [ integer ], result: integer }}
    - {{ arguments: [ string ], optional_arguments: [ integer ], variadic: true, result: string }}
  one: {{ signatures: [ {{ arguments: [ string, integer ], result: string }} ] }}
  any: {{ signatures: [ {{ variadic: true }} ] }}
data_types:
  D: {{ properties: {{ x: {{ type: integer }}, y: {{ type: list, entry_schema: string }} }} }}
  Mass: {{ derived_from: scalar, units: {{ g: 1, kg: 1000 }}, canonical_unit: g }}
capability_types:
  C:
    properties:
      size: {{ type: integer, default: 4 }}
      mass: {{ type: Mass, default: 2 kg }}
      part: {{ type: float, default: 1.5 }}
    attributes: {{ used: {{ type: integer }} }}
relationship_types:
  L:
    properties: {{ w: {{ type: integer, default: 7 }}, i: {{ type: integer, default: $relationship_index }} }}
    attributes: {{ state: {{ type: string }} }}
artifact_types: {{ A: {{}} }}
node_types:
  N:
    properties:
      p: {{ type: {type}, required: false }}
      d: {{ type: D, default: {{ x: 7, y: [ a, b ] }} }}
      word: {{ type: string, default: hello }}
      unset: {{ type: string, required: false }}
    attributes: {{ place: {{ type: string }}, many: {{ type: integer }}, where: {{ type: D }} }}
    capabilities: {{ c: {{ type: C }} }}
    requirements: [ r: {{ capability: C, relationship: L, count_range: [ 0, 3 ] }} ]
service_template:
  inputs:
    number: {{ type: integer, default: 3 }}
    later: {{ type: integer }}
    deep: {{ type: D, default: {{ x: 1, y: [ z ] }} }}
  node_templates:
    a:
      type: N
      properties: {{ p: {value} }}
      requirements: [ r: b, r: c ]
      artifacts: {{ art: {{ type: A, file: x }} }}
    b: {{ type: N, properties: {{ word: bye }}, requirements: [ r: {{ node: c, relationship: link }} ] }}
    c: {{ type: N, properties: {{ word: sea }}, capabilities: {{ c: {{ properties: {{ size: 9 }} }} }} }}
  relationship_templates:
    link: {{ type: L, properties: {{ w: 8 }} }}
    unused: {{ type: L }}
"""


def value_of(value: str, type_: str = "string") -> Value:
    return graph_of(TEXT.format(type=type_, value=value)).nodes["a"].properties["p"]


def found_in(value: str, type_: str = "string") -> list[tuple[str, str]]:
    """The code of each finding, and the text it points to."""
    text = TEXT.format(type=type_, value=value)
    lines = text.splitlines()
    found = read(text).diagnostics
    return [(each.code, lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1]) for each in found]


LATER = Unknown("", ("inputs", "later"))
STATE = Unknown("a", ("relationships", "b", "state"))


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        ("{ $get_input: number }", "integer", 3),
        ("{ $get_input: [ deep, y, 0 ] }", "string", "z"),
        ("{ $get_input: [ deep, y, { $difference: [ 3, { $get_input: number } ] } ] }", "string", "z"),
        ("{ $get_input: later }", "integer", LATER),
        ("{ $sum: [ { $get_input: later }, 1 ] }", "integer", Call("sum", (LATER, 1))),
        ("{ $get_input: [ deep, y, { $get_input: later } ] }", "string", Call("get_input", ("deep", "y", LATER))),
        ("{ $get_property: [ SELF, word ] }", "string", "hello"),
        ("{ $get_property: [ b, word ] }", "string", "bye"),
        ("{ $get_property: [ b, 0, word ] }", "string", "bye"),
        ("{ $get_property: [ b, ALL, word ] }", STRINGS, ("bye",)),
        ("{ $get_property: [ SELF, d, y, 1 ] }", "string", "b"),
        ("{ $get_property: [ SELF, CAPABILITY, c, size ] }", "integer", 4),
        ("{ $get_property: [ SELF, RELATIONSHIP, r, CAPABILITY, size ] }", "integer", 4),
        ("{ $get_property: [ SELF, RELATIONSHIP, r, 1, CAPABILITY, size ] }", "integer", 9),
        ("{ $get_property: [ SELF, RELATIONSHIP, r, 1, TARGET, word ] }", "string", "sea"),
        ("{ $get_property: [ SELF, RELATIONSHIP, r, ALL, TARGET, word ] }", STRINGS, ("bye", "sea")),
        ("{ $get_property: [ SELF, RELATIONSHIP, r, TARGET, RELATIONSHIP, r, TARGET, word ] }", "string", "sea"),
        ("{ $get_property: [ SELF, RELATIONSHIP, r, w ] }", "integer", 7),
        ("{ $get_property: [ SELF, RELATIONSHIP, r, ALL, i ] }", "list, entry_schema: integer", (0, 1)),
        ("{ $get_property: [ SELF, RELATIONSHIP, r, CAPABILITY, RELATIONSHIP, 1, TARGET, word ] }", "string", "sea"),
        ("{ $get_property: [ SELF, RELATIONSHIP, r, SOURCE, word ] }", "string", "hello"),
        ("{ $get_property: [ link, w ] }", "integer", 8),
        ("{ $get_property: [ link, SOURCE, word ] }", "string", "bye"),
        ("{ $get_property: [ link, CAPABILITY, size ] }", "integer", 9),
        ("{ $get_property: [ unused, w ] }", "integer", 7),
        ("{ $get_property: [ c, CAPABILITY, c, RELATIONSHIP, ALL, SOURCE, word ] }", STRINGS, ("hello", "bye")),
        ("{ $get_attribute: [ SELF, place ] }", "string", Unknown("a", ("place",))),
        ("{ $get_attribute: [ SELF, word ] }", "string", "hello"),
        ("{ $get_attribute: [ SELF, where, x ] }", "integer", Unknown("a", ("where", "x"))),
        ("{ $get_attribute: [ SELF, RELATIONSHIP, r, CAPABILITY, used ] }", "integer", Unknown("b", ("c", "used"))),
        ("{ $get_attribute: [ SELF, RELATIONSHIP, r, state ] }", "string", STATE),
        ("{ $get_artifact: [ SELF, art ] }", "string", Unknown("a", ("artifacts", "art"))),
        ("{ $available_allocation: [ b, CAPABILITY, c, size ] }", "integer", 4),
        ("{ $available_allocation: [ b, CAPABILITY, c, mass ] }", "Mass", "2000 g"),
        ("{ $available_allocation: [ b, CAPABILITY, c, part ] }", "float", 1.5),
        ("{ $sum: [ 1 kg, 2 g ] }", "Mass", "1002 g"),
        ("{ $product: [ { $sum: [ { $get_property: [ b, CAPABILITY, c, mass ] }, 5 g ] }, 2 ] }", "Mass", "4010 g"),
        ("$node_index", "integer", 0),
        ("{ $node_index: [] }", "integer", 0),
        ("{ $concat: [ x, { $get_attribute: [ SELF, place ] } ] }", "string", Concat(("x", Unknown("a", ("place",))))),
        ("{ $length: $node_name }", "integer", Call("length", (Call("node_name", ()),))),
        ("{ $fn: [ 1 ] }", "integer", Call("fn", (1,))),
        ("{ $fn: [ x, 1, 2 ] }", "string", Call("fn", ("x", 1, 2))),
        ("{ $any: [ x, { $get_input: number } ] }", "integer", Call("any", ("x", 3))),
        ("$any", "integer", Call("any", ())),
    ],
)  # fmt: skip
def test_functions_give_values(value: str, type_: str, expected: Value) -> None:
    assert value_of(value, type_) == expected


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        ("{ $get_input: numbr }", "integer", ("TS520", "numbr")),
        ("{ $get_input: [ number, x ] }", "integer", ("TS524", "x")),
        ("{ $get_property: [ SELF ] }", "string", ("TS521", "[ SELF ]")),
        ("{ $get_property: [ x, word ] }", "string", ("TS522", "x")),
        ("{ $get_property: [ SELF, wrd ] }", "string", ("TS523", "wrd")),
        ("{ $get_property: [ SELF, unset ] }", "string", ("TS526", "unset")),
        ("{ $get_property: [ SELF, RELATIONSHIP, q, w ] }", "string", ("TS523", "q")),
        ("{ $get_property: [ SELF, TARGET, w ] }", "string", ("TS524", "TARGET")),
        ("{ $get_property: [ SELF, RELATIONSHIP, r ] }", "string", ("TS524", "r")),
        ("{ $get_property: [ SELF, CAPABILITY, c ] }", "string", ("TS524", "c")),
        ("{ $get_property: [ SELF, CAPABILITY, d, size ] }", "string", ("TS523", "d")),
        ("{ $get_artifact: [ SELF, arts ] }", "string", ("TS523", "arts")),
        ("{ $available_allocation: [ SELF, word ] }", "string", ("TS524", "[ SELF, word ]")),
        ("$relationship_index", "integer", ("TS521", "$relationship_index")),
        ("{ $node_index: [ 1 ] }", "integer", ("TS521", "$node_index")),
        ("$value", "integer", ("TS521", "$value")),
        ("{ $token: [ 'a:b', ':', 5 ] }", "string", ("TS521", "5")),
        ("{ $not: [ true, false ] }", "boolean", ("TS521", "$not")),
        ("{ $sum: [ 1, x ] }", "integer", ("TS521", "x")),
        ("{ $sum: [ 1, 2 ] }", "string", ("TS501", "$sum")),
        ("{ $length: [ { $get_attribute: [ SELF, place ] } ] }", "string", ("TS503", "$length")),
        ("{ $fn: [ true ] }", "string", ("TS521", "$fn")),
        ("{ $one: [ a ] }", "string", ("TS521", "$one")),
        ("{ $one: [ a, b ] }", "string", ("TS501", "b")),
        ("{ $fn: [ 1 ] }", "string", ("TS503", "$fn")),
        ("{ $concat: [ a ], b: c }", "map, entry_schema: string", ("TS540", "$concat")),
        ("{ $get_propety: [ SELF, word ] }", "string", ("TS541", "$get_propety")),
        ("{ $get_property: [ SELF, p ] }", "string", ("TS525", "p")),
    ],
)
def test_one_finding_at_the_very_argument(value: str, type_: str, expected: tuple[str, str]) -> None:
    assert found_in(value, type_) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("$$name", "$name"), ("$$$item", "$$item"), ("'$$a'", "$a"), ("a$b", "a$b"), ("$", "$"), ("''", "")],
)
def test_two_dollar_signs_are_one(written: str, expected: str) -> None:
    assert value_of(written) == expected
    assert value_of(f"[ {written} ]", STRINGS) == (expected,)


def test_keys_are_escaped_too() -> None:
    type_ = "map, entry_schema: { type: map, entry_schema: string }"
    assert value_of("{ $$a: { b: $$c }, d: { $$e: $$$f } }", type_) == {"$a": {"b": "$c"}, "d": {"$e": "$$f"}}


def test_calls_of_one_function_as_keys_of_one_map_have_suffixes() -> None:
    assert value_of("{ '$keygen: [ 1 ]': 1, '$keygen$1: [ 1 ]': 2 }", "map, entry_schema: integer") == {
        "$keygen: [ 1 ]": 1,
        "$keygen$1: [ 1 ]": 2,
    }
    assert value_of("{ $concat$1: [ a, b ] }") == "ab"


def test_a_dollar_sign_means_nothing_in_1_x() -> None:
    text = "node_types: { T: { properties: { p: { type: string } } } }\n"
    text += "topology_template: { node_templates: { n: { type: T, properties: { p: $get_input } } } }"
    assert graph_of(text).nodes["n"].properties["p"] == "$get_input"


def test_functions_of_1_x_are_none_in_2_0() -> None:
    assert value_of("{ concat: [ a, b ] }", f"map, entry_schema: {{ type: {STRINGS} }}") == {"concat": ("a", "b")}
    assert value_of("{ get_input: number }", "map, entry_schema: string") == {"get_input": "number"}


def test_a_function_written_as_in_another_version_is_told() -> None:
    (found,) = read(TEXT.format(type="string", value="{ get_input: number }")).diagnostics
    assert (found.code, found.help) == (
        "TS501",
        "In TOSCA 2.0 the names of functions begin with a dollar sign: write `$get_input`.",
    )
    text = "node_types: { T: { properties: { p: { type: string } } } }\n"
    text += "topology_template: { node_templates: { n: { type: T, properties: { p: { $get_input: x } } } } }"
    (found,) = read(text).diagnostics
    assert found.help == "Only in TOSCA 2.0 the names of functions begin with a dollar sign: write `get_input`."


def test_a_function_may_stand_in_a_file_that_is_missing() -> None:
    text = TEXT.replace("functions:", "imports: [ gone.yaml ]\nfunctions:", 1)
    assert codes(read(text.format(type="string", value="{ $zone_of_host: [ 1 ] }"))) == ["TS201"]


IMPORTED = """tosca_definitions_version: tosca_2_0
functions: { make: { signatures: [ { arguments: [ integer ], result: string } ] } }
node_types: { M: { properties: { made: { type: string, default: { $make: [ 1 ] } } } } }
"""
IMPORTING = """tosca_definitions_version: tosca_2_0
imports: [ { url: more.yaml, namespace: ns } ]
service_template:
  functions:
    make: { signatures: [ { arguments: [ string ], result: integer } ] }
  node_templates:
    m: { type: ns:M }
    n: { type: ns:M, properties: { made: { $ns:make: [ 2 ] } } }
  outputs:
    o: { type: integer, value: { $make: [ x ] } }
"""


def test_a_function_is_known_by_the_names_of_its_file() -> None:
    graph = graph_of(IMPORTING, {"more.yaml": IMPORTED})
    assert graph.nodes["m"].properties["made"] == Call("make", (1,))
    assert graph.nodes["n"].properties["made"] == Call("ns:make", (2,))
    assert graph.outputs["o"].value == Call("make", ("x",))


def test_a_service_template_refines_a_function() -> None:
    text = TEXT.format(type="boolean", value="{ $one: [ true ] }").replace(
        "service_template:",
        "service_template:\n  functions: { one: { signatures: [ {}, { arguments: [ boolean ], result: boolean } ] } }",
    )
    assert graph_of(text).nodes["a"].properties["p"] == Call("one", (True,))


TWICE = """tosca_definitions_version: tosca_2_0
imports: [ more.yaml ]
functions: { make: { signatures: [ {} ] } }
"""


def test_a_function_that_two_files_define() -> None:
    assert codes(read(TWICE, {"more.yaml": IMPORTED})) == ["TS405"]


SECRET = """tosca_definitions_version: tosca_2_0
imports: [ {{ profile: toposmith:1.0 }} ]
node_types: {{ N: {{ properties: {{ p: {{ type: {type} }} }} }} }}
service_template:
  inputs: {{ s: {{ type: toposmith.datatypes.Secret }} }}
  node_templates: {{ n: {{ type: N, properties: {{ p: {value} }} }} }}
"""


def test_what_is_secret_stays_so() -> None:
    text = SECRET.format(type="string", value="{ $concat: [ x, { $get_input: s } ] }")
    assert graph_of(text).nodes["n"].properties["p"] == Concat(("x", Secret("input:s")))
    assert codes(read(SECRET.format(type="integer", value="{ $length: [ { $get_input: s } ] }"))) == ["TS521"]


DOUBLING = """tosca_definitions_version: tosca_2_0
node_types: {{ N: {{ properties: {{ {properties} }}, attributes: {{ a: {{ type: integer }} }} }} }}
service_template: {{ node_templates: {{ n: {{ type: N }} }} }}
"""


@pytest.mark.parametrize(
    ("first", "call"),
    [
        ("{ $get_attribute: [ SELF, a ] }", "{{ $sum: [ {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0} ] }}"),
        ("xxxxxxxx", "{{ $concat: [ {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0} ] }}"),
        ("[ 1 ]", "{{ $concat: [ {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0} ] }}"),
        ("[ 1 ]", "[ {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0} ]"),
    ],
)
def test_values_do_not_grow_without_end(first: str, call: str) -> None:
    lines = [f"p0: {{ type: {{0}}, default: {first} }}"]
    for index in range(1, 12):
        before = f"{{ $get_property: [ SELF, p{index - 1} ] }}"
        lines.append(f"p{index}: {{ type: {{0}}, default: {call.format(before)} }}")
    kind = "integer" if "$sum" in call else "string" if first.startswith("x") else "list, entry_schema: integer"
    kinds = [kind] * len(lines)
    if call.startswith("["):
        kinds = [kind, *(kind := f"list, entry_schema: {{ type: {kind} }}" for _ in lines)]
    text = DOUBLING.format(properties=", ".join(map(str.replace, lines, ["{0}"] * len(lines), kinds)))
    assert set(codes(read(text))) in ({"TS528"}, {"TS521"})


def test_calls_inside_of_calls_end() -> None:
    value = "{ $not: [ " * 40 + "true" + " ] }" * 40
    assert set(codes(read(TEXT.format(type="boolean", value=value)))) <= {"TS527", "TS103"}


def test_every_mistake_of_a_file_is_found() -> None:
    text = TEXT.format(type=STRINGS, value="[ { $sum: [ a ] }, { $not: [ 1 ] }, { $get_input: x } ]")
    assert [code for code, _, _ in places(read(text))] == ["TS521", "TS521", "TS520"]


def test_what_is_left_of_an_amount_of_1_3_is_an_amount() -> None:
    older = """
tosca_definitions_version: tosca_simple_yaml_1_3
capability_types:
  Slots: { derived_from: tosca.capabilities.Root, properties: { time: { type: scalar-unit.time, default: 1 m } } }
"""
    text = """
tosca_definitions_version: tosca_2_0
imports: [ older.yaml ]
node_types:
  N: { properties: { left: { type: string } }, capabilities: { c: { type: Slots } } }
service_template:
  node_templates:
    n: { type: N, properties: { left: { $available_allocation: [ SELF, CAPABILITY, c, time ] } } }
"""
    assert graph_of(text, {"older.yaml": older}).nodes["n"].properties["left"] == "60 s"
