"""Where ports, routes and load balancers are reached from outside."""

from typing import Any

from provisioners.backends.kubernetes.api import Refusal
from provisioners.backends.kubernetes.reached import Reached, by_http_route, by_ingress


class Nodes:
    """Stands in for an API that lists nodes, or does not let them be listed."""

    def __init__(self, *addresses: tuple[str, str], status: int = 0) -> None:
        self._addresses = [{"type": kind, "address": address} for kind, address in addresses]
        self._status = status

    def items(self, path: str) -> list[dict[str, Any]]:
        assert path == "/api/v1/nodes"
        if self._status:
            raise Refusal(self._status, "Forbidden", "no")
        return [{"status": {"addresses": self._addresses}}]


def service(kind: str, **status: Any) -> dict[str, Any]:
    port = {"port": 80, "targetPort": 8080, "protocol": "TCP", "nodePort": 30080}
    annotations = {"toposmith.scheme": "http"}
    return {"metadata": {"annotations": annotations}, "spec": {"type": kind, "ports": [port]}, "status": status}


def by_service(nodes: Nodes, found: dict[str, Any], **options: str) -> dict[str, str]:
    return Reached(nodes, options).by_service(found)  # type: ignore[arg-type]


def test_a_node_port_at_the_address_that_the_target_names() -> None:
    assert by_service(Nodes(status=500), service("NodePort"), public_address="192.0.2.9") == {
        "public_address": "192.0.2.9",
        "url": "http://192.0.2.9:30080",
        "published_ports.8080/tcp": "30080",
    }


def test_a_node_port_at_a_node() -> None:
    nodes = Nodes(("Hostname", "n"), ("InternalIP", "10.0.0.1"), ("ExternalIP", "192.0.2.1"))
    assert by_service(nodes, service("NodePort"))["url"] == "http://192.0.2.1:30080"


def test_a_node_of_the_newer_internet_protocol() -> None:
    assert by_service(Nodes(("InternalIP", "fd00::1")), service("NodePort"))["url"] == "http://[fd00::1]:30080"


def test_who_may_not_see_nodes_gets_no_address() -> None:
    assert by_service(Nodes(status=403), service("NodePort")) == {}


def test_a_load_balancer_by_address_or_name() -> None:
    for ingress, host in (({"ip": "192.0.2.2"}, "192.0.2.2"), ({"hostname": "lb.example"}, "lb.example")):
        found = by_service(Nodes(), service("LoadBalancer", loadBalancer={"ingress": [ingress]}))
        assert found["url"] == f"http://{host}:80"
    assert by_service(Nodes(), service("LoadBalancer")) == {}


def ingress(host: str = "", tls: bool = False, **status: Any) -> dict[str, Any]:
    rule = {"host": host, "http": {"paths": [{"path": "/x"}]}}
    return {"spec": {"rules": [rule], **({"tls": [{}]} if tls else {})}, "status": status}


def test_a_route() -> None:
    assert by_ingress(ingress("a.example"))["url"] == "http://a.example/x"
    assert by_ingress(ingress("a.example", tls=True))["url"] == "https://a.example/x"
    balancer = {"ingress": [{"ip": "192.0.2.3"}]}
    assert by_ingress(ingress(loadBalancer=balancer))["url"] == "http://192.0.2.3/x"
    assert by_ingress(ingress()) == {}


def test_a_route_at_a_gateway() -> None:
    rules = [{"matches": [{"path": {"value": "/x"}}]}]
    assert by_http_route({"spec": {"hostnames": ["a.example"], "rules": rules}})["url"] == "http://a.example/x"
    assert by_http_route({"spec": {"rules": rules}}) == {}
