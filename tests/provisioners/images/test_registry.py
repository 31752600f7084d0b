"""A real registry says which image a tag means."""

import base64
import hashlib
import json
import socket
import threading
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from provisioners.backends.contract import PlatformError
from provisioners.images.registry import digest_of
from provisioners.images.web import Web
from provisioners.outbound import check_endpoint
from tests.conftest import missing
from tests.engines import registry as registries
from tests.engines.packages import SetUpError
from tests.engines.registry import Registry
from tests.provisioners.images.token_service import ISSUER, SERVICE, TokenService, listening

pytestmark = pytest.mark.engine

OCI = "application/vnd.oci.image.manifest.v1+json"
ME = {"username": "toposmith", "password": "registry-pa$$word"}
LOOPBACK = Web(partial(check_endpoint, schemes=("https",), allowed=("127.0.0.0/8",)))


def put(registry: Registry, method: str, path: str, content: bytes, headers: dict[str, str]) -> str:
    """One request of a client that pushes; the place that it is told of."""
    if registry.username:
        given = f"{registry.username}:{registry.password}".encode()
        headers = {**headers, "Authorization": f"Basic {base64.b64encode(given).decode()}"}
    url = path if path.startswith("http") else f"http://{registry.address}{path}"
    request = urllib.request.Request(url, content, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return str(answer.headers.get("Location", ""))


def push(registry: Registry, repository: str, tag: str, content: bytes = b"{}") -> str:
    """An image without layers, pushed by hand; its digest."""
    blob = f"sha256:{hashlib.sha256(content).hexdigest()}"
    place = put(registry, "POST", f"/v2/{repository}/blobs/uploads/", b"", {})
    put(registry, "PUT", f"{place}&digest={blob}", content, {"Content-Type": "application/octet-stream"})
    config = {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": blob, "size": len(content)}
    manifest = json.dumps({"schemaVersion": 2, "mediaType": OCI, "config": config, "layers": []}).encode()
    put(registry, "PUT", f"/v2/{repository}/manifests/{tag}", manifest, {"Content-Type": OCI})
    return f"sha256:{hashlib.sha256(manifest).hexdigest()}"


def test_a_tag_has_a_digest_and_another_one_after_another_push(registry: Registry) -> None:
    image = f"{registry.address}/team/site:1"
    first = push(registry, "team/site", "1")
    assert digest_of(LOOPBACK, image) == first
    second = push(registry, "team/site", "1", b'{"a":1}')
    assert digest_of(LOOPBACK, image) == second != first
    assert digest_of(LOOPBACK, f"{registry.address}/team/site@{first}") == first


def test_what_is_not_there(registry: Registry) -> None:
    with pytest.raises(PlatformError, match="has no image team/none:1") as raised:
        digest_of(LOOPBACK, f"{registry.address}/team/none:1")
    assert not raised.value.transient
    with pytest.raises(PlatformError, match="is not the name of an image"):
        digest_of(LOOPBACK, f"{registry.address}/Team/../none")


def test_a_password(private_registry: Registry) -> None:
    image = f"{private_registry.address}/team/site:1"
    pushed = push(private_registry, "team/site", "1")
    assert digest_of(LOOPBACK, image, ME) == pushed
    with pytest.raises(PlatformError, match="Give the target a credential"):
        digest_of(LOOPBACK, image)
    with pytest.raises(PlatformError, match="does not let the target's credential read") as raised:
        digest_of(LOOPBACK, image, {**ME, "password": "wrong-one"})
    assert "wrong-one" not in str(raised.value)


class TestTokens:
    @pytest.fixture
    def service(self) -> TokenService:
        return TokenService(f"toposmith:{ME['password']}")

    @pytest.fixture
    def address(self, service: TokenService, tmp_path: Path) -> Iterator[str]:
        """The address of a registry that wants tokens."""
        (tmp_path / "ca.pem").write_text(service.pem())
        with listening(service) as realm:
            token = {"realm": realm, "service": SERVICE, "issuer": ISSUER, "rootcertbundle": str(tmp_path / "ca.pem")}
            try:
                with registries.running(extra=f"auth: {json.dumps({'token': token})}\n") as running:
                    yield running.address
            except SetUpError as problem:
                missing(str(problem))

    def test_the_registry_takes_the_token(self, address: str, service: TokenService) -> None:
        with pytest.raises(PlatformError, match="has no image team/site:1"):
            digest_of(LOOPBACK, f"{address}/team/site:1", ME)
        assert len(service.asked) == 1

    def test_nobody_gets_none(self, address: str, service: TokenService) -> None:
        with pytest.raises(PlatformError, match=r"gives no token for the registry \(status 401\)"):
            digest_of(LOOPBACK, f"{address}/team/site:1")
        assert service.asked == [""]

    def test_the_policy_concerns_the_service_too(self, address: str, service: TokenService) -> None:
        only_registry = Web(partial(check_endpoint, schemes=("https",), allowed=(f"https://{address}",)))
        with pytest.raises(PlatformError, match="is no public address"):
            digest_of(only_registry, f"{address}/team/site:1", ME)
        assert service.asked == []


def test_the_policy_is_asked_first(registry: Registry) -> None:
    strict = Web(partial(check_endpoint, schemes=("https",), allowed=()))
    for name in (registry.address, "localhost:1", "169.254.169.254", "[::1]:5000", "[::ffff:7f00:1]:5000"):
        with pytest.raises(PlatformError, match="is no public address"):
            digest_of(strict, f"{name}/team/site:1")


def test_a_registry_that_is_away_may_come_back() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(PlatformError, match="cannot be reached") as raised:
            digest_of(LOOPBACK, f"127.0.0.1:{taken.getsockname()[1]}/team/site:1")
    assert raised.value.transient


def test_what_speaks_no_http_is_a_failure_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            peer, _ = server.accept()
            with peer:
                peer.sendall(b"220 mail\r\n\r\n")
                peer.recv(10_000)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(PlatformError, match="cannot be reached"):
            digest_of(LOOPBACK, f"127.0.0.1:{server.getsockname()[1]}/team/site:1")
        thread.join()
