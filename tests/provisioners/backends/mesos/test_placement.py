"""Constraints, and how instances give way to new ones."""

import math

import pytest

from tests.provisioners.backends.mesos.rendering import IMAGE, app, codes, findings, job, policy, web
from tests.provisioners.graphs import edge, node
from topology.values.value import Value


def test_marks_are_exact() -> None:
    made = app(web(), policy("Placement", "web", labels={"rack": "r.1", "disk": "ssd"}))
    assert made["constraints"] == [["disk", "CLUSTER", "ssd"], ["rack", "CLUSTER", "r.1"]]


def test_spreading_and_keeping_apart() -> None:
    made = app(web(), policy("Placement", "web", spread_over="rack", apart=True))
    assert made["constraints"] == [["rack", "GROUP_BY"], ["hostname", "UNIQUE"]]


def test_a_job_has_constraints_of_chronos() -> None:
    night = node("night", "toposmith.nodes.Job", image=IMAGE)
    assert job(night, policy("Placement", "night", labels={"rack": "r1"}))["constraints"] == [["rack", "EQUALS", "r1"]]


@pytest.mark.parametrize(("wish", "code"), [({"everywhere": True}, "TS814"), ({"labels": {"rack": ""}}, "TS815")])
def test_what_marathon_cannot_promise(wish: dict[str, Value], code: str) -> None:
    assert [each for each, _ in codes(web(), policy("Placement", "web", **wish))] == [code]


def test_two_containers_are_not_kept_apart() -> None:
    assert codes(web(), web("db"), policy("Placement", "web", "db", apart=True)) == [("TS814", 1)]
    assert codes(web(), web("db"), policy("Placement", "web", apart=True), policy("Placement", "db", apart=True)) == []


@pytest.mark.parametrize(("kind", "own"), [("Scaling", {"min_instances": 1}), ("Availability", {"min_available": 1}),
                                           ("Update", {"delay": "5 s"})])  # fmt: skip
def test_policies_without_a_counterpart_are_warned_of(kind: str, own: dict[str, Value]) -> None:
    (found,) = findings(web(), policy(kind, "web", **own))
    assert (found.code, found.is_error) == ("TS807", False)


def strategy(count: int, *parts: object, **own: Value) -> tuple[float, float]:
    made = app(node("web", image=IMAGE, scalable={"default_instances": count}, **own), *parts)  # type: ignore[arg-type]
    found = made["upgradeStrategy"]
    return found["minimumHealthCapacity"], found["maximumOverCapacity"]


def test_new_instances_come_first_one_by_one() -> None:
    assert strategy(1) == strategy(5) == (1.0, 0.0)


def test_a_fixed_port_lets_the_old_one_go_first() -> None:
    assert strategy(1, ports=({"target": 80, "published": 8080, "address": "0.0.0.0"},)) == (0.0, 0.0)


def test_a_volume_lets_the_old_one_go_first() -> None:
    data = node("data", "toposmith.nodes.Volume", deletion_policy="delete", size="1 GB")
    assert strategy(1, data, edge("web", "storage", "data", location="/data")) == (0.0, 0.0)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 10, 999])
@pytest.mark.parametrize("at_once", [1, 2, 3, 1000])
def test_as_many_give_way_as_the_policy_says(count: int, at_once: int) -> None:
    """As Marathon rounds: up for those that have to be well, down for those that there may be."""
    least, beyond = strategy(count, policy("Update", "web", parallelism=at_once, order="stop-first"))
    assert math.ceil(count * least) == count - min(at_once, count)
    assert beyond == 0
    least, beyond = strategy(count, policy("Update", "web", parallelism=at_once, order="start-first"))
    most = int(count * (1 + beyond))
    assert least == 1
    assert most == (count if at_once == 1 or count == 1 else count + min(at_once, count))


def test_what_happens_on_failure_is_a_label_for_the_client() -> None:
    made = app(web(), policy("Update", "web", failure_action="rollback"))
    assert made["labels"]["toposmith.on-failure"] == "rollback"
