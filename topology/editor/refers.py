"""What a name at a path refers to: the one table for completion, definition, references and rename.

A *section* says where names are declared: ``node_types`` and its like for types, ``node_templates``, ``inputs`` and its
like for what a topology holds, ``repositories`` for what a file holds.
"""

from topology.editor.analysis import KINDS_OF_ENTITY, Analysis
from topology.editor.tree_paths import entries_at, node_at
from topology.tosca.findings import Path
from topology.tosca.tree import MappingNode

Sections = tuple[str, ...]

_NODES_AND_GROUPS: Sections = ("node_templates", "groups")
_NODES: Sections = ("node_templates", "node_types")
_RELATIONSHIPS: Sections = ("relationship_templates", "relationship_types")
_NODE_TYPES: Sections = ("node_types",)

_DERIVED = {
    (entity, "derived_from" if entity.endswith(" type") else "type"): (kind.section,)
    for entity, kind in KINDS_OF_ENTITY.items()
}
_WITH_SCHEMAS = (
    "a property definition",
    "an attribute definition",
    "a parameter definition",
    "a schema definition",
    "a data type",
)
REFERS: dict[tuple[str, str], Sections] = {
    **_DERIVED,
    ("a requirement's relationship", "type"): _RELATIONSHIPS,
    ("a node template", "copy"): ("node_templates",),
    ("a relationship template", "copy"): ("relationship_templates",),
    ("a requirement assignment", "node"): _NODES,
    ("a requirement assignment", "relationship"): _RELATIONSHIPS,
    ("a requirement assignment", "capability"): ("capability_types",),
    ("a requirement definition", "node"): _NODE_TYPES,
    ("a requirement definition", "capability"): ("capability_types",),
    ("a requirement definition", "relationship"): ("relationship_types",),
    ("a capability definition", "valid_source_types"): _NODE_TYPES,
    ("a capability type", "valid_source_types"): _NODE_TYPES,
    ("a relationship type", "valid_target_types"): ("capability_types",),
    ("a group definition", "members"): _NODES_AND_GROUPS,
    ("a group type", "members"): _NODE_TYPES,
    ("a policy definition", "targets"): _NODES_AND_GROUPS,
    ("a policy type", "targets"): ("node_types", "group_types"),
    ("a substitution mapping", "node_type"): _NODE_TYPES,
    ("a workflow step", "target"): _NODES_AND_GROUPS,
    ("a workflow step", "operation_host"): ("node_templates",),
    ("a workflow precondition", "target"): _NODES_AND_GROUPS,
    ("an event filter", "node"): _NODES,
    ("an activity", "delegate"): ("workflows",),
    ("an activity", "inline"): ("workflows",),
    ("an activity", "workflow"): ("workflows",),
    ("an artifact definition", "repository"): ("repositories",),
    ("an import definition", "repository"): ("repositories",),
    **{(entity, keyname): ("data_types",) for entity in _WITH_SCHEMAS for keyname in ("entry_schema", "key_schema")},
}
"""By entity and keyname: what the keyname's value names, or each item of it where it is a list."""

_SINCE_2_0: dict[tuple[str, str], Sections] = {
    **REFERS,
    ("a requirement's relationship", "type"): ("relationship_types",),
    ("a requirement assignment", "relationship"): ("relationship_types", "relationship_templates"),
    ("a relationship type", "valid_capability_types"): ("capability_types",),
    ("a relationship type", "valid_target_node_types"): _NODE_TYPES,
    ("a relationship type", "valid_source_node_types"): _NODE_TYPES,
    ("a capability type", "valid_source_node_types"): _NODE_TYPES,
    ("a capability type", "valid_relationship_types"): ("relationship_types",),
    ("a capability definition", "valid_source_node_types"): _NODE_TYPES,
    ("a capability definition", "valid_relationship_types"): ("relationship_types",),
}
"""The same since TOSCA 2.0, whose section 8.5.2 says what a requirement's relationship is first."""

_SHORT: dict[tuple[str, str], Sections] = {
    ("a node template", "requirements"): _NODES,
    ("a node type", "requirements"): ("capability_types",),
    ("a node type", "capabilities"): ("capability_types",),
}
"""What the value of an entry is in the short notation, by the entity and keyname that hold the entries."""

_FIRST: dict[tuple[str, str], Sections] = {
    ("a substitution mapping", "capabilities"): ("node_templates",),
    ("a substitution mapping", "requirements"): ("node_templates",),
    ("a substitution mapping", "properties"): ("inputs",),
    ("a substitution mapping", "attributes"): ("outputs",),
    ("an operation definition", "outputs"): ("node_templates",),
    ("a notification definition", "outputs"): ("node_templates",),
}
"""What the first item of an entry's list is, by the entity and keyname that hold the entries."""

_MAPPING: dict[tuple[str, str], Sections] = {
    ("a capability mapping", "mapping"): ("node_templates",),
    ("a requirement mapping", "mapping"): ("node_templates",),
    ("a property mapping", "mapping"): ("inputs",),
    ("a requirement assignment", "node"): ("node_templates",),
}
"""What the first item of a keyname's list is."""

FUNCTIONS: dict[str, Sections] = {
    "get_input": ("inputs",),
    "get_property": ("node_templates", "relationship_templates"),
    "get_attribute": ("node_templates", "relationship_templates"),
    "get_operation_output": ("node_templates", "relationship_templates"),
    "get_artifact": ("node_templates",),
    "get_nodes_of_type": _NODE_TYPES,
}
"""What the first argument of a function names."""

KEYWORDS = ("SELF", "HOST", "SOURCE", "TARGET")
"""Words of the language that stand where the name of a node may stand."""


def sections_at(analysis: Analysis, path: Path) -> Sections:
    """Where the name that is the scalar at a path is declared, the likeliest first; empty for what is no name."""
    return _by_function(analysis, path) or _by_keyname(analysis, path) or _by_notation(analysis, path)


def _by_function(analysis: Analysis, path: Path) -> Sections:
    call = path[:-1] if path and path[-1] == 0 else path
    if not call or not isinstance(call[-1], str):
        return ()
    holder = node_at(analysis.tree, call[:-1])
    if not isinstance(holder, MappingNode) or len(holder.entries) != 1 or analysis.table(call[:-1]) is not None:
        return ()
    return FUNCTIONS.get(function_name(call[-1]), ())


def function_name(step: str | int) -> str:
    """The name of the function that a key calls: in 2.0 without the dollar sign and what tells equal calls apart."""
    return step[1:].partition("$")[0] if isinstance(step, str) and step[:1] == "$" else str(step)


def _by_keyname(analysis: Analysis, path: Path) -> Sections:
    refers, written = REFERS if analysis.dialect.is_simple else _SINCE_2_0, analysis.written(path)
    if written is not None:
        return refers.get((written.entity, written.keyname), ())
    if not path or not isinstance(path[-1], int):
        return ()
    written = analysis.written(path[:-1])
    if written is None:
        return ()
    place = (written.entity, written.keyname)
    if place in _MAPPING:
        return _MAPPING[place] if path[-1] == 0 else ()
    return refers.get(place, ())


def _by_notation(analysis: Analysis, path: Path) -> Sections:
    """An entry's value in the short notation: of a map, of a list of maps with one entry each, or the list itself."""
    for table, entry in ((_SHORT, path), (_FIRST, path[:-1] if path[-1:] == (0,) else ())):
        for depth in (1, 2):
            holder = entry[:-depth] if len(entry) > depth else ()
            written = analysis.written(holder) if holder else None
            if written is not None and (depth == 1 or isinstance(entry[-2], int)):
                return table.get((written.entity, written.keyname), ())
    return ()


def declared(analysis: Analysis, section: str) -> dict[str, Path]:
    """The names that a file itself declares in a section which is no section of types, with their paths."""
    root = () if section == "repositories" else analysis.topology
    path: Path = (*root, section)
    if section == "policies":
        items = enumerate(getattr(node_at(analysis.tree, path), "items", ()))
        return {name: (*path, index, name) for index, item in items for name in getattr(item, "entries", ())}
    return {name: (*path, name) for name in entries_at(analysis.tree, path)}
