from provisioners.backends.type_map import NO_TYPES, Mapped, TypeEntry, TypeMap
from provisioners.containers.pins import images_to_pin
from tests.provisioners.graphs import dockerfile, graph, node
from topology.record import replace


def test_images_with_a_tag_are_named_once() -> None:
    digest = f"nginx@sha256:{'0' * 64}"
    found = graph(
        node("web", image="nginx:1"),
        node("other", image="nginx:1"),
        node("db", image="postgres"),
        node("pinned", image=digest),
        node("made", artifacts={"image": dockerfile("web/Dockerfile")}),
        node("data", "toposmith.nodes.Volume"),
    )
    assert images_to_pin(found, NO_TYPES) == ("nginx:1", "postgres")


def test_images_of_mapped_types_count_too() -> None:
    box = replace(node("box", "acme.Box"), properties={"picture": "nginx:1"})
    boxes = TypeMap({"acme.Box": TypeEntry(Mapped.CONTAINER, images=(("picture",),))})
    assert images_to_pin(graph(box), NO_TYPES) == ()
    assert images_to_pin(graph(box), boxes) == ("nginx:1",)
