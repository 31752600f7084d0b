"""Which warnings are about a workload, and which about another whose name begins the same."""

from typing import Any

import pytest

from provisioners.backends.kubernetes.events import Warnings
from tests.provisioners.backends.kubernetes.fake_api import FakeApi

EVENTS = "/api/v1/namespaces/shop/events"


def put(api: FakeApi, uid: str, name: str, **fields: Any) -> None:
    event = {"reason": "FailedCreate", "message": f"about {name}", "count": 1, **fields}
    api.put(f"{EVENTS}/{uid}", "Event", metadata={"uid": uid}, involvedObject={"name": name}, **event)


@pytest.mark.parametrize("name", ["web", "web-5d8f7c9b4f", "web-5d8f7c9b4f-x2bcd", "web-0", "web-12", "web-zz9k4"])
def test_about_a_workload(name: str) -> None:
    api = FakeApi()
    found = Warnings(api.server(), "shop")
    put(api, "1", name)
    assert found.about("web") == [f"FailedCreate: about {name}"]


@pytest.mark.parametrize("name", ["web-front", "web-front-5d8f7c9b4f", "webs", "db", "web--public"])
def test_about_another(name: str) -> None:
    api = FakeApi()
    found = Warnings(api.server(), "shop")
    put(api, "1", name)
    assert found.about("web") == []


def test_what_happened_before_is_not_told_unless_it_happens_again() -> None:
    api = FakeApi()
    put(api, "1", "web")
    found = Warnings(api.server(), "shop")
    assert found.about("web") == []
    put(api, "1", "web", count=2)
    assert found.about("web") == ["FailedCreate: about web"]


def test_of_a_reason_and_not_too_many() -> None:
    api = FakeApi()
    found = Warnings(api.server(), "shop")
    for number in range(9):
        put(api, str(number), "web", message=f"no. {number}", reason="Failed" if number % 2 else "BackOff")
    assert found.about("web", "Failed") == [f"Failed: no. {number}" for number in (1, 3, 5, 7)]
    assert len(found.about("web")) == 5
