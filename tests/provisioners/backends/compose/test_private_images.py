"""Images of a registry that wants a password."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from provisioners.backends.contract import Endpoint, NodeState, PlatformError
from tests.engines.registry import Registry
from tests.provisioners.backends.harness import Harness
from tests.provisioners.graphs import graph, node
from topology.graph.model import TopologyGraph

pytestmark = pytest.mark.engine


@pytest.fixture
def image(private_registry: Registry, debian_base_image: str, tmp_path: Path) -> Iterator[str]:
    """An image that only the registry holds."""
    name = f"{private_registry.address}/private/site:1"
    config = ["docker", "--config", str(tmp_path / "pushing")]
    login = [*config, "login", "--username", private_registry.username, "--password-stdin", private_registry.address]
    subprocess.run(["docker", "tag", debian_base_image, name], check=True)
    subprocess.run(login, input=private_registry.password.encode(), check=True, capture_output=True)
    subprocess.run([*config, "push", "--quiet", name], check=True, capture_output=True)
    subprocess.run(["docker", "rmi", name], check=True, capture_output=True)
    yield name
    subprocess.run(["docker", "rmi", name], check=False, capture_output=True)


def site(image: str) -> TopologyGraph:
    return graph(node("web", image=image, command=("sleep", "1000"), stop_grace_period="0 s"))


def test_the_targets_credential_lets_in(harness: Harness, private_registry: Registry, image: str) -> None:
    with pytest.raises(PlatformError, match=r"no basic auth credentials|cannot be had"):
        harness.deploy(site(image))
    options = {"registry": private_registry.address}
    allowed = replace(harness, endpoint=Endpoint(harness.endpoint.url, private_registry.credential, options))
    allowed.deploy(site(image))
    assert allowed.observe()["web"].state is NodeState.RUNNING
    allowed.undeploy(site(image))


def test_the_password_is_in_a_file_for_nobody_else(harness: Harness, private_registry: Registry, image: str) -> None:
    options = {"registry": private_registry.address}
    allowed = replace(harness, endpoint=Endpoint(harness.endpoint.url, private_registry.credential, options))
    allowed.deploy(site(image))
    (config,) = harness.folder.glob("*/engine/config.json")
    assert config.stat().st_mode & 0o777 == 0o600
    allowed.undeploy(site(image))
