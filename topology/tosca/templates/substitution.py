"""Both sides of each substitution mapping exist: Simple Profile 1.3, 3.8.8 to 3.8.13; TOSCA 2.0, 15."""

from collections.abc import Iterable

from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.grammar.substitution_mapping import Mapped, SubstitutionMapping
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.templates.mapping_rules import check_rules
from topology.tosca.tree import MappingNode, Node, Scalar, scalar, span_of
from topology.tosca.types.model import CapabilitySlot, NodeType
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types

SPEC = "3.8.13"


def check_substitution(mapping: SubstitutionMapping, topology: TopologyTemplate, scope: Scope, types: Types) -> None:
    """Report names that neither the substituted type nor the topology has (TS630), what does not go together (TS639),
    and missing mappings (TS631)."""
    name = mapping.node_type
    if name is None:
        return
    node_type = types.node(name, scope, (*mapping.path, "node_type"))
    if node_type is None:
        return
    _check_outside(mapping, _Outer(node_type, types.findings), node_type)
    _check_inside(mapping, _Inner(topology, scope, types))
    _check_complete(mapping, topology, node_type, name, types.findings)
    check_rules(mapping, topology, node_type, scope, types)


def _check_outside(mapping: SubstitutionMapping, outer: "_Outer", node_type: NodeType) -> None:
    for mapped in mapping.capabilities.values():
        outer.check_name(mapped.name, node_type.capabilities, "capability", mapped.path)
    for requirement in mapping.requirements:
        outer.check_name(requirement.requirement, node_type.requirements, "requirement", requirement.path)
    for mapped in mapping.properties.values():
        outer.check_value(mapped, "property")
    for mapped in mapping.attributes.values():
        outer.check_value(mapped, "attribute")
    for name, node in mapping.interfaces.items():
        outer.check_interface(name, node, (*mapping.path, "interfaces", name))


def _check_inside(mapping: SubstitutionMapping, inner: "_Inner") -> None:
    for mapped in mapping.capabilities.values():
        inner.check_pair(mapped.mapping, mapped.path, "capability")
    for requirement in mapping.requirements:
        for target in requirement.targets:
            inner.check_target(target, requirement.path)
    for mapped in mapping.properties.values():
        inner.check_one(mapped, inner.topology.inputs, "input")
    for mapped in mapping.attributes.values():
        inner.check_one(mapped, inner.topology.outputs, "output")
    for node in mapping.interfaces.values():
        inner.check_workflows(node, (*mapping.path, "interfaces"))


class _Outer:
    """Checks the names outside, which are those of the substituted node type."""

    def __init__(self, node_type: NodeType, findings: Findings) -> None:
        self._type = node_type
        self._findings = findings

    def check_value(self, mapped: Mapped, what: str) -> None:
        """A property or an attribute of the node or, in 2.0, of a capability or a relationship of it."""
        first, *rest = mapped.outer
        if rest and first.text == "CAPABILITY":
            self.check_name(rest[0], self._type.capabilities, "capability", mapped.path)
            slot = self._type.capabilities.get(rest[0].text)
            if slot is not None and len(rest) > 1:
                self.check_name(rest[-1], _known(slot, what), what, mapped.path)
        elif rest and first.text == "RELATIONSHIP":
            self.check_name(rest[0], self._type.requirements, "requirement", mapped.path)
        else:
            self.check_name(first, _known(self._type, what), what, mapped.path)

    def check_interface(self, name: str, node: Node, path: Path) -> None:
        """An interface and its operations; an entry's own key is not kept, so the first operation shows the place."""
        entries = node.entries if isinstance(node, MappingNode) else {}
        slot = self._type.interfaces.get(name)
        for operation, _ in entries.values():
            if slot is None:
                at = scalar(name, True, operation.start, operation.end)
                self.check_name(at, self._type.interfaces, "interface", path)
                return
            if slot.operations:
                self.check_name(operation, slot.operations, f"operation of `{name}`", path)

    def check_name(self, name: Scalar, known: Iterable[str], what: str, path: Path) -> None:
        """Report a name that the type does not have (TS630)."""
        if name.text not in known and not self._type.is_partial:
            message = f"The node type {self._type.ref.name} has no {what} `{name.text}`."
            help_text = nearest(name.text, known)
            self._findings.error("TS630", message, span_of(name), path, help=help_text, spec=SPEC)


def _known(holder: NodeType | CapabilitySlot, what: str) -> Iterable[str]:
    return holder.properties if what == "property" else (*holder.attributes, *holder.properties)


class _Inner:
    """Checks what mappings lead to inside of the topology."""

    def __init__(self, topology: TopologyTemplate, scope: Scope, types: Types) -> None:
        self.topology = topology
        self._scope = scope
        self._types = types
        self._findings = types.findings

    def check_target(self, target: list[Scalar], path: Path) -> None:
        """A node template and one of its requirements, or a selectable node template alone."""
        if len(target) == 1 and target[0].text not in self.topology.node_templates:
            self._report(target[0], path, "node template", self.topology.node_templates)
        self.check_pair(target, path, "requirement")

    def check_pair(self, mapping: list[Scalar], at: Path, what: str) -> None:
        """A node template and one of its capabilities or requirements."""
        if len(mapping) != 2:
            return
        node, part = mapping
        template = self.topology.node_templates.get(node.text)
        if template is None:
            self._report(node, at, "node template", self.topology.node_templates)
            return
        path = (*template.path, "type")
        found = self._types.node(template.type, self._scope, path) if template.type is not None else None
        if found is None or found.is_partial:
            return
        known: Iterable[str] = found.capabilities if what == "capability" else found.requirements
        if part.text not in known:
            self._report(part, at, what, known, f" in `{node.text}`")

    def check_workflows(self, operations: Node, path: Path) -> None:
        """The workflows that stand for operations; up to 1.3 it may be the operation of a node template instead."""
        entries = operations.entries.values() if isinstance(operations, MappingNode) else ()
        for _, workflow in entries:
            if not isinstance(workflow, Scalar):
                continue
            node = workflow.text.partition(".")[0]
            is_operation = self._scope.dialect.is_simple and node in self.topology.node_templates
            if not is_operation and workflow.text not in self.topology.workflows:
                self._report(workflow, path, "workflow", self.topology.workflows)

    def check_one(self, mapped: Mapped, known: Iterable[str], what: str) -> None:
        """The name of an input or an output."""
        if len(mapped.mapping) == 1 and mapped.mapping[0].text not in known:
            self._report(mapped.mapping[0], mapped.path, what, known)

    def _report(self, name: Scalar, path: Path, what: str, known: Iterable[str], where: str = "") -> None:
        message = f"There is no {what} `{name.text}`{where}."
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
