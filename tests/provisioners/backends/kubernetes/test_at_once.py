"""All starts at once on a real Kubernetes, where the target says so."""

import re

import pytest

from provisioners.backends.contract import NodeState, PlatformError
from provisioners.backends.kubernetes import starts
from tests.engines.kubernetes import Cluster
from tests.images.debian_base import NAME as IMAGE
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.kubernetes.conftest import endpoint_of
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import Node

pytestmark = pytest.mark.kubernetes

HASTY = ("sh", "-c", "getent hosts db || exit 3; trap 'exit 0' TERM; sleep 1000 & wait")
"""Ends for want of a database: the name of a container without ports is known once that container is ready."""


@pytest.fixture(autouse=True)
def at_once(harness: Harness, kubernetes_cluster: Cluster) -> None:
    harness.endpoint = endpoint_of(kubernetes_cluster, start="at-once")
    harness.options = harness.endpoint.options


def database(late: int, **properties: object) -> Node:
    """A container that is ready after so many seconds."""
    command = ("sh", "-c", f"sleep {late}; touch /tmp/ready; trap 'exit 0' TERM; sleep 1000 & wait")
    check = {"command": ("test", "-e", "/tmp/ready"), "interval": "1 s", "retries": 60}
    given = {"image": IMAGE, "command": command, "health_check": check, "stop_grace_period": "2 s", **properties}
    return node("db", **given)


def test_who_ends_for_want_of_another_is_started_until_that_one_is_there(harness: Harness) -> None:
    web = node("web", image=IMAGE, command=HASTY, stop_grace_period="2 s")
    planned = harness.deploy(graph(web, database(18), edge("web", "connection", "db")))
    assert [step.key for step in planned.plan.steps] == ["apply:all", "finish"]
    assert {found.state for found in harness.observe().values()} == {NodeState.RUNNING}
    assert any(re.search(r"^web: .*CrashLoopBackOff: it ended with exit code 3", line) for line in harness.reports)


def test_who_ends_although_all_others_are_there_has_failed(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starts, "MOST_STARTS", 0)
    web = node("web", image=IMAGE, command=("sh", "-c", "echo no such table; exit 7"))
    with pytest.raises(PlatformError, match="it ended with exit code 7") as raised:
        harness.deploy(graph(web, database(1), edge("web", "connection", "db")))
    assert raised.value.addresses == ("web",)
    assert "no such table" in str(raised.value)


def test_what_can_never_start_is_named_and_not_who_needs_it(harness: Harness) -> None:
    web = node("web", image=IMAGE, command=HASTY)
    absent = database(1, image="127.0.0.1:1/nobody/nothing:1")
    with pytest.raises(PlatformError, match="ImagePullBackOff") as raised:
        harness.deploy(graph(web, absent, edge("web", "connection", "db")))
    assert raised.value.addresses == ("db",)
