"""Who may be spoken to, and how."""

from pathlib import Path

import pytest

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.docker_engine.connection import check_endpoint, command_environment, connected

TLS = {"ca": "CA PEM", "cert": "CERT PEM", "key": "KEY PEM"}


@pytest.mark.parametrize(
    "url", ["ssh://host", "http://host", "npipe:////./pipe/docker", "/var/run/docker.sock", "", "file:///x"]
)
def test_other_ways_are_refused(url: str) -> None:
    with pytest.raises(PlatformError, match="reached by unix:// or tcp://"):
        check_endpoint(Endpoint(url, TLS))


@pytest.mark.parametrize("missing", list(TLS))
def test_a_remote_engine_needs_all_certificates(missing: str) -> None:
    partial = {field: text for field, text in TLS.items() if field != missing}
    with pytest.raises(PlatformError, match=f"the credential lacks {missing}"):
        check_endpoint(Endpoint("tcp://host:2376", partial))
    with pytest.raises(PlatformError, match="ca, cert, key"):
        check_endpoint(Endpoint("tcp://host:2376"))


def test_a_local_one_needs_none(tmp_path: Path) -> None:
    env = command_environment(Endpoint("unix:///run/x.sock"), tmp_path)
    assert env["DOCKER_HOST"] == "unix:///run/x.sock"
    assert env.keys() == {"DOCKER_HOST", "DOCKER_CONFIG", "HOME"}


def test_certificates_are_files_for_nobody_else(tmp_path: Path) -> None:
    env = command_environment(Endpoint("tcp://host:2376", TLS), tmp_path)
    folder = Path(env["DOCKER_CERT_PATH"])
    assert env["DOCKER_TLS_VERIFY"] == "1"
    assert {path.name: path.read_text() for path in folder.iterdir()} == {
        "ca.pem": "CA PEM",
        "cert.pem": "CERT PEM",
        "key.pem": "KEY PEM",
    }
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert command_environment(Endpoint("tcp://host:2376", TLS), tmp_path) == env


def test_the_workers_own_configuration_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_CONFIG", "/root/.docker")
    env = command_environment(Endpoint("unix:///run/x.sock"), tmp_path)
    assert Path(env["DOCKER_CONFIG"]).is_relative_to(tmp_path)
    assert Path(env["HOME"]).is_relative_to(tmp_path)


def test_nobody_there_is_a_transient_failure(tmp_path: Path) -> None:
    with pytest.raises(PlatformError, match="does not answer") as raised, connected(Endpoint(f"unix://{tmp_path}/x")):
        pass
    assert raised.value.transient


def test_a_credential_does_not_show() -> None:
    assert "KEY PEM" not in repr(Endpoint("tcp://host:2376", TLS))
