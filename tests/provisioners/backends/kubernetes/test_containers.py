"""One container of a pod: what runs, with what, and how much of the host it gets."""

from typing import Any

import pytest

from provisioners.backends.contract import Right
from tests.provisioners.backends.kubernetes.rendering import manifests, native, pod, web
from tests.provisioners.graphs import edge, node
from topology.values.value import Concat, Secret, Value

SECRET = Secret("input:password")


def test_a_plain_container() -> None:
    found = manifests(web())
    assert native(found) == {
        "name": "web",
        "image": "example.com/site:1",
        "terminationMessagePolicy": "FallbackToLogsOnError",
    }
    assert pod(found)["automountServiceAccountToken"] is False
    assert pod(found)["enableServiceLinks"] is False


@pytest.mark.parametrize(
    ("text", "written"), [("$(HOME)", "$$(HOME)"), ("a$", "a$$"), ("$$(X)", "$$$$(X)"), ("plain", "plain")]
)
def test_text_is_never_expanded(text: str, written: str) -> None:
    found = native(manifests(web(command=(text,), entrypoint=(text,), environment={"A": text})))
    assert found["args"] == [written]
    assert found["command"] == [written]
    assert found["env"] == [{"name": "A", "value": written}]


def test_a_secret_of_the_environment_comes_from_a_secret() -> None:
    found = manifests(web(environment={"A": Concat(("x", SECRET)), "B": "plain"}))
    reference = {"secretKeyRef": {"name": "web", "key": "env.A"}}
    assert native(found)["env"] == [{"name": "B", "value": "plain"}, {"name": "A", "valueFrom": reference}]
    assert set(found["Secret", "web"]["stringData"]) == {"env.A"}


def test_a_secret_part_of_a_command_comes_from_a_variable() -> None:
    found = manifests(web(command=("serve", SECRET)))
    serve, hidden = native(found)["args"]
    assert serve == "serve"
    (variable,) = native(found)["env"]
    assert hidden == f"$({variable['name']})"
    assert variable["valueFrom"]["secretKeyRef"]["key"] in found["Secret", "web"]["stringData"]


def test_bounds_and_reservations() -> None:
    found = native(manifests(web(cpus=1.5, memory="1 GiB", reserved_cpus=2 / 3, reserved_memory="1 MB")))
    assert found["resources"] == {
        "limits": {"cpu": "1500m", "memory": str(2**30)},
        "requests": {"cpu": "667m", "memory": "1000000"},
    }


def test_whole_processors_are_whole() -> None:
    assert native(manifests(web(cpus=2.0)))["resources"] == {"limits": {"cpu": "2"}}


def test_a_user_by_number_owns_its_volumes() -> None:
    found = manifests(
        web(user="0:2000"), node("data", "toposmith.nodes.Volume"), edge("web", "storage", "data", location="/data")
    )
    assert native(found, "StatefulSet")["securityContext"] == {"runAsUser": 0, "runAsGroup": 2000}
    assert pod(found, "StatefulSet")["securityContext"]["fsGroup"] == 2000


@pytest.mark.parametrize(("user", "group"), [({"user": "1000"}, 10000), ({"user": "0"}, None), ({}, None)])
def test_a_volume_belongs_to_a_group_of_a_user_who_is_not_root(user: dict[str, Value], group: int | None) -> None:
    data = node("data", "toposmith.nodes.Volume")
    found = manifests(web(**user), data, edge("web", "storage", "data", location="/data"))
    assert pod(found, "StatefulSet")["securityContext"].get("fsGroup") == group


def test_a_read_only_container_may_have_files() -> None:
    found = native(manifests(web(read_only=True, files={"/etc/a": "b"})))
    assert found["securityContext"] == {"readOnlyRootFilesystem": True}
    assert found["volumeMounts"][0]["mountPath"] == "/etc/a"


RIGHTS: dict[str, tuple[Any, Right, dict[str, Any], dict[str, Any]]] = {
    "privileged": (True, Right.PRIVILEGED, {}, {"privileged": True}),
    "host_network": (True, Right.HOST_NETWORK, {"hostNetwork": True, "dnsPolicy": "ClusterFirstWithHostNet"}, {}),
    "host_pid": (True, Right.HOST_PID, {"hostPID": True}, {}),
    "host_ipc": (True, Right.HOST_IPC, {"hostIPC": True}, {}),
    "added_capabilities": (("CAP_X", "Y"), Right.ADDED_CAPABILITIES, {}, {"capabilities": {"add": ["X", "Y"]}}),
}


@pytest.mark.parametrize("key", RIGHTS)
def test_a_granted_right_is_used(key: str) -> None:
    value, right, in_pod, in_container = RIGHTS[key]
    found = manifests(web(**{key: value}), rights=(right,))
    assert in_pod.items() <= pod(found).items()
    assert native(found).get("securityContext", {}) == in_container


def test_only_a_privileged_container_has_no_filter_of_system_calls() -> None:
    assert pod(manifests(web()))["securityContext"] == {"seccompProfile": {"type": "RuntimeDefault"}}
    assert "securityContext" not in pod(manifests(web(privileged=True), rights=(Right.PRIVILEGED,)))


def test_a_health_check_becomes_three_probes() -> None:
    check = {
        "command": ("check", "$(A)"),
        "interval": "10 s",
        "timeout": "1500 ms",
        "start_period": "1 m",
        "retries": 2,
    }
    found = native(manifests(web(health_check=check)))
    steady = {
        "exec": {"command": ["check", "$$(A)"]},
        "periodSeconds": 10,
        "timeoutSeconds": 2,
        "failureThreshold": 2,
    }
    assert found["readinessProbe"] == steady
    assert found["livenessProbe"] == steady
    assert found["startupProbe"] == {**steady, "periodSeconds": 2, "failureThreshold": 40}


def test_what_listens_lingers_while_others_hear_that_it_goes() -> None:
    quiet = manifests(web(stop_grace_period="10 s"))
    assert pod(quiet)["terminationGracePeriodSeconds"] == 10
    asked = manifests(web(stop_grace_period="10 s", endpoint={"port": 80}))
    assert native(asked)["lifecycle"]["preStop"]["exec"]["command"] == ["sleep", "3"]
    assert pod(asked)["terminationGracePeriodSeconds"] == 13


def test_no_grace_is_none() -> None:
    assert pod(manifests(web(stop_grace_period="0 s")))["terminationGracePeriodSeconds"] == 0
