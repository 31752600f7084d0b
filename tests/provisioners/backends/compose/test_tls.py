"""An engine behind TLS: both sides show a certificate, from the credential's fields alone."""

import os
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from provisioners.backends.contract import Endpoint, NodeState, PlatformError
from provisioners.backends.docker_engine.connection import connected
from tests.provisioners.backends.authority import LOOPBACK, Authority
from tests.provisioners.backends.compose.conftest import left
from tests.provisioners.backends.compose.relay import Relay
from tests.provisioners.backends.harness import Harness
from tests.provisioners.graphs import graph, node

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.make("the engine's authority")


@pytest.fixture
def remote(docker_engine: None, authority: Authority, tmp_path: Path) -> Iterator[Endpoint]:
    """The engine on a TCP port of the loopback address that wants a certificate of the authority."""
    certificate, key = authority.pair("engine")
    for name, text in (("ca", authority.certificate()), ("cert", certificate), ("key", key)):
        (tmp_path / f"server-{name}.pem").write_text(text)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server-cert.pem", tmp_path / "server-key.pem")
    context.load_verify_locations(tmp_path / "server-ca.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    listener = socket.socket()
    listener.bind((LOOPBACK, 0))
    port = listener.getsockname()[1]
    relay = Relay(urlsplit(os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")).path)
    relay.listen(context.wrap_socket(listener, server_side=True))
    client, client_key = authority.pair("worker")
    yield Endpoint(f"tcp://{LOOPBACK}:{port}", {"ca": authority.certificate(), "cert": client, "key": client_key})
    relay.close()


def test_a_deployment_behind_tls(harness: Harness, remote: Endpoint, debian_base_image: str) -> None:
    far = replace(harness, endpoint=remote)
    assert "Docker Engine" in far.backend.ping(remote)
    web = graph(node("web", image=debian_base_image, command=("sleep", "1000"), stop_grace_period="0 s"))
    far.deploy(web)
    assert far.observe()["web"].state is NodeState.RUNNING
    far.undeploy(web)
    assert left(far.deployment) == {}


def test_a_stranger_is_not_let_in(remote: Endpoint) -> None:
    certificate, key = Authority.make("somebody else").pair("worker")
    stranger = Endpoint(remote.url, {**remote.credential, "cert": certificate, "key": key})
    with pytest.raises(PlatformError) as raised, connected(stranger):
        pass
    assert key not in str(raised.value)


def test_an_engine_of_another_authority_is_not_trusted(remote: Endpoint) -> None:
    other = Endpoint(remote.url, {**remote.credential, "ca": Authority.make("somebody else").certificate()})
    words = r"(?s)do not trust each other\..*certificate verify failed"
    with pytest.raises(PlatformError, match=words) as raised, connected(other):
        pass
    assert not raised.value.transient


@pytest.mark.parametrize("field", ["ca", "cert", "key"])
def test_certificates_that_are_none_are_a_lasting_failure(remote: Endpoint, field: str) -> None:
    broken = Endpoint(remote.url, {**remote.credential, field: "not a PEM"})
    with pytest.raises(PlatformError, match="do not trust each other") as raised, connected(broken):
        pass
    assert not raised.value.transient


def test_the_workers_proxies_are_not_used(remote: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{LOOPBACK}:9")
    with connected(remote) as api:
        assert api.ping()
