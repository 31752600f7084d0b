"""The editor's tables name entities, keynames and functions by their words; so these words must be the grammar's."""

import pytest

from tests.topology.editor.grammar_tables import ENTITIES, KEYNAMES
from tests.topology.editor.marked import HEAD, analysed
from topology.editor import completion_values, refers
from topology.editor.analysis import KINDS_OF_ENTITY
from topology.editor.functions import functions_of
from topology.editor.grammar import read_grammar
from topology.editor.targets import KINDS_BY_SECTION
from topology.editor.tree_paths import map_at
from topology.tosca.dialect import SIMPLE_1_3
from topology.tosca.functions.table import BUILT_IN
from topology.tosca.values import calls

TABLES = [refers.REFERS, refers._SHORT, refers._FIRST, refers._MAPPING, completion_values._BY_KEYNAME]


@pytest.mark.parametrize("table", TABLES)
def test_every_keyname_is_one_of_the_grammar(table: dict[tuple[str, str], object]) -> None:
    assert table.keys() <= KEYNAMES


def test_every_entity_is_one_of_the_grammar() -> None:
    assert KINDS_OF_ENTITY.keys() <= ENTITIES


def test_every_type_of_an_entity_is_looked_up() -> None:
    """An entity that has ``type`` or ``derived_from`` is of a kind, or it is named here."""
    typed = {entity for entity, keyname in KEYNAMES if keyname in ("type", "derived_from")}
    assert typed - KINDS_OF_ENTITY.keys() == set()


def test_schemas_and_states_are_known_of_all_that_have_them() -> None:
    assert {pair for pair in KEYNAMES if pair[1] in ("entry_schema", "key_schema")} <= refers.REFERS.keys()
    assert {pair for pair in KEYNAMES if pair[1] == "status"} <= completion_values._BY_KEYNAME.keys()


def test_the_sections_of_types_are_the_grammars() -> None:
    assert {("a service template", section) for section in KINDS_BY_SECTION} <= KEYNAMES


ASKED = {"node_index", "relationship_index", "available_allocation", "get_input", "get_property", "get_attribute"}


def test_the_functions_are_the_readers() -> None:
    assert functions_of(analysed(HEAD)).keys() == calls.FUNCTIONS
    of_2_0 = functions_of(analysed("tosca_definitions_version: tosca_2_0\nfunctions: { mine: {} }\n"))
    assert of_2_0.keys() == {f"${name}" for name in (*BUILT_IN, *ASKED, "get_artifact", "mine")}
    assert "join" not in functions_of(analysed("tosca_definitions_version: tosca_simple_yaml_1_1\n"))


@pytest.mark.parametrize(
    ("path", "entity"),
    [
        (("topology_template",), "a topology template"),
        (("topology_template", "node_templates", "web"), "a node template"),
        (("topology_template", "node_templates", "web", "interfaces", "i"), "an interface definition"),
        (("topology_template", "node_templates", "web", "requirements", 0, "r"), "a requirement assignment"),
        (("topology_template", "node_templates", "web", "properties"), None),
    ],
)
def test_an_empty_map_is_known_by_its_table(path: tuple[str | int, ...], entity: str | None) -> None:
    tree = analysed(HEAD + "  inputs: {}\n").tree
    at = map_at(tree, path)
    assert at is not None
    before = dict(at.entries)
    table = read_grammar(tree, SIMPLE_1_3, at).tables.get(path)
    assert (table.entity if table is not None else None) == entity
    assert at.entries == before, "the probes are taken away again"
