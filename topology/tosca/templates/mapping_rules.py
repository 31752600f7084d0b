"""Whether both sides of a substitution mapping go together: TOSCA 2.0, 15.2, 15.3 and 15.5.4; Simple Profile 1.3, 3.8.8
and 3.8.9. What does not is TS639."""

from collections.abc import Mapping

from topology.tosca.findings import Path
from topology.tosca.grammar.property_definition import PropertyDefinition
from topology.tosca.grammar.requirement_assignment import RequirementAssignment
from topology.tosca.grammar.substitution_mapping import Mapped, RequirementMapping, SubstitutionMapping
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.tree import Scalar, span_of
from topology.tosca.types.model import NodeType, Property, Schema
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.tosca.values.fit import may_fit


def check_rules(
    mapping: SubstitutionMapping, topology: TopologyTemplate, node_type: NodeType, scope: Scope, types: Types
) -> None:
    """Check types of values, and requirements that are mapped; names are checked elsewhere."""
    rules = _Rules(topology, scope, types)
    for mapped in mapping.properties.values():
        rules.check_value(mapped, node_type.properties, topology.inputs, is_inward=True)
    for mapped in mapping.attributes.values():
        reflected = {**node_type.properties, **node_type.attributes}
        rules.check_value(mapped, reflected, topology.outputs, is_inward=False)
    by_name: dict[str, list[RequirementMapping]] = {}
    for requirement in mapping.requirements:
        by_name.setdefault(requirement.requirement.text, []).append(requirement)
    for name, family in by_name.items():
        slot = node_type.requirements.get(name)
        if slot is not None:
            rules.check_requirements(family, slot.occurrences[0])


class _Rules:
    def __init__(self, topology: TopologyTemplate, scope: Scope, types: Types) -> None:
        self._topology = topology
        self._scope = scope
        self._types = types
        self._findings = types.findings

    def check_value(
        self,
        mapped: Mapped,
        outer: Mapping[str, Property],
        inner: Mapping[str, PropertyDefinition],
        *,
        is_inward: bool,
    ) -> None:
        """The type of a property fits its input, that of an output fits its attribute."""
        outside = outer.get(mapped.outer[0].text) if len(mapped.outer) == 1 else None
        inside = inner.get(mapped.mapping[0].text) if len(mapped.mapping) == 1 else None
        if outside is None or inside is None:
            return
        parameter = self._types.data.parameter(inside, self._scope).schema
        given, wanted = (outside.schema, parameter) if is_inward else (parameter, outside.schema)
        if given is None or wanted is None or may_fit(given, wanted):
            return
        what = "property" if is_inward else "attribute"
        message = f"The {what} `{outside.name}` and `{inside.name.text}` do not go together: {_types(given, wanted)}."
        self._report(mapped.mapping[0], mapped.path, message, "Map it to one of its type.", "2.0:15.2")

    def check_requirements(self, family: list[RequirementMapping], least: int) -> None:
        """Targets inside are dangling, and no more of them are mandatory than the node outside is sure to have.

        The latter is a warning, since it may have more.
        """
        mandatory = 0
        for mapping in family:
            for target in mapping.targets:
                self._check_dangling(target, mapping)
            mandatory += any(self._is_mandatory(target) for target in mapping.targets)
            if mandatory > least and not self._scope.dialect.is_simple:
                name = mapping.requirement.text
                message = f"The node outside is sure to have {least} of `{name}`, but {mandatory} are needed inside."
                help_text = "Make the requirement inside optional, or leave the mapping out."
                place = span_of(mapping.requirement)
                self._findings.warning("TS639", message, place, mapping.path, help=help_text, spec="2.0:15.5.4")
                return

    def _check_dangling(self, target: list[Scalar], mapping: RequirementMapping) -> None:
        """A requirement that names a node template inside has its target already."""
        if len(target) != 2:
            return
        written = self._assignments(target)
        names = self._topology.node_templates
        if written and all(each.target is not None and each.target.text in names for each in written):
            message = f"The requirement `{target[1].text}` of `{target[0].text}` has a target inside already."
            help_text = "Leave the target of the requirement inside out."
            self._report(target[1], mapping.path, message, help_text, "2.0:15.5.4")

    def _assignments(self, target: list[Scalar]) -> list[RequirementAssignment]:
        template = self._topology.node_templates.get(target[0].text)
        return [each for each in template.requirements if each.name.text == target[1].text] if template else []

    def _is_mandatory(self, target: list[Scalar]) -> bool:
        if len(target) != 2:
            return False
        written = self._assignments(target)
        if written:
            return not all(each.optional for each in written)
        template = self._topology.node_templates.get(target[0].text)
        if template is None or template.type is None:
            return False
        node_type = self._types.node(template.type, self._scope, (*template.path, "type"))
        slot = node_type.requirements.get(target[1].text) if node_type is not None else None
        return slot is not None and slot.occurrences[0] > 0

    def _report(self, at: Scalar, path: Path, message: str, help_text: str, spec: str) -> None:
        self._findings.error("TS639", message, span_of(at), path, help=help_text, spec=spec)


def _types(given: Schema, wanted: Schema) -> str:
    return f"a value of type {given.type.name} is no {wanted.type.name}"
