"""Types, members and templates in a few words of Markdown."""

import posixpath

from topology.editor.analysis import Analysis
from topology.editor.grammar import Table
from topology.editor.members import Member, property_member
from topology.editor.places import Place
from topology.editor.tree_paths import key_at
from topology.sources import SourceRefused, normalise
from topology.tosca.findings import Path
from topology.tosca.sections import section_of
from topology.tosca.tree import Scalar
from topology.tosca.types.model import Property, Schema
from topology.tosca.types.scope import Entry

WHAT = {
    "node_templates": "node template",
    "relationship_templates": "relationship template",
    "inputs": "input",
    "outputs": "output",
    "groups": "group",
    "policies": "policy",
    "workflows": "workflow",
    "repositories": "repository",
}
"""What the entries of a section are called."""


def type_words(analysis: Analysis, entry: Entry, place: Place) -> str:
    """A type: its kind, its line of descent, its description, and where it is defined."""
    lineage = analysis.types.names.lineage(entry)
    names = [each.name for each in lineage.entries]
    if lineage.beyond is not None:
        names.append(lineage.beyond.text)
    descent = f"Derived from {' → '.join(f'`{name}`' for name in names[1:])}." if len(names) > 1 else ""
    where = f"Defined in the profile `{place.profile}`." if place.profile else f"Defined in `{place.span.file}`."
    return _paragraphs(f"**{entry.name}** ({entry.kind.label})", entry.definition.description, descent, where)


def declaration(analysis: Analysis, section: str, path: Path) -> str:
    """A template, an input and so on, by its path in the document."""
    name = key_at(analysis.tree, path)
    title = f"**{name.text if name else path[-1]}** ({WHAT.get(section, section)})"
    type_name = analysis.type_name(path)
    description, default = analysis.text_at((*path, "description")), analysis.text_at((*path, "default"))
    return _paragraphs(
        title,
        f"Type `{type_name.text}`." if type_name is not None else "",
        description.text if description is not None else "",
        f"Default `{default.text}`." if default is not None else "",
    )


def member(found: Member) -> str:
    """A property, a capability and so on of a type."""
    title = f"**{found.name}** ({found.what}{', required' if found.is_required else ''})"
    detail = f"Type `{found.detail}`." if found.detail else ""
    return _paragraphs(title, detail, found.description, _limits(found.schema))


def property_words(found: Property) -> str:
    """A property with its default."""
    default = found.fallback
    text = f"Default `{default.text}`." if isinstance(default, Scalar) else ""
    return _paragraphs(member(property_member(found, "property")), text)


def _limits(schema: Schema | None) -> str:
    """The constraints of a schema in words."""
    if schema is None:
        return ""
    return " ".join(f"It is {constraint}." for constraint in (*schema.constraints, *schema.type.constraints))


def keyname(analysis: Analysis, table: Table, name: str) -> str:
    """A word of the language."""
    required = ", required" if name in table.required else ""
    section = section_of(table.spec, analysis.dialect)
    return _paragraphs(f"**{name}** (keyname of {table.entity}{required})", f"{section}." if section else "")


def file_path(analysis: Analysis, text: str) -> str | None:
    """The path of a file that the document names; None for what lies outside, or is no path."""
    try:
        return normalise(posixpath.join(posixpath.dirname(analysis.name), text))
    except SourceRefused:
        return None


def _paragraphs(*parts: str | None) -> str:
    return "\n\n".join(part for part in parts if part)
