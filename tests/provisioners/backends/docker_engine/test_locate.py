"""Finding Docker's commands, and saying how to get them."""

from pathlib import Path

import pytest

from provisioners.backends.contract import PlatformError
from provisioners.backends.docker_engine import locate


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Docker."""
    monkeypatch.setattr(locate, "PLUGIN_FOLDERS", (str(tmp_path / "plugins"),))
    monkeypatch.setattr(locate, "STANDARD_PATH", str(tmp_path / "standard"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "config"))


def program(path: Path, prints: str, status: int = 0) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{prints}'\nexit {status}\n")
    path.chmod(0o755)
    return str(path)


def test_without_docker_it_says_how_to_get_it() -> None:
    with pytest.raises(PlatformError, match=r"apt-get install docker\.io"):
        locate.docker_command()


def test_without_compose_it_says_how_to_get_it() -> None:
    with pytest.raises(PlatformError, match="Debian 12 packages only version 1"):
        locate.compose_command()


def test_docker_is_found_on_the_path_and_in_the_usual_folders(tmp_path: Path) -> None:
    usual = program(tmp_path / "standard/docker", "")
    assert locate.docker_command() == usual
    own = program(tmp_path / "bin/docker", "")
    assert locate.docker_command() == own


def test_the_plugin_comes_before_a_command(tmp_path: Path) -> None:
    command = program(tmp_path / "bin/docker-compose", "2.26.1")
    assert locate.compose_command() == command
    plugin = program(tmp_path / "plugins/docker-compose", "v2.40.3")
    assert locate.compose_command() == plugin
    own = program(tmp_path / "config/cli-plugins/docker-compose", "2.30.0")
    assert locate.compose_command() == own


@pytest.mark.parametrize("version", ["1.29.2", "", "docker-compose version 1.29.2, build unknown"])
def test_version_1_will_not_do(tmp_path: Path, version: str) -> None:
    program(tmp_path / "bin/docker-compose", version)
    with pytest.raises(PlatformError, match="too old"):
        locate.compose_command()


@pytest.mark.parametrize(("prints", "version"), [("2.26.1-4", "2.26.1-4"), ("v5.0.0", "5.0.0"), ("10.1.0", "10.1.0")])
def test_later_versions_will(tmp_path: Path, prints: str, version: str) -> None:
    assert locate.compose_version(program(tmp_path / "compose", prints)) == version


def test_one_that_fails_or_is_not_there_has_no_version(tmp_path: Path) -> None:
    assert locate.compose_version(program(tmp_path / "compose", "2.26.1", status=1)) is None
    assert locate.compose_version(str(tmp_path / "nothing")) is None


def test_one_that_hangs_has_no_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locate, "VERSION_TIMEOUT", 0.1)
    hanging = tmp_path / "compose"
    hanging.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    hanging.chmod(0o755)
    assert locate.compose_version(str(hanging)) is None
