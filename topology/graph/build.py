"""Phase 8: the typed graph, from definitions and types.

A :class:`~topology.graph.service.Service` makes a context for every template, gives the functions something to refer
to, and then nodes and edges are made of the contexts. Values are found when they are first asked for.
"""

from collections.abc import Mapping

from topology.graph.circles import Link, break_circles
from topology.graph.edges import EdgeMaker
from topology.graph.members import build_groups, build_policies
from topology.graph.model import TopologyGraph, TypeRef
from topology.graph.service import Service
from topology.graph.sources import source_map
from topology.graph.values import Value
from topology.graph.workflows import build_workflows
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.imports import SourceFile
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types


def build_graph(file: SourceFile, scope: Scope, types: Types, inputs: Mapping[str, Value] | None) -> TopologyGraph:
    """The graph of a service template; a file without one has an empty graph. Mistakes go to the findings."""
    template = file.template
    topology = template.topology_template
    root = template.tosca_definitions_version or template.node
    source = source_map(root, template.node)
    name = template.metadata.get("template_name")
    if topology is None:
        return TopologyGraph(file.dialect.version, source, name, template.description, template.metadata)
    service = Service(file, topology, scope, types, inputs)
    nodes = {context.name: service.node(context) for context in service.own_contexts()}
    maker = EdgeMaker(service)
    links = [Link(maker.make(source, match), match) for source, match in service.matches()]
    open_requirements = tuple(maker.open(found) for context in service.own_contexts() for found in context.open)
    maker.check_unused()
    graph = TopologyGraph(
        version=file.dialect.version,
        source=source,
        name=name,
        description=template.description or topology.description,
        metadata=template.metadata,
        inputs=service.inputs.declared,
        nodes=nodes,
        edges=break_circles(links, types.findings),
        outputs=service.outputs(),
        groups=build_groups(service),
        policies=build_policies(service),
        template_secrets=service.converter.secrets.texts,
        open=open_requirements,
        workflows=build_workflows(service),
        substitutes=_substitutes(topology, scope, types),
    )
    service.finish()
    return graph


def _substitutes(topology: TopologyTemplate, scope: Scope, types: Types) -> TypeRef | None:
    """The node type for which a template may stand."""
    mapping = topology.substitution_mappings
    if mapping is None or mapping.node_type is None:
        return None
    found = types.node(mapping.node_type, scope, (*mapping.path, "node_type"))
    return found.ref if found is not None else None
