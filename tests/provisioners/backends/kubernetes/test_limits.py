"""What Kubernetes cannot do, each at its line of the template."""

from typing import Any

import pytest

from provisioners.backends.contract import Right
from tests.provisioners.backends.kubernetes.rendering import IMAGE, codes, governed, web
from tests.provisioners.graphs import edge, graph, node
from topology.values.value import Concat, Secret, Value

SECRET = Secret("input:password")
MOUNT = edge("web", "storage", "data", location="/data")


def at(line: int, *path: str | int, **properties: Value) -> Any:
    return web(lines={path: line}, **properties)


@pytest.mark.parametrize("user", ["www-data", "0:root", "1000:", "-1"])
def test_a_user_by_name(user: str) -> None:
    assert codes(graph(at(7, "properties", "user", user=user))) == [("TS833", 7, "error")]


@pytest.mark.parametrize("key", ["user", "working_dir"])
def test_a_secret_that_would_stand_in_the_pod(key: str) -> None:
    assert codes(graph(at(7, "properties", key, **{key: SECRET}))) == [("TS808", 7, "error")]


def test_a_secret_in_a_health_check() -> None:
    check = {"command": ("check", Concat(("p=", SECRET)))}
    found = codes(graph(at(7, "properties", "health_check", "command", health_check=check)))
    assert found == [("TS808", 7, "error")]


@pytest.mark.parametrize("restart", ["no", "on-failure"])
def test_a_container_that_is_not_restarted(restart: str) -> None:
    assert codes(graph(at(7, "properties", "restart", restart=restart))) == [("TS814", 7, "error")]


def test_what_ends_need_not_be_restarted() -> None:
    assert codes(graph(node("web", "toposmith.nodes.Job", image=IMAGE, restart="no"))) == []


@pytest.mark.parametrize("path", ["/etc/a:b", "/run/secrets/x"])
def test_a_file_that_cannot_be_mounted(path: str) -> None:
    found = graph(at(7, "properties", "files", path, files={path: "x"}, secrets={"a": SECRET}))
    assert codes(found) == [("TS815", 7, "error")]


def test_a_location_with_a_colon() -> None:
    volume = node("data", "toposmith.nodes.Volume")
    found = graph(web(), volume, edge("web", "storage", "data", location="/a:b"))
    assert [code for code, _, _ in codes(found)] == ["TS815"]


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("reserved_cpus", {"cpus": 0.5, "reserved_cpus": 0.75}),
        ("reserved_memory", {"memory": "1 MB", "reserved_memory": "2 MB"}),
    ],
)
def test_more_reserved_than_allowed(key: str, values: dict[str, Value]) -> None:
    assert codes(graph(at(7, "properties", key, **values))) == [("TS814", 7, "error")]


class TestPorts:
    @pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.0.0.2"])
    def test_loopback_is_a_warning(self, address: str) -> None:
        found = graph(at(7, "properties", "ports", 0, ports=({"target": 80, "address": address},)))
        assert codes(found) == [("TS830", 7, "warning")]

    def test_a_single_hosts_address_is_refused(self) -> None:
        port = {"target": 80, "address": "192.0.2.1"}
        assert codes(graph(at(7, "properties", "ports", 0, "address", ports=(port,)))) == [("TS814", 7, "error")]

    @pytest.mark.parametrize("published", [8080, 29999, 32768])
    def test_a_number_that_is_no_node_port(self, published: int) -> None:
        port = {"target": 80, "address": "0.0.0.0", "published": published}
        found = graph(at(7, "properties", "ports", 0, "published", ports=(port,)))
        assert codes(found) == [("TS831", 7, "error")]
        assert codes(found, published_by="LoadBalancer") == []
        assert codes(found, node_ports="8000-40000") == []


class TestPolicies:
    def found(self, name: str, found: Any, **values: Value) -> list[tuple[str, str]]:
        return [(code, severity) for code, _, severity in codes(governed({name: values}, found))]

    def test_scaling_needs_a_measure(self) -> None:
        assert self.found("Scaling", web(), max_instances=3) == [("TS832", "error")]
        assert self.found("Scaling", web(reserved_cpus=0.1), max_instances=3) == []
        assert self.found("Scaling", web(cpus=0.1), max_instances=3) == []

    def test_a_job_is_not_scaled(self) -> None:
        job = node("web", "toposmith.nodes.Job", image=IMAGE, cpus=0.1)
        assert self.found("Scaling", job, max_instances=3) == [("TS814", "error")]

    @pytest.mark.parametrize("action", ["continue", "rollback"])
    def test_other_failure_actions(self, action: str) -> None:
        assert self.found("Update", web(), failure_action=action) == [("TS807", "warning")]

    def test_a_stateful_set_changes_one_by_one(self) -> None:
        volume = node("data", "toposmith.nodes.Volume")
        found = codes(governed({"Update": {"parallelism": 2, "order": "start-first"}}, web(), volume, MOUNT))
        assert [code for code, _, _ in found] == ["TS807", "TS807"]

    @pytest.mark.parametrize("labels", [{"a b": "x"}, {"a": "x y"}, {"a": "ü"}])
    def test_labels_that_no_host_has(self, labels: dict[str, str]) -> None:
        assert self.found("Placement", web(), labels=labels) == [("TS815", "error")]

    def test_a_mark_that_no_host_has(self) -> None:
        assert self.found("Placement", web(), spread_over="a/b/c") == [("TS815", "error")]

    def test_everywhere_has_no_number(self) -> None:
        many = web(scalable={"default_instances": 3})
        assert self.found("Placement", many, everywhere=True) == [("TS807", "warning")]

    def test_isolation_needs_a_runtime(self) -> None:
        graph_ = governed({"Isolation": {"by": "user-space-kernel"}}, web())
        assert [code for code, _, _ in codes(graph_, vm_runtime="kata")] == ["TS823"]
        assert codes(graph_, sandbox_runtime="gvisor") == []


class TestBeside:
    def test_no_snapshots(self) -> None:
        lines = {("properties", "deletion_policy"): 9}
        volume = node("data", "toposmith.nodes.Volume", lines=lines, deletion_policy="snapshot")
        assert codes(graph(web(), volume, MOUNT)) == [("TS806", 9, "error")]

    def test_addresses_of_networks_have_no_effect(self) -> None:
        lines = {("properties", key): number for number, key in enumerate(("cidr", "gateway_ip", "ip_version"), 7)}
        net = node(
            "net", "toposmith.nodes.Network", lines=lines, cidr="10.0.0.0/24", gateway_ip="10.0.0.1", ip_version=6
        )
        found = codes(graph(web(), net, edge("web", "network", "net")), Right.HOST_NETWORK)
        assert found == [("TS807", number, "warning") for number in (7, 8, 9)]

    @pytest.mark.parametrize("host", ["Shop.example", "a b", "-a", "a..b", "*", "*.*.example"])
    def test_a_host_that_is_none(self, host: str) -> None:
        route = node("site", "toposmith.nodes.Route", lines={("properties", "host"): 9}, host=host)
        found = graph(web(endpoint={"port": 80}), route, edge("site", "backend", "web"))
        assert codes(found) == [("TS815", 9, "error")]

    @pytest.mark.parametrize("host", ["shop.example", "*.example.com", "localhost"])
    def test_a_host(self, host: str) -> None:
        route = node("site", "toposmith.nodes.Route", host=host)
        assert codes(graph(web(endpoint={"port": 80}), route, edge("site", "backend", "web"))) == []

    @pytest.mark.parametrize("given", ["tls_certificate", "tls_key"])
    def test_half_a_certificate(self, given: str) -> None:
        route = node("site", "toposmith.nodes.Route", lines={("properties", given): 9}, **{given: SECRET})
        found = graph(web(endpoint={"port": 80}), route, edge("site", "backend", "web"))
        assert codes(found) == [("TS814", 9, "error")]

    def test_a_certificate_belongs_to_the_gateway(self) -> None:
        lines = {("properties", "tls_certificate"): 9}
        route = node("site", "toposmith.nodes.Route", lines=lines, tls_certificate=SECRET, tls_key=SECRET)
        found = graph(web(endpoint={"port": 80}), route, edge("site", "backend", "web"))
        assert codes(found) == []
        assert codes(found, gateway="outside") == [("TS814", 9, "error")]


def test_a_jobs_health_is_not_looked_at() -> None:
    job = node("web", "toposmith.nodes.Job", image=IMAGE, health_check={"command": ("a",)})
    assert [code for code, _, _ in codes(graph(job))] == ["TS807"]
