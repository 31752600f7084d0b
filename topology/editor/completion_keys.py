"""Keys that may be written at the cursor: keynames of the language, and names that a type offers."""

from collections.abc import Iterator

from topology.editor.analysis import Analysis
from topology.editor.cursor import Cursor
from topology.editor.functions import functions_of
from topology.editor.grammar import Table
from topology.editor.members import members_at
from topology.editor.offer import FIRST, LAST, LATER, USUAL, Offer
from topology.editor.schemas import is_value, schema_at
from topology.editor.tree_paths import entries_at
from topology.tosca.findings import Path
from topology.tosca.grammar.constraint_clause import OPERATORS
from topology.tosca.grammar.reading import anything, boolean, integer, name, occurrences, text
from topology.tosca.sections import section_of

_ONE_LINE = (anything, boolean, integer, name, occurrences, text)
_CONSTRAINED = "constraints"


def keys_for(analysis: Analysis, cursor: Cursor) -> list[Offer]:
    """Keynames of the entity at the cursor, or names that may be entries of the map there."""
    path = cursor.path
    table = analysis.table(path)
    if table is not None and not _is_parent_of_members(analysis, path):
        return list(_keynames(analysis, table, cursor))
    found = list(_members(analysis, cursor))
    if table is not None:
        found += _keynames(analysis, table, cursor)
    if is_value(analysis, path):
        found += _of_value(analysis, cursor)
    return found or list(_constraints(analysis, cursor))


def _is_parent_of_members(analysis: Analysis, path: Path) -> bool:
    """An interface is both: a map of keynames, and of operations beside them."""
    return analysis.written(path) is not None or bool(members_at(analysis, path))


def _keynames(analysis: Analysis, table: Table, cursor: Cursor) -> Iterator[Offer]:
    present = entries_at(analysis.tree, cursor.path).keys()
    for keyname, reader in table.readers.items():
        if keyname in present and keyname != cursor.word:
            continue
        written = key_text(keyname, cursor, is_nested=reader not in _ONE_LINE)
        order = FIRST if keyname in table.required else USUAL
        spec = section_of(table.spec, analysis.dialect)
        detail = f"keyname of {table.entity}, {spec}" if spec else f"keyname of {table.entity}"
        yield Offer(keyname, "keyname", written, detail, order=order)


def _members(analysis: Analysis, cursor: Cursor) -> Iterator[Offer]:
    """Names that the owner's type offers; in a list of maps with one entry each, also with the dash before them."""
    holder, dash = _holder(analysis, cursor)
    present = () if holder != cursor.path or dash else entries_at(analysis.tree, cursor.path).keys()
    for member in members_at(analysis, holder).values():
        if member.name in present and member.name != cursor.word:
            continue
        detail = f"{member.what}: {member.detail}" if member.detail else member.what
        written = dash + key_text(member.name, cursor, is_nested=_is_nested(analysis, holder, member.what))
        order = FIRST if member.is_required else USUAL
        yield Offer(member.name, member.what, written, detail, member.description, order)


def _holder(analysis: Analysis, cursor: Cursor) -> tuple[Path, str]:
    """The path whose members are meant, and the dash that is still missing before one of them."""
    path = cursor.path
    if path and isinstance(path[-1], int):
        return path[:-1], ""
    written = analysis.written(path)
    is_list = written is not None and written.keyname == "requirements" and written.entity != "a substitution mapping"
    return path, "- " if is_list and not cursor.in_flow else ""


def _is_nested(analysis: Analysis, holder: Path, what: str) -> bool:
    written = analysis.written(holder)
    return what in ("capability", "interface") and (written is None or written.entity != "a substitution mapping")


def _of_value(analysis: Analysis, cursor: Cursor) -> Iterator[Offer]:
    """Names of a data type's properties, and functions where nothing is written yet."""
    schema = schema_at(analysis, cursor.path)
    present = entries_at(analysis.tree, cursor.path).keys()
    for found in schema.type.properties.values() if schema is not None else ():
        if found.name not in present or found.name == cursor.word:
            order = FIRST if found.required and not found.has_default else USUAL
            written = key_text(found.name, cursor)
            detail = found.schema.type.name if found.schema is not None else ""
            yield Offer(found.name, "property", written, detail, found.definition.description, order)
    if not (present - {cursor.word}):
        for function, summary in functions_of(analysis).items():
            yield Offer(function, "function", key_text(function, cursor), "function", summary, LATER)


def _constraints(analysis: Analysis, cursor: Cursor) -> Iterator[Offer]:
    """Operators of constraint clauses, in a list of them or where it begins."""
    path = cursor.path
    is_item = bool(path) and isinstance(path[-1], int)
    written = analysis.written(path[:-1] if is_item else path)
    if written is None or written.keyname != _CONSTRAINED:
        return
    dash = "" if is_item or cursor.in_flow else "- "
    for operator in sorted(OPERATORS):
        yield Offer(operator, "keyname", dash + key_text(operator, cursor), "constraint", order=LAST)


def key_text(key: str, cursor: Cursor, *, is_nested: bool = False) -> str:
    """A key with its colon where it lacks one; what is nested goes on in the next line."""
    if not cursor.needs_colon:
        return key
    return f"{cursor.lead}{key}:" if is_nested and not cursor.in_flow else f"{cursor.lead}{key}: "
