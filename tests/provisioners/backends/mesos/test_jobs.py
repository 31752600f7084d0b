"""Jobs: what Chronos is told, and what it cannot be told."""

import json

import pytest

from provisioners.backends.contract import Right
from provisioners.backends.mesos.jobs import FIRST, ONCE
from provisioners.backends.mesos.sections import judge
from provisioners.planning.model import Recorded
from tests.provisioners.backends.mesos.rendering import IMAGE, codes, job, rendered, web
from tests.provisioners.graphs import LINEAGES, edge, node
from topology.graph.model import Node
from topology.record import replace
from topology.values.type_ref import TypeRef
from topology.values.value import Secret, Value

JOB = TypeRef("toposmith.nodes.Job", ("toposmith.nodes.Job", *LINEAGES["toposmith.nodes.Container"]))


MOUNTED = edge("night", "storage", "path", location="/x")


def night(name: str = "night", **own: Value) -> Node:
    lines = {("properties", key): 40 + number for number, key in enumerate(own)}
    own.setdefault("restart", "no")
    return replace(node(name, image=IMAGE, lines=lines, **own), type=JOB)


def test_a_job_without_a_schedule_runs_once() -> None:
    made = job(night(command=("run", "a b")))
    assert (made["name"], made["schedule"]) == ("shop.night", ONCE)
    assert (made["shell"], made["command"], made["arguments"]) == (False, "run", ["a b"])
    assert made["retries"] == 0


def test_another_program_is_started_by_a_shell() -> None:
    made = job(night(entrypoint=("/bin/say",), command=("a b",)))
    assert (made["shell"], made["command"]) == (True, "exec /bin/say 'a b'")


def test_a_schedule_is_a_period_whose_start_the_client_fills_in() -> None:
    made = job(night(schedule="0 3 * * *", time_zone="Europe/Berlin"))
    assert made["schedule"] == {FIRST: "0 3 * * *", "period": "P1D"}
    assert made["scheduleTimeZone"] == "Europe/Berlin"


def test_a_job_after_each_run_of_another() -> None:
    parts = (night("late"), night(schedule="0 3 * * *"), edge("late", "dependency", "night"))
    made = job(*parts)
    assert made["parents"] == ["shop.night"]
    assert "schedule" not in made


def test_what_a_job_is_made_of() -> None:
    made = job(night(environment={"A": "1"}, restart="on-failure", retries=5, concurrency="allow"))
    assert made["environmentVariables"] == [{"name": "A", "value": "1"}]
    assert (made["retries"], made["concurrent"]) == (5, True)
    assert made["container"]["network"] == "BRIDGE"
    assert json.loads(made["description"])["toposmith.address"] == "night"


def test_a_secret_of_a_job_is_warned_of() -> None:
    assert codes(night(environment={"A": Secret("input:p")})) == [("TS852", 40)]


@pytest.mark.parametrize(("own", "code"), [
    ({"completions": 2}, "TS814"), ({"time_limit": "1 h"}, "TS814"), ({"concurrency": "replace"}, "TS814"),
    ({"health_check": {"command": ("a",)}}, "TS814"), ({"schedule": "0 1,5 * * *"}, "TS856"),
    ({"schedule": "0 */6 * * *", "time_zone": "Europe/Berlin"}, "TS856"),
])  # fmt: skip
def test_what_chronos_cannot_do_is_refused_at_its_line(own: dict[str, Value], code: str) -> None:
    assert codes(night(**own)) == [(code, 40)]


def test_a_job_publishes_no_ports() -> None:
    assert ("TS814", 40) in codes(night(ports=({"target": 80, "address": "0.0.0.0"},)))


def test_a_job_needs_chronos() -> None:
    assert codes(night(), options={"network": "overlay"}) == [("TS857", 1)]


def test_a_job_has_no_volumes() -> None:
    data = node("data", "toposmith.nodes.Volume", deletion_policy="delete", size="1 GB")
    assert "TS814" in [code for code, _ in codes(night(), data, edge("night", "storage", "data", location="/d"))]


def test_a_job_mounts_host_paths_by_right() -> None:
    parts = (
        night(),
        node("path", "toposmith.nodes.HostPath", path="/srv"),
        edge("night", "storage", "path", location="/x"),
    )
    made = job(*parts, rights=(Right.HOST_PATHS,))
    assert made["container"]["volumes"] == [{"containerPath": "/x", "hostPath": "/srv", "mode": "RW"}]


def test_a_job_cannot_wait_for_both_kinds_of_jobs() -> None:
    parts = (night("late"), night("a", schedule="0 3 * * *"), night("b"))
    edges = (edge("late", "dependency", "a"), edge("late", "dependency", "b", index=1))
    assert [code for code, _ in codes(*parts, *edges)] == ["TS814"]


def test_a_changed_single_run_runs_anew_and_a_changed_schedule_does_not() -> None:
    for own, expected in (({}, True), ({"schedule": "0 3 * * *"}, False)):
        before = rendered(night(**own)).objects["night"]
        after = rendered(night(environment={"A": "1"}, **own)).objects["night"]
        verdict = judge(Recorded("night", "x", 1, before.fingerprint, "none"), after)
        assert verdict.replace is expected


def test_nobody_connects_to_a_job_that_ends() -> None:
    assert codes(web(), night(), edge("web", "connection", "night"), options={"chronos": "https://c:1"}) == []
