"""docker-compose.dev.yml hands out the socket and the keys as the architecture promises."""

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SOCKET = "/var/run/docker.sock"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    document = yaml.safe_load((ROOT / "docker-compose.dev.yml").read_text())
    found: dict[str, Any] = document["services"]
    return found


def test_only_the_worker_has_the_docker_socket(services: dict[str, Any]) -> None:
    holders = [name for name, service in services.items() if any(SOCKET in str(v) for v in service.get("volumes", []))]
    assert holders == ["worker"]


def test_only_the_worker_can_open_what_is_sealed(services: dict[str, Any]) -> None:
    holders = [name for name, service in services.items() if "TOPOSMITH_SEAL_PRIVATE_KEYS" in str(service)]
    assert holders == ["worker"]


def test_nothing_is_reachable_from_other_machines(services: dict[str, Any]) -> None:
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_no_password_is_written_down(services: dict[str, Any]) -> None:
    for name, service in services.items():
        for key, value in service.get("environment", {}).items():
            if key.endswith(("PASSWORD", "KEY", "KEYS", "AUTH")):
                assert value.startswith("${"), f"{name}: {key}"
                assert ":?" in value, f"{name}: {key} has a default"


def test_images_hold_named_files_only() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert lines[0] == "*"
    assert not {"!.env", "!var", "!.git"} & set(lines)
