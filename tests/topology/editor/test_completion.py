"""What is offered while somebody writes: in texts that are finished, half-written, and broken elsewhere."""

from pathlib import Path

import pytest

from tests.topology.editor.marked import HEAD, NODES, applied, completed, labels, offers
from topology.editor.analysis import analyse
from topology.editor.completion import complete
from topology.editor.refers import sections_at
from topology.editor.tree_paths import scalars
from topology.sources import DirectorySources

EXAMPLES = sorted((Path(__file__).parents[3] / "tosca-templates").rglob("*.yaml"))
WEB = NODES + "    web:\n      type: toposmith.nodes.Container\n"
DATABASE = "    database:\n      type: toposmith.nodes.Container\n    files: { type: toposmith.nodes.Volume }\n"
VERSION_2 = "tosca_definitions_version: tosca_2_0\n"


class TestKeynames:
    def test_of_a_file(self) -> None:
        assert labels("‸")[0] == "tosca_definitions_version"
        assert labels("tos‸")[0] == "tosca_definitions_version"
        found = labels(HEAD + "\n‸")
        assert {"node_types", "description"} <= set(found)
        assert not {"tosca_definitions_version", "topology_template"} & set(found)

    def test_of_the_entity_at_the_cursor_by_the_version_of_the_file(self) -> None:
        assert "service_template" in labels(VERSION_2 + "‸")
        assert "service_template" not in labels("tosca_definitions_version: tosca_simple_yaml_1_3\n‸")
        assert "topology_template" not in labels(VERSION_2 + "‸")

    def test_required_ones_come_first_and_written_ones_not_at_all(self) -> None:
        assert labels(NODES + "    web:\n      ‸")[0] == "type"
        assert "type" not in labels(WEB + "      ‸")

    def test_the_one_that_the_cursor_is_in_stays(self) -> None:
        assert "type" in labels(NODES + "    web:\n      ty‸pe: Compute")
        assert "memory" in labels(WEB + "      properties: { m‸emory: 1 GB }")
        assert "storage" in labels(WEB + "      requirements:\n        - s‸torage: x")

    def test_of_an_entity_that_is_not_the_last_one(self) -> None:
        assert "artifacts" in labels(WEB + "      ‸\n" + DATABASE)
        assert "artifacts" in labels(WEB + "      art‸\n" + DATABASE)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (HEAD + "  ‸", {"inputs", "node_templates", "policies", "substitution_mappings"}),
            (HEAD + "  inputs:\n    port:\n      ‸", {"type", "default", "constraints", "required"}),
            (HEAD + "  inputs:\n    port: { ‸", {"type", "default", "constraints", "required"}),
            (HEAD + "  groups:\n    all:\n      ‸", {"type", "members"}),
            (HEAD + "  policies:\n    - p:\n        ‸", {"type", "targets", "triggers"}),
            (HEAD + "  workflows:\n    w:\n      steps:\n        s:\n          ‸", {"target", "activities"}),
            (HEAD + "node_types:\n  N:\n    ‸", {"derived_from", "capabilities", "requirements"}),
            (HEAD + "node_types:\n  N:\n    requirements:\n      - host:\n          ‸", {"capability", "occurrences"}),
            (HEAD + "imports:\n  - ‸", {"file", "namespace_prefix"}),
            (WEB + "      requirements:\n        - host:\n            ‸", {"node", "capability", "node_filter"}),
            (WEB + "      artifacts:\n        image: { ‸", {"type", "file", "repository"}),
            (WEB + "      interfaces:\n        Standard:\n          operations:\n            create:\n              ‸",
             {"implementation", "inputs"}),
        ],
    )  # fmt: skip
    def test_of_many_entities(self, text: str, expected: set[str]) -> None:
        assert expected <= set(labels(text))

    def test_the_line_after_taking_one(self) -> None:
        assert applied(NODES + "    web:\n      ty‸", "type") == "      type: "
        assert applied(WEB + "      prop‸", "properties") == "      properties:"
        assert applied(WEB + "      prop‸: {}", "properties") == "      properties: {}"
        assert applied(HEAD + "  inputs:\n    port: { ty‸ }", "type") == "    port: { type:  }"

    def test_the_detail_names_the_section(self) -> None:
        detail = offers(NODES + "    web:\n      ‸")["type"].detail
        assert detail == "keyname of a node template, Simple Profile 1.3, section 3.8.3"

    def test_none_in_free_maps(self) -> None:
        assert labels(HEAD + "  inputs:\n    ‸") == []
        assert labels("metadata:\n  ‸") == []


class TestTypes:
    def test_of_the_right_kind(self) -> None:
        found = labels(NODES + "    web:\n      type: ‸")
        assert {"tosca.nodes.Compute", "toposmith.nodes.Container", "Compute"} <= set(found)
        assert not [name for name in found if ".relationships." in name]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("node_types:\n  N:\n    derived_from: ‸", "tosca.nodes.Root"),
            ("relationship_types:\n  N:\n    derived_from: ‸", "tosca.relationships.HostedOn"),
            ("node_types:\n  N:\n    properties:\n      p:\n        type: ‸", "scalar-unit.size"),
            ("data_types:\n  N: { properties: { p: { entry_schema: { type: ‸", "tosca.datatypes.Credential"),
            ("node_types:\n  N:\n    capabilities:\n      c: ‸", "tosca.capabilities.Endpoint"),
            ("node_types:\n  N:\n    capabilities:\n      c: { valid_source_types: [ ‸", "tosca.nodes.Compute"),
            ("node_types:\n  N:\n    requirements:\n      - r: { relationship: ‸", "tosca.relationships.HostedOn"),
            ("  policies:\n    - p: { type: ‸", "tosca.policies.Scaling"),
            ("  groups:\n    g: { type: ‸", "tosca.groups.Root"),
            ("  inputs:\n    i: { type: ‸", "integer"),
            ("  substitution_mappings:\n    node_type: ‸", "tosca.nodes.DBMS"),
            ("  relationship_templates:\n    r:\n      type: ‸", "tosca.relationships.ConnectsTo"),
        ],
    )  # fmt: skip
    def test_at_every_place_for_one(self, text: str, expected: str) -> None:
        assert expected in labels(HEAD + text)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("capability_types:\n  X: { valid_source_node_types: [ ‸", "N"),
            ("capability_types:\n  X: { valid_relationship_types: [ ‸", "R"),
            ("node_types:\n  X:\n    capabilities:\n      c: { type: C, valid_source_node_types: [ ‸", "N"),
            ("node_types:\n  X:\n    capabilities:\n      c: { type: C, valid_relationship_types: [ ‸", "R"),
            ("relationship_types:\n  X: { valid_capability_types: [ ‸", "C"),
            ("relationship_types:\n  X: { valid_target_node_types: [ ‸", "N"),
            ("relationship_types:\n  X: { valid_source_node_types: [ ‸", "N"),
        ],
    )
    def test_that_may_use_each_other_in_2_0(self, text: str, expected: str) -> None:
        types = "node_types: { N: {} }\ncapability_types: { C: {} }\nrelationship_types: { R: {} }\n"
        assert expected in labels(f"{VERSION_2}imports: [ types.yaml ]\n{text}", {"types.yaml": VERSION_2 + types})

    def test_own_types_come_first_and_imported_ones_have_their_prefix(self) -> None:
        files = {"lib/types.yaml": "tosca_definitions_version: tosca_simple_yaml_1_3\nnode_types:\n  mine.Thing: {}\n"}
        text = (
            "tosca_definitions_version: tosca_simple_yaml_1_3\n"
            "imports:\n  - { file: lib/types.yaml, namespace_prefix: lib }\n"
            "node_types:\n  own.Thing: { derived_from: tosca.nodes.Root }\n"
            "topology_template:\n  node_templates:\n    web:\n      type: ‸"
        )
        found = labels(text, files)
        assert found[:2] == ["lib:mine.Thing", "own.Thing"]
        assert "derived from tosca.nodes.Root" in offers(text, files)["own.Thing"].detail

    def test_simple_types_are_those_of_the_version(self) -> None:
        assert "scalar" in labels(VERSION_2 + "data_types:\n  D:\n    derived_from: ‸")
        assert "scalar-unit.size" not in labels(VERSION_2 + "data_types:\n  D:\n    derived_from: ‸")

    def test_with_their_descriptions(self) -> None:
        found = offers(NODES + "    web:\n      type: tosca.no‸")
        assert found["tosca.nodes.Compute"].description == "A computer, real or virtual."


class TestMembers:
    def test_properties_of_the_nodes_type(self) -> None:
        found = offers(WEB + "      properties:\n        ‸")
        assert found["memory"].detail == "property: scalar-unit.size"
        assert found["memory"].description
        assert "environment" in found

    def test_properties_of_a_copy_are_those_of_its_source(self) -> None:
        assert "memory" in labels(WEB + "    other:\n      copy: web\n      properties:\n        ‸")

    def test_attributes_capabilities_and_requirements(self) -> None:
        assert "address" in labels(WEB + "      attributes:\n        ‸")
        assert "endpoint" in labels(WEB + "      capabilities:\n        ‸")
        assert (
            labels(WEB + "      capabilities:\n        endpoint:\n          properties:\n            po‸").count("port")
            == 1
        )
        assert applied(WEB + "      requirements:\n        ‸", "storage") == "        - storage: "
        assert applied(WEB + "      requirements:\n        - sto‸", "storage") == "        - storage: "
        assert applied(WEB + "      requirements: [ { ‸", "storage") == "      requirements: [ { storage: "

    def test_operations_with_and_without_their_keyname(self) -> None:
        interface = WEB + "      interfaces:\n        Standard:\n"
        assert {"create", "inputs"} <= set(labels(interface + "          ‸"))
        assert {"create", "start"} <= set(labels(interface + "          operations:\n            ‸"))
        assert "Standard" in labels(WEB + "      interfaces:\n        ‸")

    def test_names_that_a_type_may_refine(self) -> None:
        text = HEAD + "node_types:\n  N:\n    derived_from: tosca.nodes.Compute\n    capabilities:\n      ‸"
        assert {"host", "endpoint", "scalable"} <= set(labels(text))

    def test_parts_of_a_complex_value(self) -> None:
        assert "interval" in labels(WEB + "      properties:\n        health_check:\n          ‸")
        assert "interval" in labels(WEB + "      properties: { health_check: { ‸ } }")
        assert "target" in labels(WEB + "      properties:\n        ports:\n          - ‸")

    def test_of_a_node_whose_other_lines_are_broken(self) -> None:
        text = WEB + "      properties:\n        memory: 1 GB: x\n        ‸\n" + DATABASE
        assert "environment" in labels(text)

    def test_properties_of_a_substituted_type(self) -> None:
        found = labels(HEAD + "  substitution_mappings:\n    node_type: tosca.nodes.DBMS\n    properties:\n      ‸")
        assert "root_password" in found

    def test_properties_of_a_policy_a_group_and_a_relationship(self) -> None:
        text = HEAD + "policy_types:\n  P: { properties: { limit: { type: integer } } }\n"
        assert "limit" in labels(text.replace("topology_template:\n", "") + (
            "topology_template:\n  policies:\n    - p:\n        type: P\n        properties:\n          ‸"
        ))  # fmt: skip
        text = WEB + "      requirements:\n        - storage:\n            relationship:\n              properties: { ‸"
        assert "location" in labels(text)


class TestValues:
    def test_targets_of_a_requirement_that_fit_come_first(self) -> None:
        found = offers(WEB + "      requirements:\n        - storage: ‸\n" + DATABASE)
        assert next(iter(found)) == "files"
        assert list(found).index("files") < list(found).index("database")
        assert "web" not in found
        found = offers(WEB + "      requirements:\n        - connection:\n            node: ‸\n" + DATABASE)
        assert next(iter(found)) == "database"

    def test_capabilities_of_the_target(self) -> None:
        text = (
            WEB + "      requirements:\n        - connection:\n            node: database\n            capability: ‸\n"
        )
        assert "endpoint" in labels(text + DATABASE)

    def test_inputs(self) -> None:
        text = HEAD + "  inputs:\n    port: { type: integer }\n" + WEB.removeprefix(HEAD)
        for call in ("{ get_input: ‸", "{ get_input: ‸ }", "{ get_input: [ ‸ ] }", "{ get_input: po‸ }"):
            assert labels(text + "      properties:\n        memory: " + call) == ["port"]
        assert labels(text + "      properties:\n        memory:\n          get_input: ‸") == ["port"]

    def test_arguments_of_functions(self) -> None:
        text = WEB + "      properties:\n        environment:\n          A: "
        assert {"database", "SELF"} <= set(labels(text + "{ get_property: [ ‸ ] }\n" + DATABASE))
        assert "deletion_policy" in labels(text + "{ get_property: [ files, ‸ ] }\n" + DATABASE)
        assert "address" in labels(text + "{ get_attribute: [ SELF, ‸ ] }\n" + DATABASE)
        assert "port" in labels(text + "{ get_property: [ database, endpoint, ‸ ] }\n" + DATABASE)
        assert "tosca.nodes.Compute" in labels(text + "{ get_nodes_of_type: ‸ }\n" + DATABASE)

    def test_names_of_functions(self) -> None:
        assert "get_input" in labels(WEB + "      properties:\n        memory: { ‸ }")
        assert applied(WEB + "      properties:\n        memory: ‸", "get_input") == "        memory: { get_input: }"
        found = labels(
            VERSION_2 + "node_types:\n  N: { properties: { p: { type: string } } }\n"
            "service_template:\n  node_templates:\n    n:\n      type: N\n      properties:\n        p: { ‸ }"
        )
        assert "$get_input" in found
        assert "get_input" not in found

    def test_expressions_of_2_0(self) -> None:
        text = VERSION_2 + "data_types:\n  D: { derived_from: integer, validation: { ‸ } }"
        assert "$greater_than" in labels(text)

    def test_listed_values_and_booleans(self) -> None:
        volume = NODES + "    files:\n      type: toposmith.nodes.Volume\n      properties:\n        "
        assert labels(volume + "deletion_policy: ‸")[:3] == ["delete", "retain", "snapshot"]
        assert labels(volume + "deletion_policy: re‸")[:3] == ["delete", "retain", "snapshot"]
        assert labels(WEB + "      properties:\n        host_pid: ‸")[:2] == ["false", "true"]
        assert labels(HEAD + "  inputs:\n    i:\n      required: ‸") == ["false", "true"]
        text = "  inputs:\n    i: { type: string, constraints: [ { valid_values: [ a, b ] } ], default: ‸ }"
        assert labels(HEAD + text)[:2] == ["a", "b"]

    def test_words_of_the_language(self) -> None:
        assert {"tosca_2_0", "tosca_simple_yaml_1_3"} <= set(labels("tosca_definitions_version: ‸"))
        assert labels("tosca_definitions_version: tosca_simple_yaml_1_3\nimports:\n  - ‸")[0] == "file"
        assert "toposmith:1.0" in labels("tosca_definitions_version: tosca_simple_yaml_1_3\nimports: [ ‸ ]")
        assert labels(WEB + "      directives: [ ‸ ]") == ["select", "substitute"]
        assert "deprecated" in labels(HEAD + "  inputs:\n    i:\n      status: ‸")
        assert "in_range" in labels(HEAD + "  inputs:\n    i:\n      constraints:\n        - ‸")
        assert applied(HEAD + "  inputs:\n    i:\n      constraints:\n        ‸", "pattern") == "        - pattern: "

    def test_members_targets_and_copies(self) -> None:
        text = WEB + DATABASE
        assert labels(text + "  groups:\n    g: { type: Root, members: [ web, ‸ ] }") == [
            "database",
            "files",
            "g",
            "web",
        ]
        assert "web" in labels(text + "  policies:\n    - p:\n        targets:\n          - ‸")
        assert "web" in labels(text + "    more:\n      copy: ‸")
        assert "web" in labels(text + "  workflows:\n    w:\n      steps:\n        s:\n          target: ‸")
        assert "web" in labels(text + "  substitution_mappings:\n    capabilities:\n      c: [ ‸ ]")

    def test_artifacts_of_the_node_for_an_operation(self) -> None:
        text = (
            WEB + "      artifacts:\n        setup: setup.sh\n      interfaces:\n        Standard:\n          create: "
        )
        assert "setup" in labels(text + "{ implementation: ‸ }")
        assert "setup" in labels(text + "{ implementation: { primary: ‸ } }")

    def test_a_blank_is_put_behind_a_colon(self) -> None:
        assert applied(NODES + "    web:\n      type:‸", "tosca.nodes.Compute") == "      type: tosca.nodes.Compute"

    def test_the_whole_word_is_replaced(self) -> None:
        text = NODES + "    web:\n      type: tosca.‸nodes.Root # old"
        assert applied(text, "tosca.nodes.Compute") == "      type: tosca.nodes.Compute # old"


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_whatever_is_written_in_the_examples_is_offered_there(file: Path) -> None:
    """With the cursor in a key of the language, or in the name of a type or a template, the word itself is offered."""
    text = file.read_text(encoding="utf-8")
    analysis = analyse(DirectorySources(file.parent), file.name, text)
    assert analysis is not None
    checked = 0
    for found in scalars(analysis.tree):
        is_known = analysis.table(found.path[:-1]) if found.is_key else sections_at(analysis, found.path)
        if is_known:
            start = found.scalar.start
            made = complete(DirectorySources(file.parent), file.name, text, start.line, start.column + 1)
            assert made is not None
            assert found.scalar.text in [offer.label for offer in made.offers], found.path
            checked += 1
    assert checked > 10


@pytest.mark.parametrize("text", ["# ‸", "description: some text ‸", "a: |\n  ‸", "[" * 3000 + "‸"])
def test_where_there_is_nothing_to_say(text: str) -> None:
    found = completed("tosca_definitions_version: tosca_simple_yaml_1_3\n" + text)
    assert found is None or not found.offers
