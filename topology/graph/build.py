"""Phase 8: the typed graph, from definitions and types.

A :class:`~topology.graph.service.Service` makes a context for every template and gives the functions something to refer
to; other services stand for some of its nodes; and nodes and edges are made of all contexts. Values are found when they
are first asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from topology.graph.behaviour import Workflow
from topology.graph.circles import Link, break_circles
from topology.graph.decompose import Decomposed, Decomposer, Part
from topology.graph.edges import EdgeMaker
from topology.graph.model import Edge, Group, OpenRequirement, Output, Policy, Substitution, TopologyGraph
from topology.graph.rewire import Wiring
from topology.graph.service import Service
from topology.graph.sources import source_map
from topology.graph.substitutes import Catalogue
from topology.record import replace
from topology.tosca.findings import Findings
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.imports import SourceFile
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.values.type_ref import TypeRef
from topology.values.value import Value

T = TypeVar("T")


def build_graph(
    file: SourceFile,
    scope: Scope,
    types: Types,
    inputs: Mapping[str, Value] | None,
    catalogue: Catalogue | None = None,
) -> TopologyGraph:
    """The graph of a service template; a file without one has an empty graph. Mistakes go to the findings.

    Nodes for which a template of the catalogue stands are replaced by it. Their nodes come after those of the template.
    """
    template = file.template
    topology = template.topology_template
    root = template.tosca_definitions_version or template.node
    source = source_map(root, template.node)
    name = template.metadata.get("template_name")
    if topology is None:
        return TopologyGraph(file.dialect.version, source, name, template.description, template.metadata)
    service = Service(file, topology, scope, types, inputs)
    decomposer = Decomposer(catalogue or Catalogue())
    decomposer.add(service, [file.name])
    whole = _Whole(decomposer.parts, decomposer.wiring, types.findings)
    edges, open_requirements = whole.edges()
    graph = TopologyGraph(
        version=file.dialect.version,
        source=source,
        name=name,
        description=template.description or topology.description,
        metadata=template.metadata,
        inputs=service.inputs.declared,
        nodes=_joined(part.nodes for part in decomposer.parts),
        edges=edges,
        outputs=whole.outputs(),
        groups=whole.groups(),
        policies=whole.policies(),
        open=open_requirements,
        substitutions=whole.substitutions(),
        workflows=whole.workflows(),
        substitutes=_substitutes(topology, scope, types),
        template_secrets=_joined(part.service.converter.secrets.texts for part in decomposer.parts),
    )
    for part in decomposer.parts:
        part.service.finish()
    return whole.rewritten(graph)


class _Whole:
    """The services of a graph, the outermost first, as one."""

    def __init__(self, parts: list[Part], wiring: Wiring, findings: Findings) -> None:
        self._parts = parts
        self._wiring = wiring
        self._findings = findings

    def edges(self) -> tuple[tuple[Edge, ...], tuple[OpenRequirement, ...]]:
        """All edges, and what is left open."""
        links: list[Link] = []
        left: list[OpenRequirement] = []
        for part in self._parts:
            maker = EdgeMaker(part.service)
            for source, match in part.service.matches():
                links += maker.links(source, match, self._wiring)
            left += [maker.open(found) for context in part.service.own_contexts() for found in context.open]
            maker.check_unused()
        return break_circles(links, self._findings), tuple(left)

    def outputs(self) -> dict[str, Output]:
        """The outputs of the outermost service; those of the others become attributes of what they stand for."""
        for part in self._parts[1:]:
            self._wiring.publish(part.service.prefix.removesuffix("/"), part.service.outputs())
        return self._parts[0].service.outputs()

    def groups(self) -> dict[str, Group]:
        if not any(topology.groups for topology in self._topologies()):
            return {}
        from topology.graph.members import build_groups  # noqa: PLC0415 - few templates have groups

        found = _joined(build_groups(part.service) for part in self._parts)
        return {name: replace(group, members=self._members(group.members)) for name, group in found.items()}

    def policies(self) -> dict[str, Policy]:
        if not any(topology.policies for topology in self._topologies()):
            return {}
        from topology.graph.members import build_policies  # noqa: PLC0415 - few templates have policies

        found = _joined(build_policies(part.service) for part in self._parts)
        return {name: replace(policy, targets=self._members(policy.targets)) for name, policy in found.items()}

    def workflows(self) -> dict[str, Workflow]:
        if not any(topology.workflows for topology in self._topologies()):
            return {}
        from topology.graph.workflows import build_workflows  # noqa: PLC0415 - few templates have workflows

        return _joined(build_workflows(part.service) for part in self._parts)

    def _topologies(self) -> Iterator[TopologyTemplate]:
        return (part.service.topology for part in self._parts)

    def _members(self, addresses: Iterable[str]) -> tuple[str, ...]:
        return tuple(member for address in addresses for member in self._wiring.members(address))

    def substitutions(self) -> dict[str, Substitution]:
        """The substituted nodes by address, the outermost first."""
        return {found.node.address: self._substitution(found) for part in self._parts for found in part.substituted}

    def _substitution(self, found: Decomposed) -> Substitution:
        address, mapping = found.node.address, found.substitute.mapping
        attributes = {
            keys[0]: value
            for (owner, keys), value in self._wiring.attributes.items()
            if owner == address and len(keys) == 1
        }
        operations = {name: f"{address}/{workflow}" for name, workflow in found.substitute.operations.items()}
        return Substitution(
            node=replace(found.node, attributes={**found.node.attributes, **attributes}),
            template=found.substitute.file.name,
            members=self._wiring.members(address),
            source=source_map(mapping.node_type or found.context.template.name, mapping.node),
            operations=operations,
        )

    def rewritten(self, graph: TopologyGraph) -> TopologyGraph:
        """The graph in which attributes of substituted nodes are what the services in their places give."""
        if not self._wiring.attributes:
            return graph
        from topology.graph.rewrite import rewritten  # noqa: PLC0415 - few templates are substituted

        return rewritten(graph, self._wiring.rewrite)


def _joined(maps: Iterable[Mapping[str, T]]) -> dict[str, T]:
    return {key: item for each in maps for key, item in each.items()}


def _substitutes(topology: TopologyTemplate, scope: Scope, types: Types) -> TypeRef | None:
    """The node type for which a template may stand."""
    mapping = topology.substitution_mappings
    if mapping is None or mapping.node_type is None:
        return None
    found = types.node(mapping.node_type, scope, (*mapping.path, "node_type"))
    return found.ref if found is not None else None
