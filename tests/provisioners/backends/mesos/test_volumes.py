"""Volumes: local to an agent, or of a driver."""

import pytest

from provisioners.backends.contract import Right
from provisioners.backends.mesos.sections import judge
from provisioners.planning.model import DataEffect, Recorded
from tests.provisioners.backends.mesos.rendering import IMAGE, NETWORK, app, codes, findings, rendered, web
from tests.provisioners.graphs import edge, node
from topology.graph.model import Edge, Node
from topology.values.value import Value

DRIVER = {**NETWORK, "volume_driver": "rexray"}
MOUNTED = edge("db", "storage", "path", location="/x")
MOUNT = edge("db", "storage", "data", location="/var/lib/db")


def data(**own: Value) -> Node:
    lines = {("properties", key): 20 for key in own}
    return node("data", "toposmith.nodes.Volume", line=19, lines=lines, **own)


def local(**own: Value) -> tuple[Node | Edge, ...]:
    return (web("db"), data(**{"deletion_policy": "delete", "size": "1 GiB", **own}), MOUNT)


def test_a_local_volume_is_mounted_twice() -> None:
    made = app(*local())
    assert made["container"]["volumes"] == [
        {"containerPath": "shop-data-g1", "persistent": {"type": "root", "size": 1024}, "mode": "RW"},
        {"containerPath": "/var/lib/db", "hostPath": "shop-data-g1", "mode": "RW"},
    ]
    assert made["residency"] == {"taskLostBehavior": "WAIT_FOREVER"}
    assert made["acceptedResourceRoles"] == ["*"]


def test_a_volume_of_a_driver() -> None:
    made = app(web("db"), data(), MOUNT, options=DRIVER)
    assert made["container"]["volumes"] == [
        {
            "containerPath": "/var/lib/db",
            "external": {"name": "shop-data-g1", "provider": "dvdi", "options": {"dvdi/driver": "rexray"}},
            "mode": "RW",
        }
    ]
    assert "residency" not in made


def test_a_local_volume_needs_a_size() -> None:
    assert codes(web("db"), data(deletion_policy="delete"), MOUNT) == [("TS854", 19)]


def test_the_target_may_say_how_large_a_volume_is() -> None:
    options = {**NETWORK, "default_volume_size": "77"}
    made = app(web("db"), data(deletion_policy="delete"), MOUNT, options=options)
    assert made["container"]["volumes"][0]["persistent"]["size"] == 77
    assert app(*local(), options=options)["container"]["volumes"][0]["persistent"]["size"] == 1024


def test_a_driver_decides_on_the_size() -> None:
    (found,) = findings(web("db"), data(size="1 GB"), MOUNT, options=DRIVER)
    assert (found.code, found.is_error) == ("TS807", False)


@pytest.mark.parametrize(("options", "policy", "expected"), [
    (NETWORK, "retain", ["TS855"]), (NETWORK, "delete", []), (NETWORK, "snapshot", ["TS806"]),
    (DRIVER, "retain", []), (DRIVER, "delete", ["TS855"]), (DRIVER, "snapshot", ["TS806"]),
])  # fmt: skip
def test_the_deletion_policy_is_kept_or_refused(options: dict[str, str], policy: str, expected: list[str]) -> None:
    found = findings(web("db"), data(deletion_policy=policy, size="1 GB"), MOUNT, options=options)
    assert [each.code for each in found if each.is_error] == expected


def test_a_volume_is_not_shared() -> None:
    parts = (*local(), web("other"), edge("other", "storage", "data", location="/data"))
    assert codes(*parts) == [("TS859", 19)]


def test_several_instances_do_not_share_a_volume() -> None:
    many = node("db", image=IMAGE, scalable={"default_instances": 2})
    assert [code for code, _ in codes(many, *local()[1:])] == ["TS859"]


def test_host_paths_need_a_right() -> None:
    parts = (
        web("db"),
        node("path", "toposmith.nodes.HostPath", path="/srv"),
        edge("db", "storage", "path", location="/x"),
    )
    assert [code for code, _ in codes(*parts)] == ["TS707"]
    made = app(*parts, rights=(Right.HOST_PATHS,))
    assert made["container"]["volumes"] == [{"containerPath": "/x", "hostPath": "/srv", "mode": "RW"}]


@pytest.mark.parametrize("change", [{"size": "2 GiB"}, {"memory": "1 GiB"}, {"cpus": 2.0}])
def test_what_is_reserved_with_a_local_volume_is_changed_at_the_price_of_its_data(change: dict[str, Value]) -> None:
    """Marathon refuses such a change, so the plan says what it costs, at the volume."""
    before = rendered(*local()).objects["data"]
    own = {key: value for key, value in change.items() if key != "size"}
    size = change.get("size", "1 GiB")
    after = rendered(web("db", **own), data(deletion_policy="delete", size=size), MOUNT).objects["data"]
    verdict = judge(Recorded("data", "x", 1, before.fingerprint, "delete"), after)
    assert (verdict.replace, verdict.data) == (True, DataEffect.DESTROYS)


def test_a_changed_environment_leaves_the_data_alone() -> None:
    before = rendered(*local()).objects
    after = rendered(web("db", environment={"A": "1"}), *local()[1:]).objects
    assert before["data"].fingerprint == after["data"].fingerprint
    verdict = judge(Recorded("db", "x", 1, before["db"].fingerprint, "none"), after["db"])
    assert (verdict.replace, verdict.reasons) == (False, ("environment changes",))
