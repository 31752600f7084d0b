"""From the engine's lists to the state of an instance."""

from typing import Any

import pytest

from provisioners.backends.compose.observe import WORST_FIRST, container_state, from_containers, lasting
from provisioners.backends.contract import NodeState


def listed(state: str, status: str, *, generation: int = 1, number: int = 1, ports: Any = ()) -> dict[str, Any]:
    """A container as the engine's list has it (Engine API, ``GET /containers/json``)."""
    return {
        "Names": [f"/shop-web-{number}"],
        "State": state,
        "Status": status,
        "Ports": list(ports),
        "Labels": {
            "toposmith.address": "web",
            "toposmith.generation": str(generation),
            "toposmith.scheme": "http",
            "com.docker.compose.service": "web",
        },
    }


@pytest.mark.parametrize(
    ("state", "status", "expected"),
    [
        ("running", "Up 3 seconds", NodeState.RUNNING),
        ("running", "Up 3 seconds (healthy)", NodeState.RUNNING),
        ("running", "Up 1 second (health: starting)", NodeState.STARTING),
        ("running", "Up 2 minutes (unhealthy)", NodeState.UNHEALTHY),
        ("created", "Created", NodeState.CREATING),
        ("exited", "Exited (0) 3 seconds ago", NodeState.STOPPED),
        ("exited", "Exited (137) 3 seconds ago", NodeState.FAILED),
        ("exited", "", NodeState.FAILED),
        ("stopped", "Exited (7) Less than a second ago", NodeState.FAILED),
        ("restarting", "Restarting (1) 5 seconds ago", NodeState.FAILED),
        ("paused", "Up 2 minutes (Paused)", NodeState.STOPPED),
        ("removing", "Removal In Progress", NodeState.DELETING),
        ("dead", "Dead", NodeState.FAILED),
        ("novel", "", NodeState.UNKNOWN),
    ],
)
def test_a_containers_state(state: str, status: str, expected: NodeState) -> None:
    assert container_state(state, status) is expected
    assert expected in WORST_FIRST


@pytest.mark.parametrize(
    ("status", "rest"),
    [
        ("Up Less than a second", ""),
        ("Up 3 seconds (health: starting)", "health: starting"),
        ("Up About a minute (healthy)", "healthy"),
        ("Up 2 hours (Paused)", "Paused"),
        ("Exited (137) About an hour ago", "Exited (137)"),
        ("Restarting (1) 5 seconds ago", "Restarting (1)"),
        ("Created", "Created"),
        ("Removal In Progress", "Removal In Progress"),
    ],
)
def test_the_time_that_passes_is_left_out(status: str, rest: str) -> None:
    assert lasting(status) == rest


def test_a_job_that_has_ended_well_has_succeeded() -> None:
    assert container_state("exited", "Exited (0) 2 seconds ago", is_job=True) is NodeState.SUCCEEDED
    assert container_state("exited", "Exited (1) 2 seconds ago", is_job=True) is NodeState.FAILED
    assert container_state("running", "Up 2 seconds", is_job=True) is NodeState.RUNNING
    job = listed("exited", "Exited (0) 2 seconds ago")
    job["Labels"]["toposmith.job"] = "yes"
    found = from_containers("migrate", [job])
    assert (found.state, found.replicas) == (NodeState.SUCCEEDED, 0)


def test_an_instance_is_as_well_as_its_worst_container() -> None:
    up, down = listed("running", "Up 3 seconds"), listed("exited", "Exited (1) 2 seconds ago", number=2)
    found = from_containers("web", [up, down, listed("running", "Up 3 seconds", number=3)])
    assert (found.state, found.detail, found.replicas) == (NodeState.FAILED, "Exited (1)", 2)


def test_the_newer_generation_counts() -> None:
    old = listed("exited", "Exited (1) now", generation=1)
    found = from_containers("web", [old, listed("running", "Up 1 second", generation=2, number=2)])
    assert (found.state, found.replicas) == (NodeState.RUNNING, 1)


def test_ports_become_attributes_in_a_stable_order() -> None:
    ports = [
        {"PrivatePort": 443, "PublicPort": 32770, "Type": "tcp", "IP": "127.0.0.1"},
        {"PrivatePort": 80, "PublicPort": 32769, "Type": "tcp", "IP": "127.0.0.1"},
        {"PrivatePort": 53, "Type": "udp"},
    ]
    found = from_containers("web", [listed("running", "Up", ports=ports)]).attributes
    assert found == {
        "address": "web",
        "private_address": "web",
        "hostname": "web",
        "public_address": "127.0.0.1",
        "url": "http://127.0.0.1:32769",
        "published_ports.80/tcp": "32769",
        "published_ports.443/tcp": "32770",
    }


@pytest.mark.parametrize(("address", "host"), [("0.0.0.0", "localhost"), ("::", "localhost"), ("::1", "[::1]")])
def test_the_address_in_a_url_can_be_opened(address: str, host: str) -> None:
    ports = [{"PrivatePort": 80, "PublicPort": 8080, "Type": "tcp", "IP": address}]
    assert from_containers("web", [listed("running", "Up", ports=ports)]).attributes["url"] == f"http://{host}:8080"
