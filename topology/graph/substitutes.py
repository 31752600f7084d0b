"""Service templates that can stand for a node, and which one is taken: Simple Profile 1.3, 3.8.13; TOSCA 2.0, 15."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from topology.graph.context import NodeContext
from topology.graph.service import Service
from topology.record import Record
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.imports import SourceFile
from topology.tosca.tree import MappingNode, Scalar
from topology.tosca.types.model import NodeType
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types

if TYPE_CHECKING:
    from topology.tosca.grammar.substitution_mapping import SubstitutionMapping

_SUBSTITUTE = frozenset({"substitute", "substitutable"})
_SPEC = "3.8.13"


class Substitute(Record):
    """A service template with a substitution mapping. One that ``is_asked_for`` was named by who reads the template."""

    file: SourceFile
    topology: TopologyTemplate
    mapping: "SubstitutionMapping"
    scope: Scope
    type: NodeType
    is_asked_for: bool

    @property
    def operations(self) -> dict[str, str]:
        """The workflows that stand for the node's operations, by ``INTERFACE.OPERATION``."""
        return {
            f"{name}.{operation}": workflow.text
            for name, node in self.mapping.interfaces.items()
            for operation, (_, workflow) in (node.entries.items() if isinstance(node, MappingNode) else ())
            if isinstance(workflow, Scalar)
        }


def is_substitute(file: SourceFile) -> bool:
    """Whether a file's service template says for which nodes it can stand."""
    topology = file.template.topology_template
    return topology is not None and topology.substitution_mappings is not None


def substitute_of(file: SourceFile, scope: Scope, types: Types, *, is_asked_for: bool) -> Substitute | None:
    """The service template of a file as one that can stand for nodes; None where its node type is not known."""
    topology = file.template.topology_template
    mapping = topology.substitution_mappings if topology is not None else None
    if topology is None or mapping is None or mapping.node_type is None:
        return None
    found = types.node(mapping.node_type, scope, (*mapping.path, "node_type"))
    return None if found is None else Substitute(file, topology, mapping, scope, found, is_asked_for)


class Catalogue:
    """The service templates that may stand for nodes, in order of preference."""

    def __init__(self, substitutes: Sequence[Substitute] = ()) -> None:
        self._substitutes = substitutes

    def find(self, node: NodeContext, service: Service, chain: Sequence[str]) -> Substitute | None:
        """What stands for a node, or None where the node stands for itself.

        The template of the node's own type comes first, then that of the nearest ancestor, then that of a derived type.
        ``chain`` are the files that are being put in place. A part of one of them that it would stand for itself is
        TS636 where a directive asks for that; without one the part is just there. A node that has to be substituted,
        and is not, is TS638.
        """
        if node.type is None or node.type.is_partial or not (self._substitutes or node.template.directives):
            return None
        directives = [directive.text for directive in node.template.directives]
        if directives and directives[0] not in _SUBSTITUTE:
            return None
        fitting = [each for each in self._substitutes if self._fits(each, node, service, is_marked=bool(directives))]
        found = [each for each in fitting if each.file.name not in chain]
        if found:
            return min(found, key=lambda each: _distance(each.type, node.type) or 0)
        if fitting and directives:
            self._report_circle(node, service, [*chain, fitting[0].file.name])
        elif directives and "create" not in directives and "select" not in directives:
            self._report_none(node, service)
        return None

    @staticmethod
    def _fits(substitute: Substitute, node: NodeContext, service: Service, *, is_marked: bool) -> bool:
        """Whether a template can stand for a node: by type, by the values it is for, and by its filter."""
        if not is_marked and not (substitute.is_asked_for and _is_abstract(node, substitute)):
            return False
        if _distance(substitute.type, node.type) is None or not _has_values(substitute, node, service):
            return False
        wanted = substitute.mapping.substitution_filter
        return wanted is None or service.matcher.targets.filters.passes(node, [wanted], lambda found: found)

    @staticmethod
    def _report_circle(node: NodeContext, service: Service, chain: Sequence[str]) -> None:
        message = f"What stands for `{node.name}` has itself as a part: {' -> '.join(chain)}."
        help_text = "Let another template stand for the node, or take the directive away."
        at = node.template
        service.types.findings.error("TS636", message, at.span, at.path, help=help_text, spec=_SPEC)

    @staticmethod
    def _report_none(node: NodeContext, service: Service) -> None:
        assert node.type is not None
        message = f"No service template here stands for `{node.name}` of type {node.type.ref.name}."
        help_text = "Import a service template with substitution mappings for this node type."
        at = node.template
        path = (*at.path, "directives")
        service.types.findings.warning("TS638", message, at.span, path, help=help_text, spec="3.4.3")


def _distance(substituted: NodeType, own: NodeType | None) -> int | None:
    """How far a node's type is from the one that a template stands for; None where the two are not related."""
    if own is None:
        return None
    if substituted.ref.name in own.ref.lineage:
        return own.ref.lineage.index(substituted.ref.name)
    if own.ref.name in substituted.ref.lineage:
        return len(own.ref.lineage) + substituted.ref.lineage.index(own.ref.name)
    return None


def _is_abstract(node: NodeContext, substitute: Substitute) -> bool:
    """Whether a node without a directive has just the type that is stood for, and nothing says how it is made."""
    if node.type is None or node.type.ref.name != substitute.type.ref.name:
        return False
    if node.type.artifacts or node.template.artifacts or node.template.interfaces:
        return False
    definitions = (definition for slot in node.type.interfaces.values() for definition in slot.definitions)
    return not any(each.implementation for definition in definitions for each in definition.operations.values())


def _has_values(substitute: Substitute, node: NodeContext, service: Service) -> bool:
    """A property that is mapped to a value, which 1.3 deprecates, has to have it (section 3.8.8.3)."""
    for name, mapped in substitute.mapping.properties.items():
        if mapped.mapping:
            continue
        typed = service.bags.get(node.bag, name)
        value = mapped.node.get("value") if isinstance(mapped.node, MappingNode) else None
        path = (*substitute.mapping.path, "properties", name)
        wanted = service.converter.convert(value or mapped.node, typed.schema if typed else None, None, path)
        if typed is None or typed.value != wanted:
            return False
    return True
