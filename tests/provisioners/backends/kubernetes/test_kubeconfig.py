"""What is taken over from a kubeconfig, and what is refused for a reason."""

import base64
from typing import Any

import pytest
import yaml

from provisioners.backends.kubernetes.kubeconfig import KubeconfigRefused, Reduced, reduce_kubeconfig

PEM = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
SECRET = "very-secret-token"


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def kubeconfig(**changes: dict[str, Any]) -> str:
    """One context; ``changes`` add to its cluster, user or context."""
    cluster = {"server": "https://cluster.example:6443/", "certificate-authority-data": encoded(PEM)}
    return yaml.safe_dump(
        {
            "apiVersion": "v1",
            "kind": "Config",
            "current-context": "work",
            "clusters": [{"name": "c", "cluster": {**cluster, **changes.get("cluster", {})}}],
            "users": [{"name": "u", "user": {"token": SECRET, **changes.get("user", {})}}],
            "contexts": [
                {"name": "work", "context": {"cluster": "c", "user": "u", **changes.get("context", {})}},
                {"name": "broken", "context": {"cluster": "nowhere", "user": "u"}},
            ],
        }
    )


def test_a_token() -> None:
    found = reduce_kubeconfig(kubeconfig(context={"namespace": "team"}))
    assert found == Reduced("https://cluster.example:6443", {"ca": PEM, "token": SECRET}, "team")
    assert SECRET not in repr(found)


def test_a_certificate_and_its_key() -> None:
    user = {"token": "", "client-certificate-data": encoded("cert"), "client-key-data": encoded("key")}
    assert reduce_kubeconfig(kubeconfig(user=user)).credential == {"ca": PEM, "cert": "cert", "key": "key"}


def test_another_context_is_chosen_by_name() -> None:
    with pytest.raises(KubeconfigRefused, match="no cluster 'nowhere'"):
        reduce_kubeconfig(kubeconfig(), "broken")
    with pytest.raises(KubeconfigRefused, match="no context 'other'"):
        reduce_kubeconfig(kubeconfig(), "other")


REFUSED: list[tuple[str, str, Any, str]] = [
    ("cluster", "insecure-skip-tls-verify", True, "whoever answers"),
    ("cluster", "certificate-authority", "/etc/ca.crt", "names a file"),
    ("cluster", "proxy-url", "http://proxy", "connects by itself"),
    ("user", "exec", {"command": "aws"}, "run a program"),
    ("user", "auth-provider", {"name": "gcp"}, "run code"),
    ("user", "tokenFile", "/var/run/token", "names a file"),
    ("user", "client-certificate", "/a", "names a file"),
    ("user", "client-key", "/a", "names a file"),
    ("user", "username", "me", "has ended"),
    ("user", "password", "pw", "has ended"),
    ("user", "as", "root", "nobody else"),
    ("user", "as-groups", ["a"], "nobody else"),
]


@pytest.mark.parametrize(("part", "key", "value", "reason"), REFUSED)
def test_what_would_run_or_read_something_is_refused(part: str, key: str, value: Any, reason: str) -> None:
    with pytest.raises(KubeconfigRefused, match=f"'{key}' cannot be taken over: .*{reason}") as raised:
        reduce_kubeconfig(kubeconfig(**{part: {key: value}}))
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("server", ["http://cluster.example", "", None, 7])
def test_a_server_without_tls_is_refused(server: Any) -> None:
    with pytest.raises(KubeconfigRefused, match="https"):
        reduce_kubeconfig(kubeconfig(cluster={"server": server}))


def test_a_user_who_brings_nothing_is_refused() -> None:
    with pytest.raises(KubeconfigRefused, match="neither a 'token'"):
        reduce_kubeconfig(kubeconfig(user={"token": None, "client-certificate-data": encoded("cert")}))


@pytest.mark.parametrize("data", ["not base64!", base64.b64encode(b"\xff\xfe").decode()])
def test_data_that_is_no_text_is_refused(data: str) -> None:
    with pytest.raises(KubeconfigRefused, match="PEM in base64"):
        reduce_kubeconfig(kubeconfig(cluster={"certificate-authority-data": data}))


@pytest.mark.parametrize(
    "text",
    ["", "a: [", "kind: Pod", "[]", "kind: Config", "kind: Config\ncurrent-context: x", "!!python/object:os.x {}"],
)
def test_what_is_no_kubeconfig_is_refused(text: str) -> None:
    with pytest.raises(KubeconfigRefused):
        reduce_kubeconfig(text)


def test_a_huge_one_is_refused() -> None:
    with pytest.raises(KubeconfigRefused, match="too large"):
        reduce_kubeconfig("#" * 2_000_000)
