"""The outputs of a deployment: those of its graph with the attributes that were observed."""

from collections.abc import Mapping
from typing import Any

from provisioners.events import append
from provisioners.models import Deployment, Instance
from topology.graph.codec import view_value
from topology.graph.model import TopologyGraph
from topology.tosca.functions.substitute import substitute
from topology.values.value import Secret, Unknown, Value


def resolve_outputs(graph: TopologyGraph, attributes: Mapping[str, Mapping[str, Value]]) -> dict[str, Any]:
    """The outputs as people look at them. ``attributes`` are those of each address, by their dotted names.

    What no platform has told is still shown as unknown, and a secret as its reference.
    """

    def known(leaf: Secret | Unknown) -> Value:
        if isinstance(leaf, Secret):
            return leaf
        return attributes.get(leaf.node, {}).get(".".join(map(str, leaf.attribute)), leaf)

    return {name: view_value(substitute(output.value, known)) for name, output in graph.outputs.items()}


def record_outputs(deployment: Deployment, graph: TopologyGraph | None) -> None:
    """Store the outputs, and say so when they are others. Without a graph there are none."""
    rows = Instance.objects.filter(deployment=deployment).values_list("address", "attributes")
    outputs = resolve_outputs(graph, dict(rows)) if graph is not None else {}
    before = Deployment.objects.values_list("outputs", flat=True).get(pk=deployment.pk)
    if outputs != before:
        Deployment.objects.filter(pk=deployment.pk).update(outputs=outputs)
        append(deployment, "outputs", {"outputs": outputs})
