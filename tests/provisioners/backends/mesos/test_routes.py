"""Routes: labels for marathon-lb, into whose configuration they go as they are."""

import pytest

from tests.provisioners.backends.mesos.rendering import IMAGE, NETWORK, app, codes, rendered, web
from tests.provisioners.graphs import edge, node
from topology.graph.model import Edge, Node
from topology.values.value import Secret, Value

LB = {**NETWORK, "route_group": "external"}
SITE = node("web", image=IMAGE, endpoint={"port": 8080})


def route(name: str = "front", kind: str = "toposmith.nodes.Route", **own: Value) -> tuple[Node, Edge]:
    lines = {("properties", key): 30 + number for number, key in enumerate(own)}
    return node(name, kind, line=29, lines=lines, **own), edge(name, "connection", "web")


def test_a_route_is_labels_of_its_application() -> None:
    labels = app(SITE, *route(host="shop.example", path="/cart"), options=LB)["labels"]
    assert {key: value for key, value in labels.items() if key.startswith("HAPROXY")} == {
        "HAPROXY_GROUP": "external",
        "HAPROXY_0_VHOST": "shop.example",
        "HAPROXY_0_PATH": "/cart",
    }
    assert labels["toposmith.routes"] == '["front"]'


def test_the_url_of_a_route_is_known_before() -> None:
    found = rendered(SITE, *route(host="shop.example", path="/cart"), options=LB).objects["front"]
    assert found.attributes == {"url": "http://shop.example/cart"}


def test_in_a_bridge_a_route_opens_a_port() -> None:
    made = app(SITE, *route(host="shop.example"), options={"route_group": "external"})
    (mapping,) = made["container"]["portMappings"]
    assert (mapping["containerPort"], mapping["hostPort"]) == (8080, 0)


def test_a_balancer_has_no_host() -> None:
    labels = app(SITE, *route(kind="tosca.nodes.LoadBalancer"), options=LB)["labels"]
    assert [key for key in labels if key.startswith("HAPROXY")] == ["HAPROXY_GROUP"]


def test_nothing_leads_requests_without_the_option() -> None:
    assert codes(SITE, *route(host="shop.example")) == [("TS858", 29)]


@pytest.mark.parametrize("host", ["a b", "a\nbackend x", "a,b", "shop.example\n", "{{x}}", "-a", "ä.example", "a_b"])
def test_a_host_that_would_write_into_haproxys_configuration(host: str) -> None:
    assert codes(SITE, *route(host=host), options=LB) == [("TS815", 30)]


@pytest.mark.parametrize("path", ["/a b", "/a\nacl x", "/{x}", "/%", "/a#b", "/a\n", "x"])
def test_a_path_that_would_write_into_haproxys_configuration(path: str) -> None:
    assert codes(SITE, *route(host="a.example", path=path), options=LB) == [("TS815", 31)]


def test_a_route_without_a_host_is_refused() -> None:
    assert codes(SITE, *route(), options=LB) == [("TS814", 29)]


@pytest.mark.parametrize("key", ["tls_certificate", "tls_key"])
def test_certificates_are_marathon_lbs_own(key: str) -> None:
    assert codes(SITE, *route(host="a.example", **{key: Secret("input:x")}), options=LB) == [("TS814", 31)]


def test_two_routes_to_one_port() -> None:
    parts = (SITE, *route(host="a.example"), *route("back", host="b.example"))
    assert codes(*parts, options=LB) == [("TS814", 29), ("TS814", 29)]


def test_a_route_is_a_section_of_its_application() -> None:
    before = rendered(SITE, options=LB).objects["web"].fingerprint
    after = rendered(SITE, *route(host="a.example"), options=LB).objects["web"].fingerprint
    assert {key for key in after if before.get(key) != after[key]} == {"routes"}


def test_other_containers_have_no_such_labels() -> None:
    assert not [key for key in app(web(), options=LB)["labels"] if key.startswith("HAPROXY")]
