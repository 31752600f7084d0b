"""Routes and load balancers lead to one container at one port."""

from provisioners.containers.model import Route
from tests.provisioners.containers.reading import codes, topology
from tests.provisioners.graphs import node, span, type_ref
from topology.graph.model import Edge, Node, SourceMap
from topology.record import replace
from topology.values.value import Secret, Value


def route(**properties: Value) -> Node:
    lines: dict[tuple[str | int, ...], int] = {("requirements",): 12}
    return node("front", "toposmith.nodes.Route", lines=lines, **properties)


def leads(target: str, index: int = 0) -> Edge:
    kind = type_ref("tosca.relationships.RoutesTo")
    return Edge("front", "backend", index, target, None, kind, SourceMap(span(1)))


def web(**properties: Value) -> Node:
    return node("web", image="w:1", **properties)


def only(*parts: Node | Edge) -> Route:
    found = topology(*parts)
    assert not found.has_errors, found.diagnostics
    (made,) = found.routes.values()
    return made


def test_a_route_takes_the_endpoints_port_first() -> None:
    asking = node("web", image="w:1", endpoint={"port": 8000}, ports=({"target": 80},))
    made = only(asking, route(host="shop.example", path="/cart"), leads("web"))
    assert (made.backend, made.port, made.host, made.path) == ("web", 8000, "shop.example", "/cart")
    assert not made.is_balancer


def test_its_own_port_goes_before_all() -> None:
    assert only(web(ports=({"target": 80},)), route(port=9000), leads("web")).port == 9000


def test_certificate_and_key_stay_references() -> None:
    made = only(web(ports=({"target": 80},)), route(tls_certificate="PEM", tls_key=Secret("input:key")), leads("web"))
    assert made.tls_certificate is not None
    assert made.tls_key is not None
    assert (made.tls_certificate.plain, made.tls_key.references) == ("PEM", ("input:key",))


def test_a_load_balancer_is_a_route_for_everything() -> None:
    balancer = node("front", "tosca.nodes.LoadBalancer")
    made = only(web(ports=({"target": 80},)), balancer, leads("web"))
    assert (made.is_balancer, made.host, made.path) == (True, "", "/")


def test_it_needs_a_port() -> None:
    assert codes(web(), route(), leads("web")) == [("TS821", 12)]
    assert codes(web(ports=({"target": 53, "protocol": "udp"},)), route(), leads("web")) == [("TS821", 12)]


def test_it_needs_exactly_one_end() -> None:
    assert codes(web(ports=({"target": 80},)), route()) == [("TS821", 12)]
    other = replace(node("api", image="a:1"), properties={"ports": ({"target": 80},)})
    assert codes(web(ports=({"target": 80},)), other, route(), leads("web"), leads("api", 1)) == [("TS821", 12)]
