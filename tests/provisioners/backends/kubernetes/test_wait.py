"""What is said while workloads come, and what ends the wait. The lists are made up; elsewhere they are real."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from provisioners.backends.contract import PlatformError
from provisioners.backends.kubernetes import wait
from provisioners.backends.kubernetes.documents import documents
from provisioners.backends.kubernetes.events import Warnings
from provisioners.backends.kubernetes.starts import Starts
from provisioners.backends.kubernetes.wait import Waiting, patience
from tests.provisioners.backends.kubernetes.fake_api import FakeApi, work
from tests.provisioners.backends.kubernetes.rendering import IMAGE, rendered, web
from tests.provisioners.graphs import edge, graph, node
from topology.values.value import Secret

DEPLOYMENT = "/apis/apps/v1/namespaces/shop/deployments/web"
STATEFUL_SET = "/apis/apps/v1/namespaces/shop/statefulsets/web"
JOB = "/apis/batch/v1/namespaces/shop/jobs/web"
POD = "/api/v1/namespaces/shop/pods/web-1"
EVENTS = "/api/v1/namespaces/shop/events"
MARKS = {"toposmith.node": "web"}
PASSWORD = "hunter2hunter2"


class Scene:
    """A wait for the workload of ``web``; each look at it plays the next scene."""

    def __init__(self, path: str, scenes: list[Callable[[], None]]) -> None:
        self.api = FakeApi()
        self.path = path
        self._scenes = iter(scenes)
        self.api.on_get = self._play

    def _play(self, path: str) -> None:
        if path == self.path:
            next(self._scenes, lambda: None)()

    def until_ready(self, found: Any) -> list[str]:
        own, said = work(found, secrets={"input:password": PASSWORD})
        server = self.api.server()
        (manifest,) = (each for each in documents(found) if each["kind"] in ("Deployment", "Job"))
        warnings = Warnings(server, "shop")
        if self.on_begin:
            self.on_begin()
        Waiting(own, server, warnings, Starts()).until_ready([manifest])
        return said

    def until_steady(self, *, at_once: bool = False) -> None:
        data = node("data", "toposmith.nodes.Volume")
        found = rendered(graph(web(), data, edge("web", "storage", "data", location="/data")))
        own, _ = work(found)
        server = self.api.server()
        waiting = Waiting(own, server, Warnings(server, "shop"), Starts())
        if at_once:
            waiting.until_ready_and_steady(each for each in documents(found) if each["kind"] == "StatefulSet")
        else:
            waiting.until_steady(documents(found))

    on_begin: Callable[[], None] | None = None


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wait, "POLL_SECONDS", 0.0)


def template(**container: object) -> dict[str, Any]:
    return {"spec": {"containers": [{"name": "web", **container}]}}


def deployment(scene: Scene, ready: int, *, of: int = 2, **container: object) -> None:
    status = {"observedGeneration": 1, "updatedReplicas": of, "replicas": of, "availableReplicas": ready}
    metadata = {"generation": 1, "labels": MARKS, "annotations": {}}
    spec = {"replicas": of, "template": template(**container)}
    scene.api.put(DEPLOYMENT, "Deployment", metadata=metadata, spec=spec, status=status)


def pod(scene: Scene, waiting: dict[str, Any], restarts: int = 0) -> None:
    ended = {"terminated": {"exitCode": 7}} if restarts else {}
    container = {"state": {"waiting": waiting}, "lastState": ended, "restartCount": restarts}
    scene.api.put(POD, "Pod", metadata={"labels": MARKS}, status={"containerStatuses": [container]})


def event(scene: Scene, name: str, reason: str, message: str, uid: str = "1") -> None:
    about = {"involvedObject": {"name": name}, "reason": reason, "message": message, "count": 1}
    scene.api.put(f"{EVENTS}/{uid}", "Event", metadata={"uid": uid}, **about)


def test_progress_is_told_once_for_each_step() -> None:
    scene = Scene(DEPLOYMENT, [])
    looks = [lambda ready=ready: deployment(scene, ready) for ready in (0, 0, 1, 1, 2)]  # type: ignore[misc]
    scene._scenes = iter(looks)
    assert scene.until_ready(rendered(graph(web()))) == ["web: 0 of 2 ready", "web: 1 of 2 ready", "web: 2 of 2 ready"]


def test_an_image_that_cannot_be_had_ends_it_at_once() -> None:
    scene = Scene(DEPLOYMENT, [])
    scene._scenes = iter([lambda: deployment(scene, 0)])
    pod(scene, {"reason": "ImagePullBackOff", "message": "Back-off pulling image"})
    scene.on_begin = lambda: event(scene, "web-1", "Failed", "manifest unknown", "2")
    event(scene, "web-1", "Failed", "of an earlier attempt", "1")
    with pytest.raises(PlatformError) as raised:
        scene.until_ready(rendered(graph(web())))
    message = str(raised.value)
    assert "Deployment web of web does not run. web-1: ImagePullBackOff: Back-off pulling image" in message
    assert "Failed: manifest unknown" in message
    assert "earlier attempt" not in message
    assert raised.value.addresses == ("web",)


def test_a_crash_loop_tells_the_last_lines_without_secrets() -> None:
    scene = Scene(DEPLOYMENT, [])
    scene._scenes = iter([lambda: deployment(scene, 0)])
    pod(scene, {"reason": "CrashLoopBackOff"}, restarts=2)
    scene.api.objects[f"{POD}/log"] = {"text": f"cannot sign in with {PASSWORD}"}
    with pytest.raises(PlatformError) as raised:
        scene.until_ready(rendered(graph(web(environment={"A": Secret("input:password")}))))
    assert "CrashLoopBackOff: it ended with exit code 7" in str(raised.value)
    assert "The last lines of web-1:\ncannot sign in with ***" in str(raised.value)


def test_what_nothing_checks_has_to_stay() -> None:
    scene = Scene(DEPLOYMENT, [])
    scene._scenes = iter([lambda: deployment(scene, 2), lambda: deployment(scene, 1), lambda: deployment(scene, 1)])
    pod(scene, {"reason": "CrashLoopBackOff"}, restarts=2)
    with pytest.raises(PlatformError, match="it ended with exit code 7"):
        scene.until_ready(rendered(graph(web())))


def test_what_is_checked_need_not_stay() -> None:
    scene = Scene(DEPLOYMENT, [])
    scene._scenes = iter([lambda: deployment(scene, 2, readinessProbe={}), lambda: deployment(scene, 1)])
    scene.until_ready(rendered(graph(web(health_check={"command": ("true",)}))))
    assert next(scene._scenes, None) is not None


def stateful_set(scene: Scene, ready: int) -> None:
    revisions = {"updateRevision": "a", "currentRevision": "a"}
    status = {"observedGeneration": 1, "readyReplicas": ready, "replicas": 1, **revisions}
    metadata = {"generation": 1, "labels": MARKS}
    spec = {"replicas": 1, "template": template()}
    scene.api.put(STATEFUL_SET, "StatefulSet", metadata=metadata, spec=spec, status=status)


def pod_of_set(scene: Scene, ready_at: str) -> None:
    condition = {"type": "Ready", "status": "True", "lastTransitionTime": ready_at}
    labels = {**MARKS, "controller-revision-hash": "a"}
    scene.api.put(POD, "Pod", metadata={"labels": labels}, status={"conditions": [condition]})


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize(("ready_at", "looks"), [("1970-01-01T00:00:57Z", 1), ("1970-01-01T00:00:58Z", 2)])
def test_a_stateful_set_has_stayed_when_the_server_says_so(
    ready_at: str, looks: int, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wait, "STEADY_SECONDS", 1e9)
    scene, seen = Scene(STATEFUL_SET, []), []
    stateful_set(scene, 1)
    pod_of_set(scene, ready_at)
    scene.api.answered_at = 60.0

    def look(path: str) -> None:
        if path == STATEFUL_SET:
            seen.append(path)
            scene.api.answered_at = 60.0 + len(seen) - 1

    scene.api.on_get = look
    scene.until_steady(at_once=at_once)
    assert len(seen) == looks


@pytest.mark.parametrize("at_once", [False, True])
def test_a_stateful_set_that_does_not_stay_fails(at_once: bool) -> None:
    scene = Scene(STATEFUL_SET, [])
    scene._scenes = iter([lambda: stateful_set(scene, 1), lambda: stateful_set(scene, 0)])
    container = {"state": {"waiting": {"reason": "CrashLoopBackOff"}}, "lastState": {"terminated": {"exitCode": 7}}}
    labels = {**MARKS, "controller-revision-hash": "a"}
    scene.api.put(
        POD, "Pod", metadata={"labels": labels}, status={"containerStatuses": [{**container, "restartCount": 2}]}
    )
    with pytest.raises(PlatformError, match="StatefulSet web of web does not run") as raised:
        scene.until_steady(at_once=at_once)
    assert raised.value.addresses == ("web",)


def test_a_first_crash_is_borne() -> None:
    scene = Scene(DEPLOYMENT, [])
    scene._scenes = iter([lambda: deployment(scene, 0), lambda: deployment(scene, 2)])
    pod(scene, {"reason": "CrashLoopBackOff"}, restarts=1)
    assert scene.until_ready(rendered(graph(web())))[-1] == "web: 2 of 2 ready"


def test_a_job_that_failed_says_why() -> None:
    scene = Scene(JOB, [])
    condition = {"type": "Failed", "status": "True", "reason": "DeadlineExceeded", "message": "too long"}
    status = {"conditions": [condition]}
    metadata = {"uid": "u", "labels": MARKS}
    scene.api.put(JOB, "Job", metadata=metadata, spec={"completions": 1}, status=status)
    with pytest.raises(PlatformError, match=r"Job web of web does not run\. DeadlineExceeded: too long"):
        scene.until_ready(rendered(graph(node("web", "toposmith.nodes.Job", image=IMAGE))))


def test_a_quota_is_borne_for_a_while_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene(DEPLOYMENT, [])
    scene._scenes = iter([lambda: deployment(scene, 0), lambda: deployment(scene, 0), lambda: deployment(scene, 2)])
    scene.on_begin = lambda: event(scene, "web-5d8f7c9b4f", "FailedCreate", "exceeded quota: small")
    assert "web: FailedCreate: exceeded quota: small" in scene.until_ready(rendered(graph(web())))


def test_a_quota_that_stays_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wait, "PATIENCE", -1.0)
    scene = Scene(DEPLOYMENT, [])
    scene._scenes = iter([lambda: deployment(scene, 0)])
    scene.on_begin = lambda: event(scene, "web-5d8f7c9b4f", "FailedCreate", "exceeded quota: small")
    with pytest.raises(PlatformError, match="exceeded quota: small"):
        scene.until_ready(rendered(graph(web())))


def test_it_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wait, "WAIT_TIMEOUT", -1.0)
    scene = Scene(DEPLOYMENT, [])
    scene._scenes = iter([lambda: deployment(scene, 0)])
    with pytest.raises(PlatformError, match="it was not ready in time"):
        scene.until_ready(rendered(graph(web())))


def test_failures_that_a_job_bears_do_not_end_it() -> None:
    own = {"uid": "u", "labels": MARKS}

    def fail() -> None:
        scene.api.put(JOB, "Job", metadata=own, spec={"completions": 1, "template": template()}, status={})
        pod(scene, {"reason": "CrashLoopBackOff"}, restarts=4)

    def succeed() -> None:
        done = {"succeeded": 1, "conditions": [{"type": "Complete", "status": "True"}]}
        scene.api.put(JOB, "Job", metadata=own, spec={"completions": 1, "template": template()}, status=done)

    scene = Scene(JOB, [fail, succeed])
    job = node("web", "toposmith.nodes.Job", image=IMAGE, restart="on-failure", retries=5)
    assert scene.until_ready(rendered(graph(job)))


@pytest.mark.parametrize(
    ("kind", "spec", "seconds"),
    [
        ("Job", {}, math.inf),
        ("Job", {"activeDeadlineSeconds": 7200}, 7260),
        ("Deployment", {"replicas": 5}, 1200),
        ("Deployment", {"replicas": 5, "minReadySeconds": 600, "strategy": {"rollingUpdate": {"maxSurge": 2}}}, 3000),
        ("StatefulSet", {"replicas": 3, "minReadySeconds": 60, "updateStrategy": {"type": "RollingUpdate"}}, 1380),
    ],
)
def test_what_takes_long_by_its_own_rules_gets_the_time(kind: str, spec: dict[str, Any], seconds: float) -> None:
    assert patience({"kind": kind, "spec": spec}) == seconds
