"""Phase 8: the typed graph, from definitions and types.

``build_graph`` makes a context for every template, gives the functions something to refer to, and then makes nodes
and edges out of the contexts. Values are found when they are first asked for.
"""

from collections.abc import Iterator, Mapping

from topology.graph.artifacts import Artifacts
from topology.graph.bags import Bags
from topology.graph.circles import check_circles
from topology.graph.context import UNKNOWN_TYPE, Bag, EdgeContext, Match, NodeContext
from topology.graph.functions import Functions
from topology.graph.inputs import Inputs
from topology.graph.interfaces import Interfaces
from topology.graph.lookup import Lookup
from topology.graph.match import Matcher
from topology.graph.members import build_groups, build_policies
from topology.graph.model import Capability, Edge, Node, Output, Policy, TopologyGraph
from topology.graph.occurrences import check_occurrences
from topology.graph.sources import source_map
from topology.graph.values import Value
from topology.tosca.findings import Findings, nearest
from topology.tosca.grammar.capability_assignment import CapabilityAssignment
from topology.tosca.grammar.node_template import NodeTemplate
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.imports import SourceFile
from topology.tosca.tree import span_of
from topology.tosca.types.model import CapabilitySlot
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types


def build_graph(file: SourceFile, scope: Scope, types: Types, inputs: Mapping[str, Value] | None) -> TopologyGraph:
    """The graph of a service template; a file without topology has an empty one. Mistakes go to the findings."""
    template = file.template
    topology = template.topology_template
    root = template.tosca_definitions_version or template.node
    source = source_map(root, template.node)
    if topology is None:
        return TopologyGraph(
            file.dialect.version,
            source,
            template.metadata.get("template_name"),
            template.description,
            template.metadata,
        )
    builder = _Builder(topology, scope, types, inputs)
    nodes = builder.nodes()
    edges = tuple(builder.edges())
    check_circles(builder.contexts, types.findings)
    return TopologyGraph(
        version=file.dialect.version,
        source=source,
        name=template.metadata.get("template_name"),
        description=template.description or topology.description,
        metadata=template.metadata,
        inputs=builder.inputs.declared,
        nodes=nodes,
        edges=edges,
        outputs=builder.outputs(),
        groups=builder.groups,
        policies=builder.policies(),
        template_secrets=builder.functions.converter.secrets.texts,
    )


class _Builder:
    def __init__(
        self, topology: TopologyTemplate, scope: Scope, types: Types, inputs: Mapping[str, Value] | None
    ) -> None:
        self._topology = topology
        self._scope = scope
        self._types = types
        self._findings: Findings = types.findings
        self.functions = Functions(types.findings)
        self._converter = self.functions.converter
        self._bags = Bags(self._converter)
        self.inputs = Inputs(topology.inputs, scope, types, self._converter, inputs)
        self.contexts = {name: self._context(found) for name, found in topology.node_templates.items()}
        self._matcher = Matcher(types, scope, self.contexts, topology.relationship_templates, bags=self._bags)
        self._relationships = dict(self._relationship_contexts())
        lookup = Lookup(types, scope, self._bags, self._matcher, self._converter)
        lookup.use(self._relationships)
        self.functions.use(self.inputs.values, lookup)
        self._interfaces = Interfaces(types.findings, types.data, self._converter, scope)
        self._artifacts = Artifacts(types, scope, self._bags)
        self._shared_capabilities: dict[int, Capability] = {}
        self._used_relationships: set[str] = set()
        self.groups = build_groups(topology, scope, types, self._converter, self.contexts)

    def _context(self, template: NodeTemplate) -> NodeContext:
        path = (*template.path, "type")
        node_type = self._types.node(template.type, self._scope, path) if template.type is not None else None
        what = f"The node type {node_type.ref.name}" if node_type else ""
        bag = Bag(
            what,
            node_type.properties if node_type else {},
            template.properties,
            (*template.path, "properties"),
            template.name,
            node_type is None or node_type.is_partial,
            node_type.attributes if node_type else {},
            template.attributes,
        )
        context = NodeContext(template.name.text, template, node_type, bag)
        bag.holder = context
        for name, slot in context.slots.items():
            context.capabilities[name] = self._capability_bag(context, slot, template.capabilities.get(name))
        return context

    @staticmethod
    def _capability_bag(context: NodeContext, slot: CapabilitySlot, given: CapabilityAssignment | None) -> Bag:
        return Bag(
            f"The capability type {slot.type.ref.name}",
            slot.properties,
            given.properties if given else {},
            (*context.template.path, "capabilities", slot.name, "properties"),
            given.name if given else context.template.name,
            slot.type.is_partial,
            slot.attributes,
            given.attributes if given else {},
            holder=context,
        )

    def _relationship_contexts(self) -> Iterator[tuple[str, EdgeContext]]:
        for name, template in self._topology.relationship_templates.items():
            path = (*template.path, "type")
            found = self._types.relationship(template.type, self._scope, path) if template.type is not None else None
            bag = Bag(
                f"The relationship type {found.ref.name}" if found else "",
                found.properties if found else {},
                template.properties,
                (*template.path, "properties"),
                template.name,
                found is None or found.is_partial,
                found.attributes if found else {},
                template.attributes,
            )
            context = EdgeContext(found, bag)
            bag.holder = context
            yield name, context

    def nodes(self) -> dict[str, Node]:
        """Every node template as a node, in the order written."""
        return {name: self._node(context) for name, context in self.contexts.items()}

    def _node(self, context: NodeContext) -> Node:
        template, node_type = context.template, context.type
        self._check_capabilities(context)
        self._check_directives(template)
        check_occurrences(context, self._matcher, self._topology.substitution_mappings, self._findings)
        return Node(
            address=context.name,
            name=context.name,
            type=node_type.ref if node_type else UNKNOWN_TYPE,
            source=source_map(template.name, template.node),
            description=template.description,
            metadata=template.metadata,
            directives=tuple(directive.text for directive in template.directives),
            properties=self._bags.all(context.bag),
            attributes=self._attributes(context.bag),
            capabilities={name: self._capability(context, slot) for name, slot in context.slots.items()},
            artifacts=self._artifacts.build(context),
            interfaces=self._interfaces.build(
                node_type.interfaces if node_type else {}, [template.interfaces], context, context.is_partial
            ),
        )

    def _check_capabilities(self, context: NodeContext) -> None:
        if context.type is None or context.type.is_partial:
            return
        for name, given in context.template.capabilities.items():
            if name not in context.slots:
                message = f"The node type {context.type.ref.name} has no capability `{name}`."
                help_text = nearest(name, context.slots)
                self._findings.error("TS610", message, given.span, given.path, help=help_text, spec="3.8.1")

    def _check_directives(self, template: NodeTemplate) -> None:
        for directive in template.directives:
            if directive.text not in _DIRECTIVES:
                message = f"There is no directive `{directive.text}`."
                path = (*template.path, "directives")
                help_text = nearest(directive.text, _DIRECTIVES)
                self._findings.warning("TS308", message, span_of(directive), path, help=help_text, spec="3.4.3")

    def _capability(self, context: NodeContext, slot: CapabilitySlot) -> Capability:
        bag = context.capabilities[slot.name]
        if not self._bags.is_shared(bag) or bag.assigned_attributes:
            return Capability(slot.name, slot.type.ref, self._bags.all(bag), self._attributes(bag))
        shared = self._shared_capabilities.get(id(slot))
        if shared is None:
            shared = Capability(slot.name, slot.type.ref, self._bags.all(bag))
            self._shared_capabilities[id(slot)] = shared
        bag.values = dict(shared.properties)
        return shared

    def _attributes(self, bag: Bag) -> dict[str, Value]:
        """The attributes that a template assigns; the rest is the platform's."""
        path = (*bag.path[:-1], "attributes")
        if not bag.assigned_attributes:
            return {}
        known = {**bag.definitions, **bag.attributes}
        values: dict[str, Value] = {}
        for name, (key, node) in bag.assigned_attributes.items():
            if name in known:
                schema = known[name].schema
                values[name] = self._converter.convert(
                    node, schema, bag.holder, (*path, name), is_secret=known[name].is_secret
                )
            elif not bag.is_partial:
                message = f"{bag.what} has no attribute `{name}`."
                help_text = nearest(name, known)
                self._findings.error("TS514", message, span_of(key), (*path, name), help=help_text, spec="3.6.13")
        return values

    def edges(self) -> Iterator[Edge]:
        """Every fulfilled requirement as an edge, in the order written; then the templates that none used."""
        for context in self.contexts.values():
            for match in self._matcher.matches(context):
                yield self._edge(context, match)
        for name, unused in self._relationships.items():
            if name not in self._used_relationships:
                self._bags.all(unused.bag)

    def _edge(self, context: NodeContext, match: Match) -> Edge:
        written = match.assignment.relationship
        name = written.type.text if written is not None and written.type is not None else None
        template = self._topology.relationship_templates.get(name) if name is not None else None
        if template is not None:
            self._used_relationships.add(template.name.text)
        relationship = match.relationship
        own = [template.interfaces] if template is not None else []
        interfaces = self._interfaces.build(
            relationship.interfaces if relationship else {},
            [*own, written.interfaces if written is not None else {}],
            match.edge,
            relationship is None or relationship.is_partial,
        )
        return Edge(
            source=context.name,
            requirement=match.requirement,
            index=match.index,
            target=match.target.name,
            capability=match.capability,
            relationship=relationship.ref if relationship else UNKNOWN_TYPE,
            origin=source_map(match.assignment.name, match.assignment.node),
            properties=self._bags.all(match.edge.bag),
            interfaces=interfaces,
        )

    def outputs(self) -> dict[str, Output]:
        """The outputs; one without value is unknown for good, which is TS515."""
        found: dict[str, Output] = {}
        for name, definition in self._topology.outputs.items():
            output = self._types.data.parameter(definition, self._scope)
            node = definition.value if definition.value is not None else definition.default
            path = (*definition.path, "value")
            value: Value = None
            if node is not None:
                value = self._converter.convert(node, output.schema, None, path, is_secret=output.is_secret)
            elif definition.required is not False:
                message = f"The output `{name}` has no value."
                help_text = "Add `value:`, such as `{ get_attribute: [ node, attribute ] }`."
                self._findings.error("TS515", message, definition.span, path, help=help_text, spec="3.6.14")
            found[name] = Output(name, value, source_map(definition.name, definition.node), definition.description)
        return found

    def policies(self) -> dict[str, Policy]:
        """The policies by name."""
        return build_policies(self._topology, self._scope, self._types, self._converter, self.contexts)


_DIRECTIVES = ("select", "selectable", "substitute", "substitutable")
