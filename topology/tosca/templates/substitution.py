"""Substitution mappings (section 3.8.13): both sides of each mapping exist. They are not carried out yet."""

from collections.abc import Iterable, Mapping

from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.grammar.substitution_mapping import Mapped, SubstitutionMapping
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.tree import Scalar, span_of
from topology.tosca.types.model import NodeType
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types

SPEC = "3.8.13"


def check_substitution(mapping: SubstitutionMapping, topology: TopologyTemplate, scope: Scope, types: Types) -> None:
    """Report names that neither the substituted type nor the topology has (TS630), and missing mappings (TS631)."""
    name = mapping.node_type
    if name is None:
        return
    node_type = types.node(name, scope, (*mapping.path, "node_type"))
    if node_type is None:
        return
    inner = _Inner(topology, scope, types)
    _check_outer(mapping.capabilities, node_type.capabilities, node_type, "capability", types.findings)
    _check_outer(mapping.requirements, node_type.requirements, node_type, "requirement", types.findings)
    _check_outer(mapping.properties, node_type.properties, node_type, "property", types.findings)
    reflected = {**node_type.attributes, **node_type.properties}
    _check_outer(mapping.attributes, reflected, node_type, "attribute", types.findings)
    for mapped in mapping.capabilities.values():
        inner.check_pair(mapped, "capability")
    for mapped in mapping.requirements.values():
        inner.check_pair(mapped, "requirement")
    for mapped in mapping.properties.values():
        inner.check_one(mapped, topology.inputs, "input")
    for mapped in mapping.attributes.values():
        inner.check_one(mapped, topology.outputs, "output")
    _check_complete(mapping, topology, node_type, name, types.findings)


def _check_outer(
    mapped: Mapping[str, Mapped], known: Iterable[str], node_type: NodeType, what: str, findings: Findings
) -> None:
    if node_type.is_partial:
        return
    for name, definition in mapped.items():
        if name not in known:
            message = f"The node type {node_type.ref.name} has no {what} `{name}`."
            findings.error("TS630", message, definition.span, definition.path, help=nearest(name, known), spec=SPEC)


class _Inner:
    """Checks what mappings lead to inside of the topology."""

    def __init__(self, topology: TopologyTemplate, scope: Scope, types: Types) -> None:
        self._topology = topology
        self._scope = scope
        self._types = types
        self._findings = types.findings

    def check_pair(self, mapped: Mapped, what: str) -> None:
        """A node template and one of its capabilities or requirements."""
        if len(mapped.mapping) != 2:
            return
        node, part = mapped.mapping
        template = self._topology.node_templates.get(node.text)
        if template is None:
            self._report(node, mapped.path, "node template", self._topology.node_templates)
            return
        path = (*template.path, "type")
        found = self._types.node(template.type, self._scope, path) if template.type is not None else None
        if found is None or found.is_partial:
            return
        known: Iterable[str] = found.capabilities if what == "capability" else found.requirements
        if part.text not in known:
            self._report(part, mapped.path, f"{what} of `{node.text}`", known)

    def check_one(self, mapped: Mapped, known: Iterable[str], what: str) -> None:
        """The name of an input or an output."""
        if len(mapped.mapping) == 1 and mapped.mapping[0].text not in known:
            self._report(mapped.mapping[0], mapped.path, what, known)

    def _report(self, name: Scalar, path: Path, what: str, known: Iterable[str]) -> None:
        message = f"There is no {what} `{name.text}`."
        self._findings.error("TS630", message, span_of(name), path, help=nearest(name.text, known), spec=SPEC)


def _check_complete(
    mapping: SubstitutionMapping, topology: TopologyTemplate, node_type: NodeType, at: Scalar, findings: Findings
) -> None:
    """A required property must reach an input: by a mapping, or by an input of its name (section 3.8.13.4)."""
    for name, definition in node_type.properties.items():
        has_value = definition.default is not None or definition.fixed is not None or not definition.required
        if not has_value and name not in mapping.properties and name not in topology.inputs:
            message = f"The property `{name}` of {node_type.ref.name} is mapped to no input."
            help_text = f"Add `properties: {{ {name}: [ INPUT ] }}`."
            findings.warning("TS631", message, span_of(at), (*mapping.path, "properties"), help=help_text, spec=SPEC)
