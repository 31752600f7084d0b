import pytest

from tests.topology.editor.marked import HEAD, NODES, analysed, unmarked
from topology.editor.positions import Positions
from topology.editor.rename import Refused, rename, renameable_at
from topology.editor.targets import Target, mentions
from topology.tosca.tree import span_of

EVERYWHERE = (
    "tosca_definitions_version: tosca_simple_yaml_1_3\n"
    "imports: [ toposmith:1.0 ]\n"
    + """\
dsl_definitions:
  shared: &shared
    - connection: db
topology_template:
  node_templates:
    web:
      type: toposmith.nodes.Container
      description: It asks db, and db answers.
      properties:
        environment:
          A: { get_property: [ db, environment, db ] }
          B: { concat: [ db, { get_attribute: [ 'db', address ] } ] }
          C: { get_operation_output: [ db, Standard, create, db ] }
          D: { get_artifact: [ "db", db ] }
          E: { get_property: [ SELF, db ] }
          db: db
      requirements: *shared
    other:
      copy: db
      requirements:
        - dependency: { node: db }
      interfaces:
        Standard:
          operations:
            create: { implementation: x.sh, outputs: { result: [ db, address ] } }
    db: # the database db
      type: toposmith.nodes.Container
  groups:
    all: { type: tosca.groups.Root, members: [ web, db ] }
  policies:
    - db_policy: { type: tosca.policies.Scaling, targets: [ db ] }
    - late:
        type: tosca.policies.Scaling
        triggers:
          t: { event: e, target_filter: { node: db }, action: [] }
  outputs:
    db: { value: { get_attribute: [ db, address ] } }
  substitution_mappings:
    node_type: tosca.nodes.DBMS
    capabilities: { db: [ db, endpoint ] }
    requirements:
      host: { mapping: [ db, host ] }
  workflows:
    w:
      preconditions: [ { target: db } ]
      steps:
        db: { target: db, operation_host: db, activities: [ set_state: db ], on_success: [ db ] }
"""
)
DB = Target("node_templates", "db")


def renamed(text: str, name: str) -> str:
    """The text after the node template at the mark got a new name."""
    plain, line, column = unmarked(text)
    analysis = analysed(plain)
    found = renameable_at(analysis, line, column)
    assert found is not None
    positions = Positions(plain)
    for each in reversed(rename(analysis, found[0], name)):
        start, end = positions.range(each.span)
        plain = plain[: positions.offset(start)] + each.text + plain[positions.offset(end) :]
    return plain


def test_every_mention_is_renamed_and_nothing_else() -> None:
    after = renamed(EVERYWHERE.replace("    db: # the", "    d‸b: # the"), "store.1")
    assert after.replace("store.1", "db") == EVERYWHERE
    assert not list(mentions(analysed(after), DB))
    assert [line.strip() for line in after.split("\n") if "store.1" in line] == [
        "- connection: store.1",
        "A: { get_property: [ store.1, environment, db ] }",
        "B: { concat: [ db, { get_attribute: [ 'store.1', address ] } ] }",
        "C: { get_operation_output: [ store.1, Standard, create, db ] }",
        'D: { get_artifact: [ "store.1", db ] }',
        "copy: store.1",
        "- dependency: { node: store.1 }",
        "create: { implementation: x.sh, outputs: { result: [ store.1, address ] } }",
        "store.1: # the database db",
        "all: { type: tosca.groups.Root, members: [ web, store.1 ] }",
        "- db_policy: { type: tosca.policies.Scaling, targets: [ store.1 ] }",
        "t: { event: e, target_filter: { node: store.1 }, action: [] }",
        "db: { value: { get_attribute: [ store.1, address ] } }",
        "capabilities: { db: [ store.1, endpoint ] }",
        "host: { mapping: [ store.1, host ] }",
        "preconditions: [ { target: store.1 } ]",
        "db: { target: store.1, operation_host: store.1, activities: [ set_state: db ], on_success: [ db ] }",
    ]


def test_there_and_back_again() -> None:
    after = renamed(EVERYWHERE.replace("copy: db", "copy: d‸b"), "store")
    assert renamed(after.replace("copy: store", "copy: ‸store"), "db") == EVERYWHERE


def test_mentions_in_2_0() -> None:
    text = (
        "tosca_definitions_version: tosca_2_0\n"
        "node_types:\n  N: { properties: { p: { type: string } }, capabilities: { c: C }, requirements: [ r: C ] }\n"
        "capability_types: { C: {} }\n"
        "service_template:\n"
        "  node_templates:\n"
        "    a: { type: N, properties: { p: { $get_property: [ b, p ] } }, requirements: [ r: b ] }\n"
        "    b‸: { type: N }\n"
    )
    after = renamed(text, "z")
    assert "$get_property: [ z, p ]" in after
    assert "r: z" in after
    assert "    z: { type: N }" in after


@pytest.mark.parametrize("name", ["web", "all", "SELF", "HOST", "true", "null", "1a", "", "a b", "a: b", "a#", "-a", "é\n", "[a", "Compute", "tosca.nodes.Root"])  # fmt: skip  # noqa: E501
def test_names_that_are_taken_or_not_legal(name: str) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        renamed(EVERYWHERE.replace("    db: # the", "    d‸b: # the"), name)


@pytest.mark.parametrize("name", ["é", "漢字", "a-b.c_d", "_x"])
def test_names_that_are_legal(name: str) -> None:
    assert f"{name}: # the" in renamed(EVERYWHERE.replace("    db: # the", "    d‸b: # the"), name)


def test_a_broken_file_is_left_alone() -> None:
    with pytest.raises(Refused, match="not valid YAML"):
        renamed(NODES + "    d‸b: { type: Compute }\n    x: [\n", "new")


def test_a_name_over_several_lines_is_left_alone() -> None:
    with pytest.raises(Refused, match="several lines"):
        renamed(NODES + "    d‸b: { type: Compute }\n    x: { type: Compute, requirements: [ { host:\n  'db\n\n ' } ] }\n".replace("'db\n\n '", '"d\\\n  b"'), "new")  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("text", ["  inputs:\n    d‸b: { type: string }\n", "  node_templates:\n    x:\n      ty‸pe: Compute\n"])  # fmt: skip  # noqa: E501
def test_only_node_templates_are_renamed(text: str) -> None:
    plain, line, column = unmarked(HEAD + text)
    assert renameable_at(analysed(plain), line, column) is None


def test_mentions_of_other_things() -> None:
    text = HEAD + "  inputs:\n    port: { type: integer }\n  outputs:\n    x: { value: { get_input: port } }\n"
    text += "    y: { value: { get_input: [ port ] } }\n"
    lines = [span_of(found.scalar).line for found in mentions(analysed(text), Target("inputs", "port"))]
    assert lines == [5, 7, 8]
    types = NODES + "    a: { type: Compute }\n    b: { type: tosca.nodes.Compute }\n    c: { type: tosca:Compute }\n"
    assert len(list(mentions(analysed(types), Target("node_types", "tosca.nodes.Compute")))) == 3
