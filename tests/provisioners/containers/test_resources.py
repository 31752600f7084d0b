"""Numbers of instances, bounds and reservations."""

from collections.abc import Mapping

import pytest

from provisioners.containers.model import Resources, Scale
from tests.provisioners.containers.reading import codes, container
from tests.provisioners.graphs import capability, edge, node
from topology.graph.model import Node
from topology.record import replace
from topology.values.value import Value


def host(properties: Mapping[str, Value]) -> Node:
    offered = capability("host", "tosca.capabilities.Container", properties)
    return replace(node("server", "tosca.nodes.Compute"), capabilities={"host": offered})


@pytest.mark.parametrize(
    ("scalable", "scale"),
    [
        (None, Scale(1, 1, 1)),
        ({"default_instances": 3}, Scale(3, 1, 3)),
        ({"min_instances": 2, "max_instances": 5}, Scale(2, 2, 5)),
        ({"min_instances": 1, "default_instances": 2, "max_instances": 4}, Scale(2, 1, 4)),
    ],
)
def test_the_number_of_instances(scalable: dict[str, Value] | None, scale: Scale) -> None:
    assert container(node("web", image="w:1", scalable=scalable)).scale == scale


def test_own_bounds_and_reservations() -> None:
    web = node("web", image="w:1", cpus=0.5, memory="64 MiB", reserved_cpus=0.25, reserved_memory="32 MB")
    assert container(web).resources == Resources("0.5", 64 * 2**20, "0.25", 32 * 10**6)


def test_where_a_container_has_no_bounds_its_host_is_one() -> None:
    found = container(
        node("web", image="w:1"), host({"num_cpus": 2, "mem_size": "1 GB"}), edge("web", "host", "server")
    )
    assert found.resources == Resources("2", 10**9)


def test_a_bound_of_its_own_goes_first() -> None:
    web = node("web", image="w:1", memory="64 MB")
    found = container(web, host({"num_cpus": 2, "mem_size": "1 GB"}), edge("web", "host", "server"))
    assert found.resources == Resources("2", 64 * 10**6)


def test_the_nearest_host_that_says_something() -> None:
    runtime = node("runtime", "tosca.nodes.Container.Runtime")
    found = container(
        node("web", image="w:1"),
        runtime,
        host({"num_cpus": 4}),
        edge("web", "host", "runtime"),
        edge("runtime", "host", "server"),
    )
    assert found.resources == Resources(cpus="4")


def test_a_size_that_is_none() -> None:
    assert codes(node("web", image="w:1", memory="much", lines={("properties", "memory"): 5})) == [("TS815", 5)]


@pytest.mark.parametrize("count", [0, -1, 1001])
def test_a_number_that_no_platform_starts(count: int) -> None:
    lines: dict[tuple[str | int, ...], int] = {("capabilities", "scalable", "properties", "default_instances"): 8}
    assert codes(node("web", image="w:1", scalable={"default_instances": count}, lines=lines)) == [("TS818", 8)]
