"""Who is let in, from typed fields alone."""

from pathlib import Path

import pytest

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.kubernetes import access as module
from provisioners.backends.kubernetes.access import access
from tests.provisioners.backends.authority import Authority

URL = "https://cluster.example:6443"


@pytest.mark.parametrize("url", ["http://cluster.example", "tcp://cluster.example", "/var/run/x", "https://"])
def test_only_tls_will_do(url: str) -> None:
    with pytest.raises(PlatformError, match="https://HOST:PORT"):
        access(Endpoint(url, {"token": "x"}))


@pytest.mark.parametrize("credential", [{}, {"ca": "x"}, {"cert": "x"}, {"key": "x"}])
def test_something_has_to_let_in(credential: dict[str, str]) -> None:
    with pytest.raises(PlatformError, match="needs a 'token', or a 'cert' with its 'key'"):
        access(Endpoint(URL, credential))


def test_a_token() -> None:
    found = access(Endpoint("https://cluster.example", {"token": "secret-token"}))
    assert (found.host, found.port, found.token) == ("cluster.example", 443, "secret-token")
    assert "secret-token" not in repr(found)
    assert found.tls.check_hostname


def test_a_server_behind_a_proxy_has_a_path() -> None:
    assert access(Endpoint("https://proxy.example/clusters/c-1/", {"token": "x"})).path == "/clusters/c-1"


def test_a_certificate_and_its_key_leave_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    authority = Authority.make("a")
    cert, key = authority.pair("worker")
    found = access(Endpoint(URL, {"ca": authority.certificate(), "cert": cert, "key": key}))
    assert found.token == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("credential", [{"token": "x", "ca": "nonsense"}, {"cert": "nonsense", "key": "nonsense"}])
def test_what_is_no_certificate_is_said(credential: dict[str, str]) -> None:
    with pytest.raises(PlatformError, match="certificates cannot be used"):
        access(Endpoint(URL, credential))


class TestInCluster:
    ENDPOINT = Endpoint("in-cluster:")

    @pytest.fixture
    def account(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        (tmp_path / "token").write_text("the-pods-token\n")
        (tmp_path / "ca.crt").write_text(Authority.make("a").certificate())
        monkeypatch.setattr(module, "ACCOUNT", tmp_path)
        monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "10.96.0.1")
        monkeypatch.setenv("KUBERNETES_SERVICE_PORT", "6443")
        return tmp_path

    def test_the_pods_own_account_is_used(self, account: Path) -> None:
        found = access(self.ENDPOINT)
        assert (found.url, found.token) == ("https://10.96.0.1:6443", "the-pods-token")

    def test_a_worker_elsewhere_has_none(self, account: Path) -> None:
        (account / "token").unlink()
        with pytest.raises(PlatformError, match="runs in no cluster"):
            access(self.ENDPOINT)

    def test_a_worker_elsewhere_knows_no_server(self, account: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("KUBERNETES_SERVICE_HOST")
        with pytest.raises(PlatformError, match="KUBERNETES_SERVICE_HOST"):
            access(self.ENDPOINT)
