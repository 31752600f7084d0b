"""The programs of the five services, over a ledger in memory."""

import io
import json
import urllib.error
import urllib.request
from typing import Any

import pytest
import redis
from relay import api, web, worker
from relay.ledger import Summary

from tests.examples.wsgi import ask


class Ledger:
    """A ledger in memory, with a way to make it fail."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.answers: dict[str, int] = {}
        self.visits = 0
        self.is_down = False

    def ping(self) -> None:
        if self.is_down:
            raise redis.ConnectionError("no route")

    def record_visit(self, replica: str) -> int:
        self.ping()
        self.waiting.append(replica)
        self.visits += 1
        return self.visits

    def summary(self) -> Summary:
        return Summary(self.visits, len(self.waiting), sum(self.answers.values()), dict(self.answers))

    def take(self, seconds: int) -> str | None:
        return self.waiting[0] if self.waiting else None

    def finish(self, replica: str) -> None:
        self.waiting.remove(replica)
        self.answers[replica] = self.answers.get(replica, 0) + 1


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


def visit(ledger: Ledger, replica: bytes) -> Any:
    return ask(api.application(ledger, "api-1"), "POST", "/visits", replica, CONTENT_TYPE="text/plain")


def test_a_visit_is_counted_and_queued(ledger: Ledger) -> None:
    told = json.loads(visit(ledger, b"web-2").text)
    assert told == {"api": "api-1", "visit": 1, "visits": 1, "waiting": 1, "done": 0, "answers": {}}
    assert ledger.waiting == ["web-2"]


@pytest.mark.parametrize(
    ("sent", "kept"), [(b"", "unknown"), (b"x" * 500, "x" * api.LONGEST_NAME), (b"\xff", "\ufffd")]
)
def test_odd_names_of_replicas_are_bounded(ledger: Ledger, sent: bytes, kept: str) -> None:
    visit(ledger, sent)
    assert ledger.waiting == [kept]


def test_the_worker_counts_who_answered(ledger: Ledger) -> None:
    ledger.waiting = ["web-1", "web-2", "web-1"]
    while worker.work_once(ledger):
        pass
    told = json.loads(ask(api.application(ledger, "api-1"), "GET", "/summary").text)
    assert (told["done"], told["waiting"], told["answers"]) == (3, 0, {"web-1": 2, "web-2": 1})


def test_without_its_ledger_the_api_is_unwell(ledger: Ledger) -> None:
    ledger.is_down = True
    assert ask(api.application(ledger, "api-1"), "GET", "/health").status == 503
    assert visit(ledger, b"web-1").status == 503


def test_the_api_knows_no_other_resources(ledger: Ledger) -> None:
    assert ask(api.application(ledger, "api-1"), "GET", "/visits").status == 404


@pytest.fixture
def page(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The web program, its API answering in this process."""

    def urlopen(request: urllib.request.Request, timeout: float) -> io.BytesIO:
        assert request.full_url == "http://api:8000/visits"
        assert isinstance(request.data, bytes)
        answer = visit(ledger, request.data)
        if answer.status != 200:
            raise urllib.error.URLError(answer.text)
        return io.BytesIO(answer.text.encode())

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    return web.application("http://api:8000", "web-1")


def test_the_trace_names_everybody_on_the_way(page: Any) -> None:
    facts = json.loads(ask(page, "GET", "/trace.json", HTTP_X_RELAY_PROXY="proxy-1").text)
    assert (facts["proxy"], facts["web"], facts["api"], facts["visit"]) == ("proxy-1", "web-1", "api-1", 1)


def test_the_page_shows_the_trace_and_escapes_what_it_is_told(page: Any, ledger: Ledger) -> None:
    ledger.answers = {"<web>": 4}
    shown = ask(page, "GET", "/", HTTP_X_RELAY_PROXY="<proxy>").text
    assert "Visit number 1" in shown
    assert "&lt;proxy&gt;" in shown
    assert "<td><code>&lt;web&gt;</code></td><td>4</td>" in shown


def test_an_api_that_does_not_answer_is_a_bad_gateway(page: Any, ledger: Ledger) -> None:
    ledger.is_down = True
    assert ask(page, "GET", "/").status == 502


def test_health_and_unknown_pages_do_not_count_as_visits(page: Any, ledger: Ledger) -> None:
    assert ask(page, "GET", "/health").status == 200
    assert ask(page, "GET", "/favicon.ico").status == 404
    assert ledger.visits == 0
