"""One service template on its way to the graph: its contexts, what gives their values, and what is made of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from topology.graph.artifacts import Artifacts
from topology.graph.bags import Bags
from topology.graph.context import Entity, GroupContext, Match, NodeContext, PolicyContext
from topology.graph.contexts import Contexts
from topology.graph.counts import Counts
from topology.graph.functions import Functions
from topology.graph.inputs import Inputs
from topology.graph.interfaces import Interfaces
from topology.graph.lookup import Lookup
from topology.graph.match import Matcher
from topology.graph.model import Node, Output
from topology.graph.nodes import NodeMaker
from topology.graph.sources import source_map
from topology.record import Record, field
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.imports import SourceFile
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.values.value import Value


class Outside(Record):
    """What a service gets from the one that it stands in: its place, with ``/`` at its end, targets for requirements
    by node template and name, and nodes in place of selectable node templates."""

    prefix: str = ""
    targets: dict[tuple[str, str], list[NodeContext]] = field(default_factory=dict)
    nodes: dict[str, NodeContext] = field(default_factory=dict)


class Service:
    """A service template with one set of inputs, on its own or in the place of a node."""

    def __init__(  # noqa: PLR0917 - the file, what is known of it, and what it gets
        self,
        file: SourceFile,
        topology: TopologyTemplate,
        scope: Scope,
        types: Types,
        inputs: Mapping[str, Value] | None,
        outside: Outside | None = None,
    ) -> None:
        outside = outside or Outside()
        self.file = file
        self.topology = topology
        self.scope = scope
        self.types = types
        self.prefix = outside.prefix
        self.functions = Functions(types)
        self.converter = self.functions.converter
        self.converter.secrets.owner = self.prefix
        self.bags = Bags(self.converter)
        self.inputs = Inputs(topology.inputs, scope, types, self.converter, inputs)
        contexts = Contexts(types, scope, self.prefix, self.bags)
        nodes = contexts.nodes(topology.node_templates)
        nodes.contexts.update(outside.nodes)
        self._aliases = frozenset(outside.nodes)
        self.contexts = nodes.contexts
        self.instances = nodes.instances
        self.relationships = {
            name: contexts.relationship(template) for name, template in topology.relationship_templates.items()
        }
        self.groups = {name: contexts.group(definition) for name, definition in topology.groups.items()}
        self.policies = [contexts.policy(definition) for definition in topology.policies]
        self.matcher = Matcher(
            types, scope, nodes, topology.relationship_templates, bags=self.bags, converter=self.converter
        )
        self.matcher.use(_mapped(topology), outside.targets)
        lookup = Lookup(types, scope, self.bags, self.matcher, self.converter)
        lookup.use(self.relationships, _by_name(self.groups, self.policies))
        self.functions.use(self.inputs.values, lookup)
        contexts.multiply(nodes, Counts(self.converter, types.findings), types.findings)
        self.interfaces = Interfaces(types.findings, self.converter)
        artifacts = Artifacts(types, scope, self.bags)
        self._maker = NodeMaker(self.bags, self.interfaces, artifacts, self.converter, scope.dialect)

    def node(self, context: NodeContext) -> Node:
        """One node of the service."""
        return self._maker.make(context)

    def own_contexts(self) -> Iterator[NodeContext]:
        """The contexts of all nodes that there are; a template with a count of 0 has none."""
        own = (context for name, context in self.contexts.items() if name not in self._aliases)
        return (context for context in own if context.count != 0)

    def addresses(self, name: str) -> tuple[str, ...]:
        """The addresses of the nodes of a template, or the full name of a group."""
        family = self.instances.get(name)
        if family is not None:
            return tuple(context.name for context in family if context.count != 0)
        return (self.contexts[name].name,) if name in self.contexts else (f"{self.prefix}{name}",)

    def matches(self) -> Iterator[tuple[NodeContext, Match]]:
        """Every fulfilled requirement, in the order written."""
        self.matcher.fulfil_optional()
        for context in self.own_contexts():
            for match in self.matcher.matches(context):
                yield context, match

    def finish(self) -> None:
        """Check what had to wait until all values were there."""
        self.functions.finish()

    def outputs(self) -> dict[str, Output]:
        """The outputs; one without value is unknown for good, which is TS515."""
        found: dict[str, Output] = {}
        for name, definition in self.topology.outputs.items():
            output = self.types.data.parameter(definition, self.scope)
            node = definition.value if definition.value is not None else definition.default
            path = (*definition.path, "value")
            value: Value = None
            if node is not None:
                value = self.converter.convert(node, output.schema, None, path, is_secret=output.is_secret)
            elif definition.required is not False:
                message = f"The output `{name}` has no value."
                help_text = "Add `value:`, such as `{ get_attribute: [ node, attribute ] }`."
                self.types.findings.warning("TS515", message, definition.span, path, help=help_text, spec="3.6.14")
            found[name] = Output(name, value, source_map(definition.name, definition.node), definition.description)
        return found


def _by_name(groups: Mapping[str, GroupContext], policies: Sequence[PolicyContext]) -> dict[str, Entity]:
    """What functions may name beside nodes and relationships; a policy by its type too where it is the only one."""
    kinds = Counter(each.type.ref.name for each in policies if each.type is not None)
    alone = {each.type.ref.name: each for each in policies if each.type is not None and kinds[each.type.ref.name] == 1}
    return {**alone, **{each.name: each for each in policies}, **groups}


def _mapped(topology: TopologyTemplate) -> frozenset[tuple[str, str]]:
    """The requirements, by node template and name, that a node outside fulfils once the template stands for one."""
    mapping = topology.substitution_mappings
    targets = [target for each in mapping.requirements for target in each.targets] if mapping is not None else []
    return frozenset((target[0].text, target[1].text) for target in targets if len(target) == 2)
