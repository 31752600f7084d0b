"""Services, routes, load balancers, networks: who reaches a container, and how."""

import pytest

from provisioners.backends.contract import Right
from tests.provisioners.backends.kubernetes.rendering import IMAGE, manifests, pod, web
from tests.provisioners.graphs import edge, node
from topology.values.value import Secret

ROUTE = node("site", "toposmith.nodes.Route", host="shop.example", path="/x")
TO_WEB = edge("site", "backend", "web")
LISTENS = {"protocol": "http", "port": 8080}


def port(number: int, protocol: str = "TCP") -> dict[str, object]:
    return {"name": f"{protocol.lower()}-{number}", "protocol": protocol, "port": number, "targetPort": number}


def test_what_listens_has_an_address_of_its_own() -> None:
    found = manifests(web(endpoint=LISTENS))["Service", "web"]["spec"]
    assert found["type"] == "ClusterIP"
    assert found["ports"] == [port(8080)]


def test_what_says_of_no_port_is_reached_at_its_pods() -> None:
    found = manifests(web())["Service", "web"]["spec"]
    assert found["clusterIP"] == "None"
    assert "ports" not in found


def test_a_connection_is_the_name_of_the_service() -> None:
    db = node("db", image=IMAGE, endpoint={"port": 5432})
    for options, name in (({}, "db"), ({"namespace": "team"}, "shop-db")):
        found = manifests(web(), db, edge("web", "connection", "db"), **options)
        workload = "web" if not options else "shop-web"
        (container,) = pod(found, name=workload)["containers"]
        assert container["env"] == [{"name": "DB_HOST", "value": name}, {"name": "DB_PORT", "value": "5432"}]
        assert ("Service", name) in found


def test_published_ports_are_node_ports() -> None:
    ports = ({"target": 80, "address": "0.0.0.0"}, {"target": 53, "published": 30053, "protocol": "udp"})
    found = manifests(web(ports=ports))["Service", "web--public"]["spec"]
    assert found["type"] == "NodePort"
    assert found["ports"] == [port(80), {**port(53, "UDP"), "nodePort": 30053}]


def test_published_ports_of_a_load_balancer() -> None:
    found = manifests(
        web(ports=({"target": 8080, "published": 80},)), rights=(Right.LOW_PORTS,), published_by="LoadBalancer"
    )
    spec = found["Service", "web--public"]["spec"]
    assert spec["type"] == "LoadBalancer"
    assert spec["ports"] == [{**port(80), "targetPort": 8080}]


def test_a_route_is_an_ingress() -> None:
    found = manifests(web(endpoint=LISTENS), ROUTE, TO_WEB, ingress_class="nginx")
    spec = found["Ingress", "site"]["spec"]
    assert spec["ingressClassName"] == "nginx"
    (rule,) = spec["rules"]
    assert rule["host"] == "shop.example"
    backend = {"service": {"name": "web", "port": {"number": 8080}}}
    assert rule["http"]["paths"] == [{"path": "/x", "pathType": "Prefix", "backend": backend}]
    assert "tls" not in spec


def test_a_routes_port_is_one_of_the_service() -> None:
    route = node("site", "toposmith.nodes.Route", port=9000)
    found = manifests(web(endpoint=LISTENS), route, TO_WEB)
    assert found["Service", "web"]["spec"]["ports"] == [port(8080), port(9000)]


def test_a_route_with_a_certificate() -> None:
    secrets = {"tls_certificate": Secret("input:certificate"), "tls_key": Secret("input:key")}
    found = manifests(web(endpoint=LISTENS), node("site", "toposmith.nodes.Route", host="a.example", **secrets), TO_WEB)
    assert found["Ingress", "site"]["spec"]["tls"] == [{"secretName": "site--tls", "hosts": ["a.example"]}]
    secret = found["Secret", "site--tls"]
    assert secret["type"] == "kubernetes.io/tls"
    assert set(secret["stringData"]) == {"tls.crt", "tls.key"}


@pytest.mark.parametrize(
    ("gateway", "parent"),
    [("outside", {"name": "outside"}), ("infra/outside", {"namespace": "infra", "name": "outside"})],
)
def test_a_route_at_a_gateway(gateway: str, parent: dict[str, str]) -> None:
    found = manifests(web(endpoint=LISTENS), ROUTE, TO_WEB, gateway=gateway)
    spec = found["HTTPRoute", "site"]["spec"]
    assert spec["parentRefs"] == [parent]
    assert spec["hostnames"] == ["shop.example"]
    assert spec["rules"][0]["backendRefs"] == [{"name": "web", "port": 8080}]
    assert ("Ingress", "site") not in found


def test_a_load_balancer_is_a_service() -> None:
    balancer = node("entrance", "tosca.nodes.LoadBalancer")
    found = manifests(web(endpoint=LISTENS), balancer, edge("entrance", "backend", "web"))
    spec = found["Service", "entrance--balancer"]["spec"]
    assert (spec["type"], spec["ports"]) == ("LoadBalancer", [port(8080)])


class TestNetworks:
    NET = node("back", "toposmith.nodes.Network", internal=True)
    JOINED = {"toposmith.deployment": "shop", "toposmith.network.back": "joined"}

    def test_a_deployment_without_networks_is_one(self) -> None:
        found = manifests(web())
        spec = found["NetworkPolicy", "default"]["spec"]
        members = {"toposmith.deployment": "shop", "toposmith.network.default": "joined"}
        assert spec["podSelector"]["matchLabels"] == members
        assert spec["ingress"] == [{"from": [{"podSelector": {"matchLabels": members}}]}]
        assert spec["egress"] == [{}]
        labels = found["Deployment", "web"]["spec"]["template"]["metadata"]["labels"]
        assert members.items() <= labels.items()

    def test_an_internal_network_has_no_way_out_but_names(self) -> None:
        found = manifests(web(), self.NET, edge("web", "network", "back"))
        assert ("NetworkPolicy", "default") not in found
        spec = found["NetworkPolicy", "back"]["spec"]
        others, names = spec["egress"]
        assert others == {"to": [{"podSelector": {"matchLabels": self.JOINED}}]}
        assert {each["port"] for each in names["ports"]} == {53}

    def test_a_connection_across_networks_joins_the_default_one(self) -> None:
        db = node("db", image=IMAGE)
        found = manifests(web(), db, self.NET, edge("db", "network", "back"), edge("web", "connection", "db"))
        labels = found["Deployment", "db"]["spec"]["template"]["metadata"]["labels"]
        assert {"toposmith.network.default", "toposmith.network.back"} <= set(labels)

    def test_who_is_outside_reaches_published_ports_and_routes_only(self) -> None:
        found = manifests(web(ports=({"target": 80},), endpoint=LISTENS), ROUTE, TO_WEB)
        spec = found["NetworkPolicy", "web--public"]["spec"]
        opened = {(each["port"], each["protocol"]) for each in spec["ingress"][0]["ports"]}
        assert opened == {(80, "TCP"), (8080, "TCP")}
        assert ("NetworkPolicy", "web--public") not in manifests(web(endpoint=LISTENS))

    def test_a_container_in_the_hosts_network_is_in_no_other(self) -> None:
        found = manifests(web(host_network=True), rights=(Right.HOST_NETWORK,))
        assert not [kind for kind, _ in found if kind == "NetworkPolicy"]
