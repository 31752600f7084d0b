"""Hypothesis strategies for values and whole graphs."""

from hypothesis import strategies as st

from topology.diagnostics import Span
from topology.graph.behaviour import Activity, ActivityKind, Precondition, Step, Trigger, Workflow
from topology.graph.model import (
    Artifact,
    Capability,
    Edge,
    Group,
    Input,
    Interface,
    Node,
    OpenRequirement,
    Operation,
    Output,
    Policy,
    SourceMap,
    Substitution,
    TopologyGraph,
)
from topology.values.type_ref import TypeRef
from topology.values.value import Call, Concat, Secret, Unknown

texts = st.text(max_size=8)
names = st.text(min_size=1, max_size=6)
steps = st.one_of(names, st.integers(0, 9))
paths = st.lists(steps, max_size=3).map(tuple)
secrets = st.builds(Secret, texts)
unknowns = st.builds(Unknown, texts, paths)
calls = st.builds(Call, names, st.lists(st.one_of(texts, secrets, unknowns), max_size=3).map(tuple))
concats = st.builds(Concat, st.lists(st.one_of(texts, secrets, unknowns, calls), max_size=3).map(tuple))
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts)
keys = st.one_of(texts, st.sampled_from(["$secret", "$unknown", "$concat", "$call", "$float", "$map", "$"]))
values = st.recursive(
    st.one_of(scalars, secrets, unknowns, concats, calls),
    lambda inner: st.one_of(st.lists(inner, max_size=3).map(tuple), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=5,
)
value_maps = st.dictionaries(keys, values, max_size=2)
text_maps = st.dictionaries(texts, texts, max_size=2)
text_tuples = st.lists(texts, max_size=2).map(tuple)
maybe_text = st.none() | texts

spans = st.builds(Span, texts, *[st.integers(1, 999)] * 4)
source_maps = st.builds(SourceMap, spans, st.dictionaries(paths, spans, max_size=2))
type_refs = st.builds(lambda lineage: TypeRef(lineage[0], tuple(lineage)), st.lists(names, min_size=1, max_size=3))


def by_name(entities, key="name"):
    """Maps of distinct entities by one of their own fields."""
    return st.lists(entities, max_size=2, unique_by=lambda entity: getattr(entity, key)).map(
        lambda items: {getattr(item, key): item for item in items}
    )


artifacts = st.builds(Artifact, names, type_refs, texts, maybe_text, value_maps)
ways = st.dictionaries(texts, text_tuples, max_size=1)
operations = st.builds(
    Operation, names, maybe_text, text_tuples, value_maps, ways, st.none() | st.integers(0, 99), maybe_text
)
interfaces = st.builds(Interface, names, type_refs, value_maps, by_name(operations), by_name(operations))
capabilities = st.builds(Capability, names, type_refs, value_maps, value_maps)
nodes = st.builds(
    Node,
    address=names,
    name=names,
    type=type_refs,
    source=source_maps,
    description=maybe_text,
    metadata=text_maps,
    directives=text_tuples,
    properties=value_maps,
    attributes=value_maps,
    capabilities=by_name(capabilities),
    artifacts=by_name(artifacts),
    interfaces=by_name(interfaces),
    index=st.integers(0, 3),
    count=st.integers(0, 4) | unknowns,
)
edges = st.builds(
    Edge,
    source=names,
    requirement=names,
    index=st.integers(0, 5),
    target=names,
    capability=maybe_text,
    relationship=type_refs,
    origin=source_maps,
    properties=value_maps,
    interfaces=by_name(interfaces),
    allocation=value_maps,
    orders=st.booleans(),
)
open_requirements = st.builds(
    OpenRequirement, names, names, st.integers(0, 3), maybe_text, maybe_text, st.booleans(), source_maps
)
substitutions = st.builds(Substitution, nodes, texts, text_tuples, source_maps, text_maps)
activities = st.builds(Activity, st.sampled_from(ActivityKind), texts, value_maps)
conditions = st.lists(values, max_size=2).map(tuple)
preconditions = st.builds(Precondition, maybe_text, maybe_text, conditions)
activity_tuples = st.lists(activities, max_size=2).map(tuple)
workflow_steps = st.builds(
    Step, names, texts, maybe_text, maybe_text, conditions, activity_tuples, text_tuples, text_tuples
)
workflows = st.builds(
    Workflow,
    names,
    source_maps,
    maybe_text,
    value_maps,
    st.lists(preconditions, max_size=1).map(tuple),
    by_name(workflow_steps),
    maybe_text,
)
triggers = st.builds(Trigger, names, texts, values, values, text_maps, activity_tuples)
inputs = st.builds(
    Input,
    name=names,
    type=names,
    required=st.booleans(),
    secret=st.booleans(),
    source=source_maps,
    description=maybe_text,
    default=values,
    constraints=text_tuples,
)
outputs = st.builds(Output, names, values, source_maps, maybe_text)
groups = st.builds(
    Group, names, type_refs, text_tuples, value_maps, maybe_text, text_maps, by_name(interfaces), value_maps
)
policies = st.builds(
    Policy, names, type_refs, text_tuples, source_maps, value_maps, by_name(triggers), maybe_text, text_maps
)
graphs = st.builds(
    TopologyGraph,
    version=texts,
    source=source_maps,
    name=maybe_text,
    description=maybe_text,
    metadata=text_maps,
    inputs=by_name(inputs),
    nodes=by_name(nodes, "address"),
    edges=st.lists(edges, max_size=3).map(tuple),
    outputs=by_name(outputs),
    groups=by_name(groups),
    policies=by_name(policies),
    template_secrets=text_maps,
    open=st.lists(open_requirements, max_size=2).map(tuple),
    substitutions=st.lists(substitutions, max_size=1).map(lambda found: {each.node.address: each for each in found}),
    workflows=by_name(workflows),
    substitutes=st.none() | type_refs,
)
