"""What stands at a position: shown when one points at it, and where it is defined."""

from topology.diagnostics.span import Span
from topology.editor import describe
from topology.editor.analysis import Analysis
from topology.editor.functions import arguments_of, call_at, functions_of
from topology.editor.members import Member, members_at, type_at
from topology.editor.places import Place, place_of
from topology.editor.refers import declared
from topology.editor.schemas import definition_at, is_value, schema_at
from topology.editor.targets import KINDS_BY_SECTION, Target, target_of
from topology.editor.tree_paths import Found, key_at, scalars_under
from topology.record import Record
from topology.tosca.findings import Path
from topology.tosca.tree import Scalar, span_of


class Meaning(Record):
    """The span of a word, what it means in Markdown, and where that is defined; no place for words of the language."""

    span: Span
    text: str
    place: Place | None = None


def meaning_at(analysis: Analysis, line: int, column: int) -> Meaning | None:
    """What the word at a line and column, from 0 and in characters, means; None where there is nothing to say."""
    for found in scalars_under(analysis.tree, line, column):
        meaning = _of_target(analysis, found)
        if meaning is None:
            meaning = _of_key(analysis, found) if found.is_key else _of_value(analysis, found)
        if meaning is not None:
            return meaning
    return None


def _of_target(analysis: Analysis, found: Found) -> Meaning | None:
    target = target_of(analysis, found)
    if target is None:
        return None
    if target.section in KINDS_BY_SECTION:
        return _of_type(analysis, target, found.scalar)
    path = declared(analysis, target.section)[target.name]
    key = key_at(analysis.tree, path)
    assert key is not None
    text = describe.declaration(analysis, target.section, path)
    return Meaning(span_of(found.scalar), text, Place(span_of(key), path))


def _of_type(analysis: Analysis, target: Target, scalar: Scalar) -> Meaning | None:
    kind = KINDS_BY_SECTION[target.section]
    entry = analysis.entry(kind, scalar.text) or analysis.entry(kind, target.name)
    if entry is None:
        return None
    place = place_of(entry.definition.name, entry.definition.path)
    return Meaning(span_of(scalar), describe.type_words(analysis, entry, place), place)


def _of_key(analysis: Analysis, found: Found) -> Meaning | None:
    """A name that a type offers, a function, or a keyname."""
    path, span = found.path, span_of(found.scalar)
    holder = path[:-2] if len(path) > 1 and isinstance(path[-2], int) else path[:-1]
    name = found.scalar.text
    member = members_at(analysis, holder).get(name)
    if member is not None:
        return Meaning(span, describe.member(member), member.place or _place_of_member(analysis, holder, member))
    if is_value(analysis, path[:-1]):
        return _in_value(analysis, path, found.scalar)
    table = analysis.table(path[:-1])
    if table is not None and name in table.readers:
        return Meaning(span, describe.keyname(analysis, table, name))
    definition = definition_at(analysis, path) if holder and holder[-1] in ("properties", "attributes") else None
    return Meaning(span, describe.property_words(definition)) if definition is not None else None


def _in_value(analysis: Analysis, path: Path, scalar: Scalar) -> Meaning | None:
    schema = schema_at(analysis, path[:-1])
    part = schema.type.properties.get(scalar.text) if schema is not None else None
    if part is not None:
        place = place_of(part.definition.name, part.definition.path)
        return Meaning(span_of(scalar), describe.property_words(part), place)
    summary = functions_of(analysis).get(scalar.text)
    return Meaning(span_of(scalar), f"**{scalar.text}** (function)\n\n{summary}") if summary else None


def _place_of_member(analysis: Analysis, holder: Path, member: Member) -> Place | None:
    """Where the nearest type of a line of descent defines a capability, a requirement and so on."""
    owner = type_at(analysis, holder[:-1])
    if owner is None or not hasattr(owner, "entry"):
        return None
    for entry in analysis.types.names.lineage(owner.entry).entries:
        definitions = getattr(entry.definition, str(holder[-1]), ())
        for definition in definitions.values() if isinstance(definitions, dict) else definitions:
            if definition.name.text == member.name:
                return place_of(definition.name, definition.path)
    return None


def _of_value(analysis: Analysis, found: Found) -> Meaning | None:
    """An argument of a function, the file of an import or an artifact, or an artifact by its name."""
    path, scalar = found.path, found.scalar
    call = call_at(analysis, path)
    if call is not None and call[1] > 0:
        member = arguments_of(analysis, *call).get(scalar.text)
        return Meaning(span_of(scalar), describe.member(member), member.place) if member is not None else None
    for length in (len(path), len(path) - 1, len(path) - 2):
        written = analysis.written(path[:length]) if length > 0 else None
        if written is not None and (length > len(path) - 2 or written.keyname == "interfaces"):
            return _of_file(analysis, scalar, path, written.keyname)
    return None


_FILES = ("file", "url", "imports", "artifacts")
_ARTIFACTS = ("primary", "implementation", "dependencies", "operations", "interfaces")


def _of_file(analysis: Analysis, scalar: Scalar, path: Path, keyname: str) -> Meaning | None:
    """A file, or an artifact, which may be given by its name or by its file."""
    place = (*path[: len(analysis.topology) + 2], "artifacts", scalar.text)
    key = key_at(analysis.tree, place) if keyname in _ARTIFACTS else None
    if key is None:
        target = describe.file_path(analysis, scalar.text) if keyname in _FILES + _ARTIFACTS else None
        return Meaning(span_of(scalar), f"File `{scalar.text}`", Place(Span.start_of(target), ())) if target else None
    return Meaning(span_of(scalar), f"**{scalar.text}** (artifact)", Place(span_of(key), place))
