"""What is made of the engine's sentences about containers."""

import pytest

from provisioners.backends.compose.observe import container_state, lasting
from provisioners.backends.contract import NodeState


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


@pytest.mark.parametrize(
    ("state", "status", "meant"),
    [
        ("running", "Up 3 seconds", NodeState.RUNNING),
        ("running", "Up 3 seconds (healthy)", NodeState.RUNNING),
        ("running", "Up 3 seconds (health: starting)", NodeState.STARTING),
        ("running", "Up 3 seconds (unhealthy)", NodeState.UNHEALTHY),
        ("exited", "Exited (0) 3 seconds ago", NodeState.STOPPED),
        ("exited", "Exited (1) 3 seconds ago", NodeState.FAILED),
        ("restarting", "Restarting (1) 3 seconds ago", NodeState.FAILED),
        ("created", "Created", NodeState.CREATING),
        ("paused", "Up 3 seconds (Paused)", NodeState.STOPPED),
        ("something new", "", NodeState.UNKNOWN),
    ],
)
def test_the_state_of_a_container(state: str, status: str, meant: NodeState) -> None:
    assert container_state(state, status) is meant
