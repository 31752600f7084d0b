"""The client of the API: what it sends, and what it makes of every kind of answer."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.kubernetes import api as client
from provisioners.backends.kubernetes.api import Refusal, connected
from tests.provisioners.backends.kubernetes.stand_in import StandIn, stand_in


@pytest.fixture
def server(tmp_path: Path) -> Iterator[StandIn]:
    with stand_in(tmp_path) as found:
        yield found


def status(code: int, reason: str, message: str) -> tuple[int, dict[str, Any]]:
    return code, {"kind": "Status", "status": "Failure", "reason": reason, "message": message, "code": code}


def test_a_call_carries_the_token(server: StandIn) -> None:
    server.answers["GET /version"] = 200, {"gitVersion": "v9"}
    with connected(server.endpoint) as api:
        assert api.get("/version") == {"gitVersion": "v9"}
    ((_, headers, _),) = server.asked
    assert headers["Authorization"] == "Bearer letmein"


def test_an_apply_is_by_our_manager_and_without_force(server: StandIn) -> None:
    plain = "PATCH /api/v1/x?fieldManager=toposmith&force=false"
    server.answers |= {plain: (200, {"a": 1}), f"{plain}&dryRun=All": (200, {"b": 1})}
    with connected(server.endpoint) as api:
        assert api.apply("/api/v1/x", {"kind": "X"}) == {"a": 1}
        assert api.apply("/api/v1/x", {"kind": "X"}, dry_run=True) == {"b": 1}
    for _, headers, body in server.asked:
        assert headers["Content-Type"] == "application/apply-patch+yaml"
        assert body == {"kind": "X"}


def test_a_list_is_read_page_by_page(server: StandIn) -> None:
    server.answers |= {
        "GET /x?limit=500&labelSelector=a%3Db": (200, {"items": [1], "metadata": {"continue": "more"}}),
        "GET /x?limit=500&labelSelector=a%3Db&continue=more": (200, {"items": [2], "metadata": {}}),
    }
    with connected(server.endpoint) as api:
        assert api.items("/x", labelSelector="a=b") == [1, 2]
        assert api.items("/not-there") == []


def test_what_is_not_there(server: StandIn) -> None:
    with connected(server.endpoint) as api:
        assert api.find("/x") is None
        api.delete("/x", propagation="Foreground")
    assert server.asked[-1][2]["propagationPolicy"] == "Foreground"


@pytest.mark.parametrize(
    ("code", "sentence", "is_transient"),
    [
        (401, "does not know the credential", False),
        (403, "does not allow it", False),
        (409, "refused", False),
        (422, "refused", False),
        (429, "refused", True),
        (500, "refused", True),
        (503, "refused", True),
    ],
)
def test_a_refusal_has_the_servers_words(server: StandIn, code: int, sentence: str, is_transient: bool) -> None:
    server.answers["GET /x"] = status(code, "Because", "its own words")
    with pytest.raises(Refusal, match=f"{sentence}.* its own words") as raised, connected(server.endpoint) as api:
        api.get("/x")
    assert (raised.value.status, raised.value.reason, raised.value.transient) == (code, "Because", is_transient)


@pytest.mark.parametrize(
    ("content", "words"), [("<html>Bad gateway", "Bad gateway"), ("", "HTTP status 502"), ("[]", "[]")]
)
def test_a_refusal_that_is_not_the_api_servers(server: StandIn, content: str, words: str) -> None:
    server.answers["GET /x"] = 502, content
    with pytest.raises(Refusal) as raised, connected(server.endpoint) as api:
        api.get("/x")
    assert words in str(raised.value)


def test_no_redirect_is_followed(server: StandIn) -> None:
    server.headers["Location"] = "https://elsewhere.example/"
    server.answers["GET /x"] = 307, {"message": "over there"}
    with pytest.raises(Refusal, match="over there"), connected(server.endpoint) as api:
        api.get("/x")
    assert len(server.asked) == 1


def test_a_connection_that_was_closed_meanwhile_is_opened_again(server: StandIn) -> None:
    server.closes_after_each = True
    server.answers["GET /x"] = 200, {}
    with connected(server.endpoint) as api:
        assert [api.get("/x") for _ in range(3)] == [{}, {}, {}]


def test_an_answer_without_end_is_not_read(server: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MOST_BYTES", 100)
    server.answers["GET /x"] = 200, {"a": "b" * 200}
    with pytest.raises(PlatformError, match="too large"), connected(server.endpoint) as api:
        api.get("/x")


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "TIMEOUT", 0.05)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        endpoint = Endpoint(f"https://127.0.0.1:{listener.getsockname()[1]}", {"token": "x"})
        with pytest.raises(PlatformError, match="does not answer") as raised, connected(endpoint) as api:
            api.get("/x")
    assert raised.value.transient


def test_a_name_is_not_resolved_again(server: StandIn) -> None:
    """It is connected to an address that was allowed, and the certificate has to be the host's all the same."""
    server.answers["GET /x"] = 200, {}
    port = server.endpoint.url.rpartition(":")[2]
    unknown = Endpoint(f"https://nowhere.invalid:{port}", server.endpoint.credential, addresses=("127.0.0.1",))
    with pytest.raises(PlatformError, match="do not trust each other"), connected(unknown) as api:
        api.get("/x")
    several = Endpoint(server.endpoint.url, server.endpoint.credential, addresses=("127.0.0.99", "127.0.0.1"))
    with connected(several) as api:
        assert api.get("/x") == {}
    gone = Endpoint(server.endpoint.url, server.endpoint.credential, addresses=("127.0.0.99",))
    with pytest.raises(PlatformError, match="does not answer"), connected(gone) as api:
        api.get("/x")


def test_a_server_of_another_authority_gets_no_token(server: StandIn, tmp_path: Path) -> None:
    endpoint = Endpoint(server.endpoint.url, {"token": "letmein"})
    with pytest.raises(PlatformError, match="do not trust each other"), connected(endpoint) as api:
        api.get("/x")
    assert server.asked == []
