"""Who answers at an endpoint."""

import pytest

from provisioners.backends.compose.ping import engine_name
from provisioners.backends.contract import Endpoint
from provisioners.backends.registry import load_backend


@pytest.mark.parametrize(
    ("components", "name"),
    [
        ([{"Name": "Podman Engine"}, {"Name": "Conmon"}], "Podman"),
        ([{"Name": "Engine"}], "Docker Engine"),
        (None, "Docker Engine"),
    ],
)
def test_podman_names_itself(components: object, name: str) -> None:
    assert engine_name({"Components": components}) == name


@pytest.mark.engine
def test_the_versions_are_told(endpoint: Endpoint) -> None:
    assert " with Compose 2." in load_backend("compose").ping(endpoint)
