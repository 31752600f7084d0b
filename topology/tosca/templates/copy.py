"""The keyname ``copy`` (sections 3.8.3.3 and 3.8.4.3): a template that begins as another one."""

from collections.abc import Mapping
from typing import TypeVar

from topology.tosca.findings import Findings, nearest
from topology.tosca.grammar.node_template import NodeTemplate, read_node_template
from topology.tosca.grammar.reading import Grammar, NamedReader
from topology.tosca.grammar.relationship_template import RelationshipTemplate, read_relationship_template
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.tree import MappingNode, Node, mapping, span_of

Template = TypeVar("Template", NodeTemplate, RelationshipTemplate)


def apply_copies(topology: TopologyTemplate, g: Grammar) -> None:
    """Put each copying template's full form in its place. A source that copies, or is missing, is TS309."""
    _apply(topology.node_templates, read_node_template, g)
    _apply(topology.relationship_templates, read_relationship_template, g)


def _apply(templates: dict[str, Template], reader: NamedReader, g: Grammar) -> None:
    copying = [template for template in templates.values() if template.copy is not None]
    whole = {template.name.text: _whole(template, templates, reader, g) for template in copying}
    templates.update({name: template for name, template in whole.items() if template is not None})


def _whole(template: Template, templates: Mapping[str, Template], reader: NamedReader, g: Grammar) -> Template | None:
    assert template.copy is not None
    source = templates.get(template.copy.text)
    if source is None or source.copy is not None:
        _report(template, templates, g.findings, is_missing=source is None)
        return None
    merged = _merged(source.node, template.node)
    read: Template | None = reader(g, template.name, merged, template.path)
    return read


def _report(template: Template, templates: Mapping[str, Template], findings: Findings, *, is_missing: bool) -> None:
    assert template.copy is not None
    name = template.copy.text
    message = (
        f"There is no template `{name}` to copy." if is_missing else f"`{name}` is a copy itself; copy its source."
    )
    help_text = nearest(name, templates) if is_missing else None
    path = (*template.path, "copy")
    findings.error("TS309", message, span_of(template.copy), path, help=help_text, spec="3.8.3.3")


def _merged(source: Node, own: Node) -> Node:
    """The source's entries with the own ones on top, and maps of both joined one level down."""
    if not isinstance(source, MappingNode) or not isinstance(own, MappingNode):
        return own
    joined = mapping(own.flow, own.start, own.end)
    joined.entries = {**source.entries, **own.entries}
    joined.entries.pop("copy", None)
    for name, (key, value) in own.entries.items():
        before = source.get(name)
        if isinstance(before, MappingNode) and isinstance(value, MappingNode):
            inner = mapping(value.flow, value.start, value.end)
            inner.entries = {**before.entries, **value.entries}
            joined.entries[name] = key, inner
    return joined
