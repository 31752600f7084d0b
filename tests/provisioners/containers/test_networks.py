"""Which networks a container joins."""

from tests.provisioners.containers.reading import container, topology
from tests.provisioners.graphs import edge, node, span, type_ref
from topology.graph.model import Edge, Node, SourceMap

NETWORK = node("net", "toposmith.nodes.Network", internal=True)
PORT = node("port", "tosca.nodes.network.Port")


def binds(target: str) -> Edge:
    return Edge("port", "binding", 0, target, None, type_ref("tosca.relationships.network.BindsTo"), SourceMap(span(1)))


def links(source: str) -> Edge:
    return edge(source, "network", "net")


def web() -> Node:
    return node("web", image="w:1")


def test_a_direct_link() -> None:
    found = topology(web(), NETWORK, links("web"))
    assert found.containers["web"].networks == ("net",)
    assert (found.networks["net"].used_by, found.networks["net"].internal) == (("web",), True)
    assert found.networks["net"].name == "shop-net-g1"


def test_a_port_that_is_bound_to_it() -> None:
    assert container(web(), NETWORK, PORT, links("port"), binds("web")).networks == ("net",)


def test_a_port_that_is_bound_to_its_host() -> None:
    server = node("server", "tosca.nodes.Compute")
    found = container(web(), server, NETWORK, PORT, links("port"), binds("server"), edge("web", "host", "server"))
    assert found.networks == ("net",)


def test_another_ones_port_says_nothing() -> None:
    other = node("other", image="o:1")
    assert container(web(), other, NETWORK, PORT, links("port"), binds("other")).networks == ()
