"""Which images of a graph have a tag that can mean another image tomorrow."""

from provisioners.backends.type_map import TypeMap
from provisioners.containers.images import OWN_PREFIXES
from provisioners.containers.type_map.apply import applied
from provisioners.containers.types import DOCKER_IMAGE
from topology.graph.model import TopologyGraph


def images_to_pin(graph: TopologyGraph, type_map: TypeMap) -> tuple[str, ...]:
    """The names of the images that are pulled, each once and as the template has them; those with a digest not."""
    mapped, _ = applied(graph, type_map)
    files = (
        artifact.file
        for node in mapped.nodes.values()
        for artifact in node.artifacts.values()
        if artifact.type.is_a(DOCKER_IMAGE)
    )
    return tuple(sorted({file for file in files if file and "@" not in file and not file.startswith(OWN_PREFIXES)}))
