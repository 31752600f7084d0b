"""States from what the cluster lists: of workloads, of their pods, and of claims."""

from typing import Any

import pytest

from provisioners.backends.contract import NodeState
from provisioners.backends.kubernetes.readiness import readiness
from provisioners.backends.kubernetes.states import from_claims, from_workload
from provisioners.backends.kubernetes.troubles import troubles

NOW = {"deletionTimestamp": "2024-01-01T00:00:00Z"}


def live(kind: str, spec: dict[str, Any], status: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    annotations = {"toposmith.address": "web"}
    return {
        "kind": kind,
        "metadata": {"name": "web", "generation": 2, "annotations": annotations, "labels": {}, **metadata},
        "spec": spec,
        "status": {"observedGeneration": 2, **status},
    }


def deployment(wanted: int, updated: int, every: int, available: int, **metadata: Any) -> dict[str, Any]:
    status = {"updatedReplicas": updated, "replicas": every, "availableReplicas": available}
    return live("Deployment", {"replicas": wanted}, status, **metadata)


def pod(state: dict[str, Any] | None = None, **status: Any) -> dict[str, Any]:
    containers = [] if state is None else [state]
    return {"metadata": {"name": "web-1"}, "status": {"containerStatuses": containers, **status}}


def waiting(reason: str, restarts: int = 0) -> dict[str, Any]:
    ended = {"terminated": {"exitCode": 7}} if restarts else {}
    state = {"waiting": {"reason": reason, "message": "its words"}}
    return {"state": state, "lastState": ended, "restartCount": restarts}


class TestReadiness:
    @pytest.mark.parametrize(
        ("numbers", "is_done"),
        [
            ((2, 2, 2, 2), True),
            ((2, 1, 2, 2), False),  # one is of the former template
            ((2, 2, 3, 2), False),  # an old one is still there
            ((2, 2, 2, 1), False),  # one is not available
            ((0, 0, 0, 0), True),
        ],
    )
    def test_a_deployment(self, numbers: tuple[int, int, int, int], is_done: bool) -> None:
        assert readiness(deployment(*numbers)).is_done is is_done

    def test_a_status_about_former_wishes_does_not_count(self) -> None:
        assert not readiness(deployment(1, 1, 1, 1, generation=3)).is_done

    @pytest.mark.parametrize(
        ("status", "is_done"),
        [
            ({"readyReplicas": 2, "replicas": 2, "updateRevision": "a", "currentRevision": "a"}, True),
            ({"readyReplicas": 2, "replicas": 2, "updateRevision": "b", "currentRevision": "a"}, False),
            ({"readyReplicas": 2, "replicas": 2, "updatedReplicas": 2, "updateRevision": "b"}, True),
            ({"readyReplicas": 1, "replicas": 2, "updateRevision": "a", "currentRevision": "a"}, False),
            ({"replicas": 3, "readyReplicas": 2, "updateRevision": "a", "currentRevision": "a"}, False),
        ],
    )
    def test_a_stateful_set(self, status: dict[str, Any], is_done: bool) -> None:
        assert readiness(live("StatefulSet", {"replicas": 2}, status)).is_done is is_done

    def test_a_daemon_set(self) -> None:
        status = {"desiredNumberScheduled": 3, "updatedNumberScheduled": 3, "numberAvailable": 2}
        assert not readiness(live("DaemonSet", {}, status)).is_done
        assert readiness(live("DaemonSet", {}, {**status, "numberAvailable": 3})).is_done

    def test_a_job(self) -> None:
        running = readiness(live("Job", {"completions": 2}, {"succeeded": 1}))
        assert (running.is_done, running.ready, running.wanted) == (False, 1, 2)
        ended = {"conditions": [{"type": "Complete", "status": "True"}]}
        assert readiness(live("Job", {"completions": 2}, ended)).is_done

    def test_a_job_that_failed(self) -> None:
        condition = {"type": "Failed", "status": "True", "reason": "BackoffLimitExceeded", "message": "too often"}
        found = readiness(live("Job", {}, {"conditions": [condition]}))
        assert (found.is_done, found.failure) == (False, "BackoffLimitExceeded: too often")


class TestTroubles:
    @pytest.mark.parametrize("reason", ["ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError"])
    def test_what_waiting_does_not_change(self, reason: str) -> None:
        (found,) = troubles(pod(waiting(reason)))
        assert (str(found), found.is_final) == (f"web-1: {reason}: its words", True)

    @pytest.mark.parametrize("reason", ["ErrImagePull", "RunContainerError"])
    def test_what_may_pass(self, reason: str) -> None:
        (found,) = troubles(pod(waiting(reason)))
        assert not found.is_final

    @pytest.mark.parametrize("reason", ["ContainerCreating", "PodInitializing"])
    def test_a_start_is_no_trouble(self, reason: str) -> None:
        assert not list(troubles(pod(waiting(reason))))

    @pytest.mark.parametrize(("restarts", "is_final"), [(1, False), (2, True)])
    def test_a_crash_loop(self, restarts: int, is_final: bool) -> None:
        (found,) = troubles(pod(waiting("CrashLoopBackOff", restarts)))
        assert (found.words, found.is_final, found.has_log) == ("it ended with exit code 7", is_final, True)

    def test_no_host(self) -> None:
        condition = {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/1 nodes"}
        (found,) = troubles(pod(conditions=[condition]))
        assert str(found) == "web-1: Unschedulable: 0/1 nodes"

    def test_a_pod_that_was_thrown_out(self) -> None:
        (found,) = troubles(pod(phase="Failed", reason="Evicted", message="disk full"))
        assert str(found) == "web-1: Evicted: disk full"

    def test_a_pod_on_its_way_out_has_none(self) -> None:
        going = pod(waiting("CrashLoopBackOff", 5))
        going["metadata"] |= NOW
        assert not list(troubles(going))


class TestStates:
    def state(self, workload: dict[str, Any], *pods: dict[str, Any]) -> tuple[NodeState, str]:
        found = from_workload(workload, pods)
        return found.state, found.detail

    def test_all_is_well(self) -> None:
        found = from_workload(deployment(2, 2, 2, 2), [])
        assert (found.address, found.state, found.replicas) == ("web", NodeState.RUNNING, 2)
        assert found.attributes["address"] == "web"

    def test_nobody_is_wanted(self) -> None:
        assert self.state(deployment(0, 0, 0, 0))[0] is NodeState.STOPPED

    def test_it_is_removed(self) -> None:
        assert self.state(deployment(1, 1, 1, 1, **NOW))[0] is NodeState.DELETING

    def test_it_fails(self) -> None:
        state, detail = self.state(deployment(1, 1, 1, 0), pod(waiting("ImagePullBackOff")))
        assert (state, detail) == (NodeState.FAILED, "web-1: ImagePullBackOff: its words")

    def test_it_has_just_ended(self) -> None:
        ended = {"state": {"terminated": {"exitCode": 3}}}
        assert self.state(deployment(1, 1, 1, 0), pod(ended)) == (NodeState.FAILED, "it ended with exit code 3")

    def test_it_is_unwell(self) -> None:
        unwell = {"state": {"running": {}}, "started": True, "ready": False}
        assert self.state(deployment(1, 1, 1, 0), pod(unwell))[0] is NodeState.UNHEALTHY

    def test_it_starts(self) -> None:
        assert (
            self.state(deployment(1, 1, 1, 0), pod({"state": {"running": {}}, "started": False}))[0]
            is NodeState.STARTING
        )
        assert self.state(deployment(1, 0, 0, 0))[0] is NodeState.CREATING

    def test_it_finds_no_host(self) -> None:
        condition = {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/1"}
        assert self.state(deployment(1, 1, 1, 0), pod(conditions=[condition]))[0] is NodeState.PENDING

    def test_pods_on_their_way_out_do_not_count(self) -> None:
        going = pod({"state": {"terminated": {"exitCode": 137}}})
        going["metadata"] |= NOW
        assert self.state(deployment(1, 0, 0, 0), going)[0] is NodeState.CREATING

    def test_a_job(self) -> None:
        done = {"conditions": [{"type": "Complete", "status": "True"}]}
        assert self.state(live("Job", {}, done))[0] is NodeState.SUCCEEDED
        failed = {"conditions": [{"type": "Failed", "status": "True", "message": "x"}]}
        assert self.state(live("Job", {}, failed)) == (NodeState.FAILED, "x")
        assert self.state(live("Job", {}, {"active": 1}), pod({"state": {"running": {}}}))[0] is NodeState.RUNNING
        assert self.state(live("Job", {}, {"active": 1}))[0] is NodeState.PENDING

    def test_a_job_with_a_schedule(self) -> None:
        found = from_workload(live("CronJob", {"schedule": "x"}, {"active": [{}, {}]}), [])
        assert (found.state, found.replicas) == (NodeState.RUNNING, 2)
        assert self.state(live("CronJob", {"suspend": True}, {}))[0] is NodeState.STOPPED


def claim(name: str, phase: str, generation: int = 1, **metadata: Any) -> dict[str, Any]:
    labels = {"toposmith.generation": str(generation)}
    return {"metadata": {"name": name, "labels": labels, **metadata}, "status": {"phase": phase}}


def test_a_volume_is_as_well_as_the_worst_of_its_claims() -> None:
    found = from_claims("data", [claim("a-0", "Bound"), claim("a-1", "Pending")])
    assert (found.state, found.detail, found.replicas) == (NodeState.CREATING, "a-0, a-1", 2)


def test_the_newest_generation_of_a_volume_counts() -> None:
    found = from_claims("data", [claim("a", "Lost", 1), claim("b", "Bound", 2)])
    assert (found.state, found.attributes) == (NodeState.RUNNING, {"name": "b"})


def test_a_claim_on_its_way_out() -> None:
    assert from_claims("data", [claim("a", "Bound", **NOW)]).state is NodeState.DELETING
