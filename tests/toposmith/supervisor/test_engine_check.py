"""The engine and Compose are looked at separately, and each absence says how to end it."""

import gc
import os
from pathlib import Path

import pytest

from provisioners.backends.docker_engine import locate
from toposmith.supervisor.engine_check import check_engine


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which neither Docker nor Compose can be found."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setattr(locate, "STANDARD_PATH", str(tmp_path))
    monkeypatch.setattr(locate, "PLUGIN_FOLDERS", ())
    return tmp_path


def command(folder: Path, name: str, answer: str) -> None:
    script = folder / name
    script.write_text(f"#!/bin/sh\necho {answer}\n")
    script.chmod(0o755)


def test_a_bare_machine_is_told_how_to_get_both(bare_machine: Path) -> None:
    check = check_engine(f"unix://{bare_machine}/docker.sock")
    assert "apt-get install docker.io" in check.engine
    assert "Debian 12 packages only version 1" in check.compose


def test_compose_is_found_without_an_engine(bare_machine: Path) -> None:
    command(bare_machine, "docker-compose", "2.26.1")
    check = check_engine(f"unix://{bare_machine}/docker.sock")
    assert check.compose == "2.26.1"
    assert "apt-get install docker.io" in check.engine


def test_compose_of_version_1_does_not_count(bare_machine: Path) -> None:
    command(bare_machine, "docker-compose", "1.29.2")
    assert "too old" in check_engine("unix:///nowhere").compose


@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket")
def test_an_engine_that_is_away_is_said_in_one_line(bare_machine: Path) -> None:
    """The SDK leaves the socket open on which it could not connect; it is collected here, in the one place it shows."""
    command(bare_machine, "docker", "unused")
    check = check_engine(f"unix://{bare_machine}/docker.sock")
    assert "does not answer" in check.engine
    assert os.linesep not in check.engine
    gc.collect()
