"""What Swarm cannot do is said at its line of the template."""

import pytest

from provisioners.backends.contract import Right
from provisioners.backends.swarm.limits import LARGEST_FILE
from tests.provisioners.backends.compose.rendering import IMAGE
from tests.provisioners.backends.swarm.rendering import codes, rendered
from tests.provisioners.graphs import edge, node, policy
from topology.graph.model import Node
from topology.values.value import Value


def web(**properties: Value) -> Node:
    lines = {("properties", name): 40 + number for number, name in enumerate(properties)}
    lines |= {("properties", "ports", 0): 50, ("properties", "ports", 0, "address"): 51}
    lines |= {("properties", "files", "/big"): 52}
    return node("web", image=IMAGE, lines=lines, **properties)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "found"),
    [("127.0.0.1", [("TS830", 50)]), ("192.0.2.7", [("TS814", 51)]), ("0.0.0.0", []), ("::", [])],
)
def test_a_port_is_published_at_all_addresses(address: str, found: list[tuple[str, int]]) -> None:
    assert codes(web(ports=({"target": 80, "address": address},))) == found


def test_the_loopback_is_a_warning_only() -> None:
    assert rendered(web(ports=({"target": 80},))).files


@pytest.mark.parametrize(
    "properties",
    [{"schedule": "0 3 * * *"}, {"time_limit": "1 m"}, {"parallelism": 1, "completions": 2}],
)
def test_jobs(properties: dict[str, Value]) -> None:
    name = next(iter(properties))
    lines = {("properties", name): 44}
    job = node("migrate", "toposmith.nodes.Job", image=IMAGE, restart="no", lines=lines, **properties)  # type: ignore[arg-type]
    assert codes(job) == [("TS814", 44)]


@pytest.mark.parametrize(
    "wish",
    [{"labels": {"disk": "s*d"}}, {"labels": {"disk": " ssd"}}, {"labels": {"disk==x": "1"}}, {"spread_over": "a b"}],
)
def test_marks_that_a_constraint_would_read_otherwise(wish: dict[str, Value]) -> None:
    assert [code for code, _ in codes(web(), policy("Placement", "web", **wish))] == ["TS815"]


def test_containers_apart() -> None:
    apart = policy("Placement", "web", apart=True)
    assert codes(web(scalable={"default_instances": 2}), node("db", image=IMAGE), apart) == []
    found = rendered(web(), node("db", image=IMAGE), policy("Placement", "web", "db", apart=True))
    assert [each.code for each in found.diagnostics] == ["TS814", "TS814"]
    assert {each.message for each in found.diagnostics} == {
        "Swarm keeps instances of one container apart, but not 'web' and 'db'.",
        "Swarm keeps instances of one container apart, but not 'db' and 'web'.",
    }


def test_isolation() -> None:
    assert [code for code, _ in codes(web(), policy("Isolation", "web"))] == ["TS814"]


@pytest.mark.parametrize("kind", ["Scaling", "Availability"])
def test_policies_without_effect_are_warnings(kind: str) -> None:
    found = rendered(web(), policy(kind, "web", min_available=1))
    assert [each.code for each in found.diagnostics] == ["TS807"]
    assert found.files


def test_a_file_that_is_too_large() -> None:
    assert codes(web(files={"/big": "x" * (LARGEST_FILE + 1)})) == [("TS840", 52)]
    assert codes(web(files={"/big": "x" * LARGEST_FILE})) == []


def test_volumes() -> None:
    lines = {("properties", "deletion_policy"): 60, ("properties", "size"): 61}
    data = node("data", "toposmith.nodes.Volume", lines=lines, deletion_policy="snapshot", size="1 GB")
    assert codes(web(), data, edge("web", "storage", "data", location="/d")) == [("TS806", 60), ("TS807", 61)]


@pytest.mark.parametrize(("key", "value"), [("ip_version", 6), ("gateway_ip", "10.9.0.1")])
def test_networks(key: str, value: Value) -> None:
    net = node("net", "toposmith.nodes.Network", lines={("properties", key): 70}, **{key: value})  # type: ignore[arg-type]
    assert codes(web(), net, edge("web", "network", "net"), rights=(Right.HOST_NETWORK,)) == [("TS814", 70)]


@pytest.mark.parametrize("kind", ["toposmith.nodes.Route", "tosca.nodes.LoadBalancer"])
def test_routes_and_balancers_are_refused(kind: str) -> None:
    found = codes(web(ports=({"target": 80, "address": "0.0.0.0"},)), node("front", kind, lines={("type",): 9}))
    assert ("TS801", 9) in found
