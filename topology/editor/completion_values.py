"""Values that may be written at the cursor: names of what exists, and what a schema lists."""

from collections.abc import Callable, Iterable, Iterator

from topology.editor.analysis import Analysis
from topology.editor.cursor import Cursor
from topology.editor.describe import WHAT
from topology.editor.functions import arguments_of, call_at, functions_of
from topology.editor.members import Members, node_type, requirement_at
from topology.editor.offer import FIRST, LAST, LATER, USUAL, Offer
from topology.editor.refers import KEYWORDS, Sections, declared, sections_at
from topology.editor.schemas import is_value, legal_values, schema_at
from topology.editor.targets import KINDS_BY_SECTION
from topology.editor.tree_paths import entries_at
from topology.profiles.profile import IMPORTABLE
from topology.tosca.dialect import DIALECTS
from topology.tosca.findings import Path
from topology.tosca.grammar.property_definition import STATUS
from topology.tosca.grammar.reading import boolean
from topology.tosca.types.kinds import DATA, NODE
from topology.tosca.types.model import RequirementSlot
from topology.tosca.types.resolve import primitives_of

_DIRECTIVES = {True: ("select", "substitute"), False: ("create", "select", "substitute")}


def values_for(analysis: Analysis, cursor: Cursor) -> list[Offer]:
    """What the scalar at the cursor may be."""
    path = cursor.path
    found = list(_of_call(analysis, path))
    sections = sections_at(analysis, path)
    if not found or sections:
        found += _names(analysis, path, sections)
        found += _of_keyname(analysis, path)
    if not found:
        found += _of_schema(analysis, cursor)
    return [_led(offer, cursor) for offer in found]


def _led(offer: Offer, cursor: Cursor) -> Offer:
    return Offer(offer.label, offer.kind, cursor.lead + offer.text, offer.detail, offer.description, offer.order)


def _offers(members: Members) -> Iterator[Offer]:
    for member in members.values():
        detail = f"{member.what}: {member.detail}" if member.detail else member.what
        yield Offer(member.name, member.what, member.name, detail, member.description)


def _of_call(analysis: Analysis, path: Path) -> Iterator[Offer]:
    """Arguments of functions; the names that the first one may have come from ``sections_at``."""
    call = call_at(analysis, path)
    if call is None or not is_value(analysis, call[2]):
        return
    function, number, at = call
    if number > 0:
        yield from _offers(arguments_of(analysis, function, number, at))
    elif function not in ("get_input", "get_nodes_of_type", "concat", "join", "token"):
        yield from (Offer(word, "keyword", word, "keyword", order=LATER) for word in KEYWORDS)


def _names(analysis: Analysis, path: Path, sections: Sections) -> Iterator[Offer]:
    for section in sections:
        if section in KINDS_BY_SECTION:
            yield from _types(analysis, section, order=USUAL if section == sections[0] else LATER)
        elif section == "node_templates":
            yield from _templates(analysis, path)
        else:
            yield from (Offer(name, section, name, WHAT[section]) for name in declared(analysis, section))


def _types(analysis: Analysis, section: str, order: int) -> Iterator[Offer]:
    """Types by all names that can be written; a file's own first, names of simple types too where they fit."""
    kind = KINDS_BY_SECTION[section]
    own = {name for owner, name in analysis.scope.own if owner == section}
    for name in dict.fromkeys(analysis.scope.names(kind)):
        entry = analysis.scope.get(kind, name)
        if entry is not None:
            is_shorthand = name not in own and not name.endswith(entry.name)
            parent = entry.definition.derived_from
            detail = f"{kind.label}, {name}" if parent is None else f"{kind.label}, derived from {parent.text}"
            place = FIRST if name in own else LAST if is_shorthand else order
            yield Offer(name, section, name, detail, entry.definition.description, place)
    if kind is DATA:
        yield from (Offer(name, section, name, "simple type") for name in sorted(primitives_of(analysis.dialect)))


def _templates(analysis: Analysis, path: Path) -> Iterator[Offer]:
    """Node templates; for a requirement's target those that may fulfil it come first."""
    slot = _requirement(analysis, path)
    own = path[: len(analysis.topology) + 2]
    for name, place in declared(analysis, "node_templates").items():
        type_name = analysis.type_name(place)
        order = USUAL if slot is None else FIRST if _fulfils(analysis, name, slot) else LATER
        if place != own or slot is None:
            yield Offer(name, "node_templates", name, type_name.text if type_name else "", order=order)


def _requirement(analysis: Analysis, path: Path) -> RequirementSlot | None:
    place = path[:-1] if path[-1] == "node" else path
    return requirement_at(analysis, place) if len(place) > 2 and place[-3] == "requirements" else None


def _fulfils(analysis: Analysis, name: str, slot: RequirementSlot) -> bool:
    found = node_type(analysis, name)
    if found is None:
        return False
    offers = slot.capability is None or any(
        slot.capability.ref.name in each.type.ref.lineage for each in found.capabilities.values()
    )
    return offers and (slot.node is None or slot.node.name in found.ref.lineage)


def _of_keyname(analysis: Analysis, path: Path) -> Iterator[Offer]:
    """What a keyname takes by the grammar: Booleans, listed words, and names that depend on its neighbours."""
    at = path if analysis.written(path) is not None else path[:-1]
    written = analysis.written(at)
    table = analysis.table(at[:-1])
    if written is None or table is None:
        return
    if at == path and table.readers.get(written.keyname) is boolean:
        yield from _words(("true", "false"), "Boolean")
    find = _BY_KEYNAME.get((written.entity, written.keyname))
    if find is not None:
        yield from find(analysis, path)


def _words(words: Iterable[str], detail: str) -> Iterator[Offer]:
    return (Offer(word, "value", word, detail) for word in words)


def _versions(analysis: Analysis, path: Path) -> Iterator[Offer]:
    return (Offer(name, "value", name, dialect.title) for name, dialect in reversed(DIALECTS.items()))


def _states(analysis: Analysis, path: Path) -> Iterator[Offer]:
    return _words(STATUS, "status")


def _directives(analysis: Analysis, path: Path) -> Iterator[Offer]:
    return _words(_DIRECTIVES[analysis.dialect.is_simple], "directive")


def _profiles(analysis: Analysis, path: Path) -> Iterator[Offer]:
    return _words(IMPORTABLE, "profile")


def _target_capabilities(analysis: Analysis, path: Path) -> Iterator[Offer]:
    """The capabilities of the node that a requirement names."""
    target = analysis.text_at((*path[:-1], "node"))
    found = node_type(analysis, target.text) if target is not None else None
    if found is None and target is not None and (entry := analysis.entry(NODE, target.text)) is not None:
        found = analysis.types.resolve(entry)  # type: ignore[assignment]
    for slot in found.capabilities.values() if found is not None else ():
        yield Offer(slot.name, "capability", slot.name, f"capability: {slot.type.ref.name}", order=FIRST)


def _artifacts(analysis: Analysis, path: Path) -> Iterator[Offer]:
    """The artifacts of the node template that an operation belongs to."""
    owner = path[: len(analysis.topology) + 2]
    found = node_type(analysis, str(owner[-1])) if owner else None
    inherited = found.artifacts if found is not None else ()
    names = dict.fromkeys((*entries_at(analysis.tree, (*owner, "artifacts")), *inherited))
    return (Offer(name, "artifact", name, "artifact", order=FIRST) for name in names)


_BY_KEYNAME: dict[tuple[str, str], Callable[[Analysis, Path], Iterator[Offer]]] = {
    ("a service template", "tosca_definitions_version"): _versions,
    ("a TOSCA file", "tosca_definitions_version"): _versions,
    ("a TOSCA file", "imports"): _profiles,
    ("a service template", "imports"): _profiles,
    ("an import definition", "file"): _profiles,
    ("an import definition", "profile"): _profiles,
    ("a property definition", "status"): _states,
    ("an attribute definition", "status"): _states,
    ("a parameter definition", "status"): _states,
    ("a node template", "directives"): _directives,
    ("a requirement assignment", "capability"): _target_capabilities,
    ("an interface definition", "operations"): _artifacts,
    ("an operation definition", "implementation"): _artifacts,
    ("an operation implementation", "primary"): _artifacts,
    ("an operation implementation", "dependencies"): _artifacts,
}


def _of_schema(analysis: Analysis, cursor: Cursor) -> Iterator[Offer]:
    """Values that a property's schema lists, and calls of functions."""
    if not is_value(analysis, cursor.path):
        return
    schema = schema_at(analysis, cursor.path)
    if schema is not None:
        yield from _words(legal_values(schema), schema.type.name)
    if cursor.in_flow or not cursor.may_be_key:
        for function, summary in functions_of(analysis).items():
            yield Offer(function, "function", f"{{ {function}: }}", "function", summary, LATER)
