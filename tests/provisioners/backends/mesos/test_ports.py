"""Ports: published, listened on, and who reaches them."""

from typing import Any

import pytest

from provisioners.backends.contract import Right
from tests.provisioners.backends.mesos.rendering import IMAGE, app, codes, findings, policy, web
from tests.provisioners.graphs import edge, node

ANYWHERE = "0.0.0.0"


def mappings(*parts: Any, **how: Any) -> list[tuple[int, int | None]]:
    found = app(*parts, **how)["container"]["portMappings"]
    return [(mapping["containerPort"], mapping.get("hostPort")) for mapping in found]


def test_published_ports_are_fixed_or_chosen() -> None:
    ports = ({"target": 80, "address": ANYWHERE}, {"target": 81, "published": 8081, "address": ANYWHERE})
    assert mappings(web(ports=ports)) == [(80, 0), (81, 8081)]


def test_a_port_that_is_listened_on_has_no_port_of_the_host() -> None:
    assert mappings(node("web", image=IMAGE, endpoint={"port": 5432})) == [(5432, None)]


def test_in_a_bridge_a_port_that_nobody_publishes_is_closed() -> None:
    assert mappings(node("web", image=IMAGE, endpoint={"port": 5432}), options={}) == []


def test_marathon_gets_an_empty_list_and_not_none() -> None:
    assert mappings(web(), options={}) == []


def test_the_hosts_network_has_no_mappings() -> None:
    made = app(web(host_network=True), rights=(Right.HOST_NETWORK,))
    assert made["networks"] == [{"mode": "host"}]
    assert made["portDefinitions"] == []
    assert "portMappings" not in made["container"]


@pytest.mark.parametrize(("options", "expected"), [
    ({}, [{"mode": "container/bridge"}]), ({"network": "dcos"}, [{"mode": "container", "name": "dcos"}]),
])  # fmt: skip
def test_the_network_is_the_targets(options: dict[str, str], expected: object) -> None:
    assert app(web(), options=options)["networks"] == expected


def test_a_port_of_the_loopback_address_is_open_to_all_and_that_is_said() -> None:
    (found,) = findings(web(ports=({"target": 80},)))
    assert (found.code, found.is_error) == ("TS830", False)
    assert codes(web(ports=({"target": 80, "address": ANYWHERE},))) == []


def test_a_certain_address_is_refused() -> None:
    lines = {("properties", "ports", 0, "address"): 9}
    asking = node("web", image=IMAGE, ports=({"target": 80, "address": "10.0.0.1"},), lines=lines)
    assert codes(asking) == [("TS814", 9)]


def test_a_fixed_port_of_several_instances_needs_them_apart() -> None:
    ports = ({"target": 80, "published": 8080, "address": ANYWHERE},)
    lines = {("properties", "ports", 0, "published"): 9}
    asking = node("web", image=IMAGE, scalable={"default_instances": 2}, ports=ports, lines=lines)
    assert codes(asking) == [("TS804", 9)]
    assert codes(asking, policy("Placement", "web", apart=True)) == []


def test_in_a_bridge_nobody_can_connect() -> None:
    parts = (web(), web("db"), edge("web", "connection", "db", line=6))
    assert codes(*parts, options={}) == [("TS850", 6)]
    assert codes(*parts) == []
    assert codes(web(), web("db"), edge("web", "dependency", "db"), options={}) == []


def test_low_ports_need_a_right() -> None:
    asking = web(ports=({"target": 80, "published": 80, "address": ANYWHERE},))
    assert [code for code, _ in codes(asking)] == ["TS709"]
    assert codes(asking, rights=(Right.LOW_PORTS,)) == []


def test_networks_of_the_template_join_and_do_not_part() -> None:
    net = node("net", "toposmith.nodes.Network", lines={("type",): 4})
    (found,) = findings(web(), net, edge("web", "network", "net"))
    assert (found.code, found.span.line, found.is_error) == ("TS807", 4, False)


@pytest.mark.parametrize("own", [{"internal": True}, {"ip_version": 6}, {"cidr": "10.9.0.0/16"}])
def test_what_a_network_promises_is_refused(own: Any) -> None:
    (key,) = own
    net = node("net", "toposmith.nodes.Network", lines={("properties", key): 5}, **own)
    asked = codes(web(), net, edge("web", "network", "net"), rights=(Right.HOST_NETWORK,))
    assert ("TS814", 5) in asked
