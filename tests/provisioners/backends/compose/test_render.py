"""The Compose file as a whole: valid, deterministic, and each part where it belongs."""

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from provisioners.backends.compose import backend
from provisioners.backends.contract import Endpoint, Right
from provisioners.backends.docker_engine.connection import command_environment
from provisioners.backends.docker_engine.locate import compose_command
from tests.conftest import descriptions
from tests.provisioners.backends.compose.rendering import IMAGE, context, document, rendered, service
from tests.provisioners.graphs import dockerfile, edge, graph, node
from topology.graph.model import TopologyGraph
from topology.record import replace
from topology.values.type_ref import TypeRef
from topology.values.value import Concat, Secret, Unknown

EVERYTHING = graph(
    node(
        "web",
        artifacts={"image": dockerfile("web/Dockerfile")},
        command=("run", "$HOME"),
        entrypoint=("sh",),
        environment={"DB": Concat(("db:", Unknown("db", ("address",)))), "PASSWORD": Secret("input:password")},
        ports=({"target": 80, "published": 8080}, {"target": 53, "protocol": "udp", "address": "::1"}),
        secrets={"key.txt": Secret("input:key")},
        files={"/etc/app.conf": "line $1\nline 2\n"},
        health_check={
            "command": ("true",), "interval": "30 s", "timeout": "1.5 s", "start_period": "1 m", "retries": 3
        },
        restart="on-failure",
        user="1000:1000",
        working_dir="/srv",
        stop_grace_period="500 ms",
        cpus=0.5,
        memory="64 MiB",
        added_capabilities=("NET_ADMIN",),
        devices=("/dev/null",),
        host_pid=True,
        host_ipc=True,
        privileged=True,
    ),
    node("db", image=IMAGE, scalable={"default_instances": 2}, read_only=True, restart="no"),
    node("data", "toposmith.nodes.Volume", deletion_policy="delete"),
    node("host", "toposmith.nodes.HostPath", path="/srv/files"),
    node("back", "toposmith.nodes.Network", internal=True, cidr="10.1.0.0/24", gateway_ip="10.1.0.1", ip_version=4),
    edge("web", "connection", "db"),
    edge("db", "storage", "data", location="/data"),
    edge("web", "storage", "host", location="/host"),
    edge("db", "network", "back"),
)  # fmt: skip
GRANTED = tuple(Right)


def written(topology: TopologyGraph) -> str:
    return backend.render(topology, context(*GRANTED)).files["compose.yaml"]


def test_it_is_valid_by_the_specifications_schema() -> None:
    schema = json.loads((descriptions() / "schemas/compose/compose-spec.json").read_text())
    jsonschema.Draft7Validator(schema).validate(yaml.safe_load(written(EVERYTHING)))


@pytest.mark.engine
def test_compose_itself_accepts_it(docker_engine: None, tmp_path: Path) -> None:
    found = backend.render(EVERYTHING, context(*GRANTED))
    (tmp_path / "compose.yaml").write_text(found.files["compose.yaml"])
    env = {
        **command_environment(Endpoint("unix:///var/run/docker.sock"), tmp_path),
        **dict.fromkeys(found.secrets, "x$"),
    }
    result = subprocess.run(
        [compose_command(), "-f", "compose.yaml", "config", "--format", "json"],
        env=env, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    service: dict[str, Any] = json.loads(result.stdout)["services"]["web"]
    assert service["environment"] == {"DB": "db:db", "DB_HOST": "db", "PASSWORD": "x$$"}
    assert service["command"] == ["run", "$$HOME"]


@pytest.mark.engine
def test_compose_refuses_to_start_without_a_secret(docker_engine: None, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(written(EVERYTHING))
    env = command_environment(Endpoint("unix:///var/run/docker.sock"), tmp_path)
    argv = [compose_command(), "-f", "compose.yaml", "config", "--quiet"]
    result = subprocess.run(argv, env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "TOPOSMITH_S_" in result.stderr


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert written(EVERYTHING) == written(EVERYTHING)
    assert "&" not in written(EVERYTHING)


def test_the_sections_of_the_file() -> None:
    found = yaml.safe_load(written(EVERYTHING))
    assert list(found) == ["name", "services", "networks", "volumes", "secrets", "configs"]
    assert found["name"] == "shop"
    assert found["volumes"] == {
        "data": {
            "name": "shop-data-g1",
            "labels": {"toposmith.deployment": "shop", "toposmith.address": "data", "toposmith.generation": "1"},
        }
    }
    assert found["networks"]["back"]["ipam"] == {"config": [{"subnet": "10.1.0.0/24", "gateway": "10.1.0.1"}]}
    assert found["networks"]["back"]["internal"] is True
    assert found["networks"]["default"] == {"name": "shop-default", "labels": {"toposmith.deployment": "shop"}}


def test_a_services_parts() -> None:
    web = yaml.safe_load(written(EVERYTHING))["services"]["web"]
    assert web["ports"] == [
        {"target": 80, "host_ip": "127.0.0.1", "protocol": "tcp", "published": "8080"},
        {"target": 53, "host_ip": "::1", "protocol": "udp"},
    ]
    assert web["healthcheck"] == {
        "test": ["CMD", "true"], "interval": "30s", "timeout": "1500000us", "start_period": "60s", "retries": 3
    }  # fmt: skip
    assert web["deploy"] == {"replicas": 1, "resources": {"limits": {"cpus": "0.5", "memory": "67108864b"}}}
    assert web["stop_grace_period"] == "500000us"
    assert web["restart"] == "on-failure"
    assert web["depends_on"] == {"db": {"condition": "service_started"}}
    assert web["pull_policy"] == "never"


def test_a_small_service_has_no_empty_parts() -> None:
    found = service(node("web", image=IMAGE))
    assert found.pop("labels")["toposmith.address"] == "web"
    assert found == {
        "image": IMAGE,
        "networks": ["default"],
        "deploy": {"replicas": 1},
        "restart": "unless-stopped",
    }


def test_generations_are_in_the_names_of_data_and_networks() -> None:
    found = yaml.safe_load(
        backend.render(EVERYTHING, context(*GRANTED, generations={"data": 3, "back": 2, "web": 4})).files[
            "compose.yaml"
        ]
    )
    assert found["volumes"]["data"]["name"] == "shop-data-g3"
    assert found["networks"]["back"]["name"] == "shop-back-g2"
    assert found["services"]["web"]["labels"]["toposmith.generation"] == "4"


def test_a_generation_does_not_show_in_its_own_fingerprint_but_in_its_users() -> None:
    one, two = (
        backend.render(EVERYTHING, context(*GRANTED, generations={"data": generation})).objects for generation in (1, 2)
    )
    assert one["data"].fingerprint == two["data"].fingerprint
    changed = {key for key in one["db"].fingerprint if one["db"].fingerprint[key] != two["db"].fingerprint[key]}
    assert changed == {"volumes"}


def test_with_errors_there_is_no_file() -> None:
    found = backend.render(graph(node("web")), context())
    assert (found.files, found.objects) == ({}, {})
    assert [item.code for item in found.diagnostics] == ["TS802"]


def test_without_a_container_there_is_nothing_to_run() -> None:
    assert rendered(node("data", "toposmith.nodes.Volume")).files == {}


def test_objects_are_what_is_made() -> None:
    found = backend.render(EVERYTHING, context(*GRANTED)).objects
    assert {address: (item.name, item.deletion_policy) for address, item in found.items()} == {
        "web": ("web", "none"),
        "db": ("db", "none"),
        "data": ("shop-data-g1", "delete"),
        "back": ("shop-back-g1", "none"),
    }


class TestNormativeTypes:
    """Templates that use only what the specification defines."""

    def test_a_container_on_a_runtime_on_a_computer(self) -> None:
        found = rendered(
            node("app", "tosca.nodes.Container.Application", image=IMAGE),
            node("runtime", "tosca.nodes.Container.Runtime"),
            node("server", "tosca.nodes.Compute"),
            edge("app", "host", "runtime"),
            edge("runtime", "host", "server"),
        )
        assert found.objects.keys() == {"app"}
        assert yaml.safe_load(found.files["compose.yaml"])["services"]["app"]["image"] == IMAGE

    def test_block_storage_is_a_volume_that_is_retained(self) -> None:
        found = rendered(
            node("app", "tosca.nodes.Container.Application", image=IMAGE),
            node("disk", "tosca.nodes.Storage.BlockStorage", size="0 MB"),
            edge("app", "storage", "disk", location="/data"),
        )
        assert found.objects["disk"].deletion_policy == "retain"
        assert found.diagnostics == ()

    def test_a_network(self) -> None:
        found = document(
            node("app", "tosca.nodes.Container.Application", image=IMAGE),
            node("net", "tosca.nodes.network.Network", ip_version=6, dhcp_enabled=True),
            edge("app", "network", "net"),
        )
        assert found["services"]["app"]["networks"] == ["net"]
        assert found["networks"]["net"]["enable_ipv6"] is True

    def test_a_type_derived_from_one_that_is_known(self) -> None:
        own = node("app", "example.App", image=IMAGE)
        lineage = ("example.App", "tosca.nodes.Container.Application", "tosca.nodes.Root")
        derived = replace(own, type=TypeRef(lineage[0], lineage))
        assert rendered(derived).objects.keys() == {"app"}


class TestNetworks:
    def joined(self, *edges: Any) -> dict[str, list[str]]:
        nodes = (
            *(node(name, image=IMAGE) for name in ("a", "b", "c")),
            node("front", "toposmith.nodes.Network"),
            node("back", "toposmith.nodes.Network"),
        )
        return {name: found["networks"] for name, found in document(*nodes, *edges)["services"].items()}

    def test_without_any_all_join_the_default_one(self) -> None:
        assert self.joined(edge("a", "connection", "b")) == {"a": ["default"], "b": ["default"], "c": ["default"]}

    def test_linked_ones_leave_the_default_one(self) -> None:
        found = self.joined(edge("a", "network", "front"), edge("b", "network", "front"), edge("a", "connection", "b"))
        assert found == {"a": ["front"], "b": ["front"], "c": ["default"]}

    def test_a_connection_always_has_a_network(self) -> None:
        found = self.joined(edge("a", "network", "front"), edge("b", "network", "back"), edge("a", "connection", "b"))
        assert found == {"a": ["default", "front"], "b": ["default", "back"], "c": ["default"]}

    def test_so_it_does_towards_one_without_networks(self) -> None:
        found = self.joined(edge("a", "network", "front"), edge("a", "connection", "c"))
        assert found["a"] == ["default", "front"]

    def test_several(self) -> None:
        found = self.joined(edge("a", "network", "front"), edge("a", "network", "back", index=1))
        assert found["a"] == ["back", "front"]


class TestStartingOrder:
    def test_it_waits_for_health_where_there_is_a_check(self) -> None:
        database = node("db", image=IMAGE, health_check={"command": ("true",)})
        found = service(node("web", image=IMAGE), database, edge("web", "connection", "db"))
        assert found["depends_on"] == {"db": {"condition": "service_healthy"}}

    def test_it_follows_edges_through_what_is_no_container(self) -> None:
        found = service(
            node("web", image=IMAGE),
            node("runtime", "tosca.nodes.Container.Runtime"),
            node("agent", image=IMAGE),
            edge("web", "host", "runtime"),
            edge("runtime", "dependency", "agent"),
        )
        assert found["depends_on"] == {"agent": {"condition": "service_started"}}


def test_the_scheme_is_that_of_the_endpoint() -> None:
    assert service(node("web", image=IMAGE, endpoint={"protocol": "https"}))["labels"]["toposmith.scheme"] == "https"
    assert service(node("web", image=IMAGE))["labels"]["toposmith.scheme"] == "tcp"
