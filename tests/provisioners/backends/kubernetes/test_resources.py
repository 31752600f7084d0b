"""Which API versions a server has, and what becomes of manifests on an old one."""

from typing import Any

import pytest

from provisioners.backends.contract import PlatformError
from provisioners.backends.kubernetes.api import Refusal
from provisioners.backends.kubernetes.resources import RESOURCES, Server
from provisioners.backends.kubernetes.volumes import UNITS, quantity

OLD = {
    "/version": {"major": "1", "minor": "20"},
    "/apis/batch/v1": {"resources": [{"kind": "Job"}]},
    "/apis/batch/v1beta1": {"resources": [{"kind": "CronJob"}]},
    "/apis/autoscaling/v2beta2": {"resources": [{"kind": "HorizontalPodAutoscaler"}]},
    "/apis/policy/v1beta1": {"resources": [{"kind": "PodDisruptionBudget"}]},
}
NEW = {
    "/version": {"major": "1", "minor": "33+"},
    "/apis/batch/v1": {"resources": [{"kind": "Job"}, {"kind": "CronJob"}]},
    "/apis/autoscaling/v2": {"resources": [{"kind": "HorizontalPodAutoscaler"}]},
    "/apis/policy/v1": {"resources": [{"kind": "PodDisruptionBudget"}]},
}


class Answers:
    """Stands in for the API: gives what it is told by path, and counts."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    def get(self, path: str) -> Any:
        self.asked.append(path)
        return self._answers[path]

    def find(self, path: str) -> Any:
        self.asked.append(path)
        return self._answers.get(path)


def server(answers: dict[str, Any]) -> Server:
    return Server(Answers(answers))  # type: ignore[arg-type]


def manifest(kind: str, **spec: Any) -> dict[str, Any]:
    versions = RESOURCES[kind].versions
    return {"apiVersion": versions[0], "kind": kind, "metadata": {"name": "x", "namespace": "n"}, "spec": spec}


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("CronJob", "batch/v1beta1", "batch/v1"),
        ("HorizontalPodAutoscaler", "autoscaling/v2beta2", "autoscaling/v2"),
        ("PodDisruptionBudget", "policy/v1beta1", "policy/v1"),
        ("Deployment", "apps/v1", "apps/v1"),
    ],
)
def test_the_newest_version_that_a_server_has(kind: str, old: str, new: str) -> None:
    for answers, version in ((OLD, old), (NEW, new)):
        assert server(answers).converted(manifest(kind))["apiVersion"] == version


def test_a_server_is_asked_once() -> None:
    api = Answers(OLD)
    found = Server(api)  # type: ignore[arg-type]
    for _ in range(3):
        found.converted(manifest("CronJob"))
    assert api.asked == ["/apis/batch/v1", "/apis/batch/v1beta1"]


def test_paths() -> None:
    found = server(OLD)
    assert found.path(manifest("Service")) == "/api/v1/namespaces/n/services/x"
    assert found.path(manifest("CronJob")) == "/apis/batch/v1beta1/namespaces/n/cronjobs/x"
    assert found.path({"kind": "Namespace", "metadata": {"name": "x"}}) == "/api/v1/namespaces/x"


def test_a_kind_that_the_cluster_does_not_have() -> None:
    with pytest.raises(Refusal, match="This cluster has no HTTPRoute, so x cannot be made"):
        server(OLD).path(manifest("HTTPRoute"))
    assert server(OLD).collection("HTTPRoute", "n") is None


def test_time_zones_are_not_dropped_in_silence() -> None:
    with pytest.raises(PlatformError, match=r"Kubernetes 1\.20 knows no time zones"):
        server(OLD).converted(manifest("CronJob", timeZone="Europe/Berlin"))
    assert server(NEW).converted(manifest("CronJob", timeZone="x"))["spec"] == {"timeZone": "x"}


def test_pauses_of_stateful_sets() -> None:
    wanted = manifest("StatefulSet", minReadySeconds=5, replicas=1)
    assert server(OLD).has_no_pauses(wanted)
    assert server(OLD).converted(wanted)["spec"] == {"replicas": 1}
    assert not server(NEW).has_no_pauses(wanted)
    assert server(NEW).converted(wanted)["spec"] == {"minReadySeconds": 5, "replicas": 1}


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "1"), (1000, "1k"), (5 * 10**9, "5G"), (1500, "1500"), (2**30, "1073741824"), (10**21, "1000E")],
)
def test_sizes_as_the_server_writes_them_back(size: int, text: str) -> None:
    assert quantity(size) == text
    number, unit = (text[:-1], text[-1]) if text[-1].isalpha() else (text, "")
    assert int(number) * 1000 ** UNITS.index(unit) == size
