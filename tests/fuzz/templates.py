"""Makes templates that are nearly right: the grammar's structure, with whatever else a file may hold in places."""

from collections.abc import Callable, Mapping
from random import Random

from tests.fuzz.vocabulary import FUNCTIONS, VALUES, keynames, keynames_of, versions
from tests.fuzz.yaml_text import as_yaml

MAP, LIST, NAMED_LIST, ONE = "map", "list", "named list", "one"

SHAPES = {
    "node_templates": (MAP, "node_template"),
    "relationship_templates": (MAP, "relationship_template"),
    "node_types": (MAP, "node_type"),
    "relationship_types": (MAP, "relationship_type"),
    "capability_types": (MAP, "capability_type"),
    "data_types": (MAP, "data_type"),
    "interface_types": (MAP, "interface_type"),
    "artifact_types": (MAP, "artifact_type"),
    "group_types": (MAP, "group_type"),
    "policy_types": (MAP, "policy_type"),
    "repositories": (MAP, "repository_definition"),
    "imports": (LIST, "import_definition"),
    "topology_template": (ONE, "topology_template"),
    "service_template": (ONE, "topology_template"),
    "inputs": (MAP, "property_definition"),
    "outputs": (MAP, "property_definition"),
    "properties": (MAP, "property_definition"),
    "attributes": (MAP, "attribute_definition"),
    "capabilities": (MAP, "capability_definition"),
    "requirements": (NAMED_LIST, "requirement_definition"),
    "interfaces": (MAP, "interface_definition"),
    "operations": (MAP, "operation_definition"),
    "notifications": (MAP, "operation_definition"),
    "implementation": (ONE, "operation_definition"),
    "artifacts": (MAP, "artifact_definition"),
    "groups": (MAP, "group_definition"),
    "policies": (NAMED_LIST, "policy_definition"),
    "triggers": (MAP, "trigger_definition"),
    "workflows": (MAP, "workflow_definition"),
    "steps": (MAP, "workflow_definition"),
    "activities": (LIST, "activity_definition"),
    "condition": (LIST, "condition_clause"),
    "substitution_mappings": (ONE, "substitution_mapping"),
    "node_filter": (ONE, "node_filter"),
    "entry_schema": (ONE, "schema_definition"),
    "key_schema": (ONE, "schema_definition"),
    "constraints": (LIST, "constraint_clause"),
}
"""What stands behind a keyname: entries by name, a list, a list of single entries, or one; and which entity's."""

ASSIGNED = {
    "properties": (MAP, ""),
    "attributes": (MAP, ""),
    "inputs": (MAP, ""),
    "capabilities": (MAP, "capability_assignment"),
    "requirements": (NAMED_LIST, "requirement_assignment"),
}
"""The same where values are assigned instead of defined."""

_ASSIGNING = [
    "node_template",
    "relationship_template",
    "capability_assignment",
    "group_definition",
    "policy_definition",
]
_NODE_TYPES = (
    "T",
    "A",
    "tosca.nodes.Root",
    "tosca.nodes.Compute",
    "tosca.nodes.WebServer",
    "toposmith.nodes.Container",
)
_WORDS = {
    "type": (*_NODE_TYPES, "string", "integer", "list", "map", "T"),
    "derived_from": ("T", "A", *_NODE_TYPES, "tosca.capabilities.Root", "tosca.datatypes.Root", "string"),
    "node": ("a", "b", "web", "db", *_NODE_TYPES),
    "capability": ("host", "tosca.capabilities.Node", "tosca.capabilities.Container", "A"),
    "relationship": ("tosca.relationships.HostedOn", "tosca.relationships.DependsOn", "A"),
    "copy": ("a", "b", "web"),
    "default": VALUES,
}
"""Words that fit behind a keyname."""

_NAMES = ("a", "b", "web", "db", "host", "port", "A", "T", "host", "a", "b", "T", "p:q", "x y", "", "0", "null")
_SECTIONS = (
    "topology_template",
    "service_template",
    "node_types",
    "data_types",
    "capability_types",
    "relationship_types",
)


def template(source: Random) -> bytes:
    """A file: its version, some sections, and all the ways in which YAML can be written."""
    maker = _Maker(source)
    tree: dict[str, object] = {"tosca_definitions_version": source.choice(versions())}
    tree |= {name: maker.behind(name, 1) for name in source.sample(_SECTIONS, 2)} | maker.entity("service_template", 0)
    return as_yaml(tree, source).encode("utf-8", "surrogatepass")


class _Maker:
    def __init__(self, source: Random) -> None:
        self._source = source
        self._left = 120

    def entity(self, module: str, depth: int) -> dict[str, object]:
        """A map of some of an entity's keynames, each with what belongs behind it, mostly."""
        names = keynames_of(module)
        chosen = [self._source.choice(names) for _ in range(self._source.randint(1, 4))]
        if "type" in names and self._source.random() < 0.8:
            chosen.append("type")
        shapes = SHAPES | ASSIGNED if module in _ASSIGNING else SHAPES
        return {self._mostly(name, keynames): self.behind(name, depth + 1, shapes) for name in chosen}

    def behind(self, name: str, depth: int, shapes: Mapping[str, tuple[str, str]] = SHAPES) -> object:
        """What stands behind a keyname."""
        self._left -= 1
        if name in _WORDS and self._source.random() < 0.9:
            return self._source.choice(_WORDS[name])
        if depth > 9 or self._left < 0 or self._source.random() < 0.04:
            return self._value(depth)
        shape, module = shapes.get(name, ("", ""))
        count = self._source.randint(1, 3)
        if shape == ONE:
            return self.entity(module, depth)
        if shape == MAP:
            return {self._name(): self._item(module, depth) for _ in range(count)}
        if shape == LIST:
            return [self._item(module, depth) for _ in range(count)]
        if shape == NAMED_LIST:
            return [{self._name(): self._item(module, depth)} for _ in range(count)]
        return self._value(depth)

    def _item(self, module: str, depth: int) -> object:
        return self.entity(module, depth) if module and self._source.random() < 0.95 else self._value(depth)

    def _value(self, depth: int) -> object:
        """A word, a function, or a value of any other kind."""
        chance = self._source.random()
        if chance < 0.55 or depth > 9 or self._left < 0:
            return self._word()
        count = self._source.randint(0, 3)
        if chance < 0.75:
            return {self._source.choice(FUNCTIONS): [self._value(depth + 1) for _ in range(count)]}
        if chance < 0.88:
            return [self._value(depth + 1) for _ in range(count)]
        return {self._name(): self._value(depth + 1) for _ in range(count)}

    def _word(self) -> str:
        return self._source.choice(self._source.choice((VALUES, _NAMES, FUNCTIONS)))

    def _name(self) -> str:
        return self._source.choice(_NAMES)

    def _mostly(self, name: str, others: Callable[[], list[str]]) -> str:
        return name if self._source.random() < 0.95 else self._source.choice(others())
