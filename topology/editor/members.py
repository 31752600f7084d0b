"""What an entity may have by its type: properties, attributes, capabilities, requirements, operations, artifacts."""

from collections.abc import Mapping
from typing import Any

from topology.editor.analysis import KINDS_OF_ENTITY, Analysis
from topology.editor.places import Place, place_of
from topology.record import Record
from topology.tosca.findings import Path
from topology.tosca.tree import Scalar
from topology.tosca.types.kinds import NODE, RELATIONSHIP, Kind
from topology.tosca.types.model import CapabilitySlot, InterfaceSlot, NodeType, Property, RequirementSlot, Schema


class Member(Record):
    """A name that a type offers; ``what`` says property, capability and so on, ``detail`` its type in words."""

    name: str
    what: str
    detail: str = ""
    description: str | None = None
    is_required: bool = False
    schema: Schema | None = None
    place: Place | None = None


Members = dict[str, Member]


def members_at(analysis: Analysis, path: Path) -> Members:
    """The names that the map, or the list of maps with one entry, at a path may hold by the type of its owner."""
    written = analysis.written(path)
    if written is None:
        return _operations(analysis, path) if _is_interface(analysis, path) else {}
    owner, keyname = path[:-1], written.keyname
    if written.entity == "a capability assignment":
        return offered(_capability(analysis, owner), keyname)
    if written.entity == "an interface definition":
        return _operations(analysis, owner) if keyname == "operations" else _inputs(analysis, owner, None)
    if written.entity == "an operation definition":
        interface = owner[:-2] if owner[-2] in ("operations", "notifications") else owner[:-1]
        return _inputs(analysis, interface, str(owner[-1])) if keyname == "inputs" else {}
    if written.entity == "a node filter":
        return offered(_filtered(analysis, owner), keyname)
    return offered(type_at(analysis, owner), keyname)


def type_at(analysis: Analysis, owner: Path) -> Any:
    """The resolved type that the entity at a path is of, or derives from; None where it is not known."""
    table = analysis.table(owner)
    if table is None:
        return None
    if table.entity == "a requirement's relationship":
        return _relationship(analysis, owner)
    if table.entity == "a substitution mapping":
        return _resolved(analysis, NODE, analysis.text_at((*owner, "node_type")))
    kind = KINDS_OF_ENTITY.get(table.entity)
    if kind is None:
        return None
    name = analysis.text_at((*owner, "derived_from")) if table.entity.endswith(" type") else analysis.type_name(owner)
    return _resolved(analysis, kind, name)


def node_type(analysis: Analysis, template: str) -> NodeType | None:
    """The type of a node template."""
    name = analysis.type_name((*analysis.topology, "node_templates", template))
    found: NodeType | None = _resolved(analysis, NODE, name)
    return found


def requirement_at(analysis: Analysis, path: Path) -> RequirementSlot | None:
    """The requirement whose assignment stands at a path: ``(..., "requirements", INDEX, NAME)``."""
    owner = type_at(analysis, path[:-3]) if len(path) > 3 else None
    found: RequirementSlot | None = getattr(owner, "requirements", {}).get(str(path[-1]))
    return found


def _resolved(analysis: Analysis, kind: Kind, name: Scalar | None) -> Any:
    entry = analysis.entry(kind, name.text) if name is not None else None
    return analysis.types.resolve(entry) if entry is not None else None


def _capability(analysis: Analysis, path: Path) -> CapabilitySlot | None:
    found: CapabilitySlot | None = getattr(type_at(analysis, path[:-2]), "capabilities", {}).get(str(path[-1]))
    return found


def _relationship(analysis: Analysis, path: Path) -> Any:
    """The type of a relationship that a requirement writes out: named, by a template's name, or the requirement's."""
    name = analysis.text_at((*path, "type"))
    if name is None:
        slot = requirement_at(analysis, path[:-1])
        return slot.relationship if slot is not None else None
    template = None
    if analysis.dialect.is_simple:
        template = analysis.type_name((*analysis.topology, "relationship_templates", name.text))
    return _resolved(analysis, RELATIONSHIP, template or name)


def _filtered(analysis: Analysis, path: Path) -> Any:
    """The type of the nodes that a requirement's filter chooses from."""
    slot = requirement_at(analysis, path[:-1])
    named = analysis.text_at((*path[:-1], "node"))
    if named is not None:
        return _resolved(analysis, NODE, named)
    entry = analysis.entry(NODE, slot.node.name) if slot is not None and slot.node is not None else None
    return analysis.types.resolve(entry) if entry is not None else None


_WHAT = {"properties": "property", "attributes": "attribute", "inputs": "input"}


def offered(owner: Any, *keynames: str) -> Members:
    """The members that a resolved type, or one of its slots, has in the named sections."""
    found: Members = {}
    for keyname in keynames:
        items = getattr(owner, keyname, None)
        for name, item in items.items() if isinstance(items, Mapping) else ():
            found.setdefault(name, _member(name, item, _WHAT.get(keyname, "")))
    return found


def _member(name: str, item: Any, what: str) -> Member:
    if isinstance(item, Property):
        return property_member(item, what)
    if isinstance(item, CapabilitySlot):
        return Member(name, "capability", item.type.ref.name, item.type.entry.definition.description)
    if isinstance(item, RequirementSlot):
        capability = item.capability.ref.name if item.capability else item.capability_name or ""
        return Member(name, "requirement", capability, is_required=item.occurrences[0] > 0)
    if isinstance(item, InterfaceSlot):
        return Member(name, "interface", item.type.ref.name if item.type else "")
    return Member(name, "artifact")


def property_member(item: Property, what: str) -> Member:
    """A property, an attribute or an input as a member."""
    definition = item.definition
    required = item.required and not item.has_default
    place = place_of(definition.name, definition.path)
    return Member(item.name, what, schema_words(item.schema), definition.description, required, item.schema, place)


def schema_words(schema: Schema | None) -> str:
    """A schema in words, such as ``list of string``."""
    if schema is None:
        return ""
    entry = schema.entry or schema.type.entry
    return f"{schema.type.name} of {schema_words(entry)}" if entry is not None else schema.type.name


def _is_interface(analysis: Analysis, path: Path) -> bool:
    written = analysis.written(path[:-1]) if path else None
    return written is not None and written.keyname == "interfaces"


def _interface(analysis: Analysis, path: Path) -> InterfaceSlot | None:
    found: InterfaceSlot | None = getattr(type_at(analysis, path[:-2]), "interfaces", {}).get(str(path[-1]))
    return found


def _operations(analysis: Analysis, path: Path) -> Members:
    slot = _interface(analysis, path)
    declared = slot.type.operations if slot is not None and slot.type is not None else {}
    found: Members = {}
    for name in sorted(slot.operations) if slot is not None else ():
        definition = declared.get(name)
        description = definition.description if definition is not None else None
        place = place_of(definition.name, definition.path) if definition is not None else None
        found[name] = Member(name, "operation", description=description, place=place)
    return found


def _inputs(analysis: Analysis, path: Path, operation: str | None) -> Members:
    """The inputs that an interface declares, and one of its operations where it is named."""
    slot = _interface(analysis, path)
    if slot is None:
        return {}
    found = {**slot.inputs, **slot.operation_inputs.get(operation or "", {})}
    return {name: property_member(item, "input") for name, item in found.items()}
