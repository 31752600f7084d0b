"""Jobs on the stand-in's Chronos: each runs as often as it should, and in its turn."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provisioners.backends.contract import Endpoint, NodeState, PlatformError
from provisioners.backends.mesos import desired, running
from tests.provisioners.backends.authority import Authority
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import ENDS, HANGS, container, eventually, topology
from tests.provisioners.backends.mesos.rendering import web
from tests.provisioners.backends.mesos.test_jobs import night
from tests.provisioners.graphs import docker_image, edge
from tests.standins.marathon.schemas import Unchecked
from tests.standins.marathon.server import StandIn
from topology.graph.model import Node
from topology.record import replace
from topology.values.value import Secret, Value


def job(name: str = "night", image: str | None = None, **own: Value) -> Node:
    made = night(name, **own)
    return made if image is None else replace(made, artifacts={"image": docker_image(image)})


def test_a_single_run_is_waited_for(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(job()))
    assert harness.observe()["night"].state is NodeState.SUCCEEDED
    assert standin.chronos.runs == [f"{harness.deployment}.night"]
    assert standin.asked("PUT") == 0


def test_the_same_again_runs_nothing(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(job(), web()))
    harness.recorded = ()
    harness.deploy(topology(job(), web()))
    assert len(standin.chronos.runs) == 1


def test_a_changed_single_run_runs_anew(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(job()))
    harness.deploy(topology(job(environment={"A": "1"})))
    assert len(standin.chronos.runs) == 2


def test_a_changed_secret_runs_anew(harness: Harness, standin: StandIn) -> None:
    asking = topology(job(environment={"A": Secret("input:p")}))
    harness.secrets = {"input:p": "one"}
    harness.deploy(asking)
    harness.secrets = {"input:p": "two"}
    harness.deploy(asking)
    (found,) = standin.chronos.jobs.values()
    assert found["environmentVariables"] == [{"name": "A", "value": "two"}]
    assert len(standin.chronos.runs) == 2


def test_what_waits_for_a_job_starts_after_it(harness: Harness, standin: StandIn) -> None:
    standin.chronos.is_held = True
    parts = (container("db"), job("migrate"), container())
    edges = (edge("migrate", "dependency", "db"), edge("web", "dependency", "migrate"))
    seen: list[set[str]] = []
    tick = standin.chronos.tick

    def watched() -> None:
        if standin.chronos.running:
            seen.append({task.app.rpartition("/")[2] for task in standin.world.tasks})
            standin.chronos.is_held = False
        tick()

    standin.chronos.tick = watched  # type: ignore[method-assign]
    harness.deploy(topology(*parts, *edges))
    assert seen[0] == {"db"}
    assert harness.observe()["web"].state is NodeState.RUNNING


def test_a_job_that_fails_ends_the_step_and_is_tried_again_next_time(harness: Harness, standin: StandIn) -> None:
    failing = topology(
        job(image=ENDS, restart="on-failure", retries=2), container(), edge("web", "dependency", "night")
    )
    with pytest.raises(PlatformError, match="job of night failed") as raised:
        harness.deploy(failing)
    assert raised.value.addresses == ("night",)
    assert harness.observe()["night"].state is NodeState.FAILED
    assert "web" not in harness.observe()
    assert len(standin.chronos.runs) == 3
    with pytest.raises(PlatformError):
        harness.deploy(failing)
    assert len(standin.chronos.runs) == 6


def test_a_job_that_never_ends(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "TIMEOUT", 0.0)
    with pytest.raises(PlatformError, match="has not ended after 0 seconds"):
        harness.deploy(topology(job(image=HANGS)))
    assert harness.observe()["night"].state is NodeState.RUNNING


def test_a_job_that_somebody_deletes_while_it_runs(harness: Harness, standin: StandIn) -> None:
    standin.chronos.is_held = True
    tick = standin.chronos.tick

    def watched() -> None:
        tick()
        standin.chronos.jobs.clear()

    standin.chronos.tick = watched  # type: ignore[method-assign]
    with pytest.raises(PlatformError, match="gone from Chronos"):
        harness.deploy(topology(job()))


def test_a_schedule_begins_at_its_next_time(
    harness: Harness, standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = (datetime.now(UTC) + timedelta(days=1)).replace(hour=12, minute=0)
    monkeypatch.setattr(desired, "now", lambda: moment)
    harness.deploy(topology(job(schedule="30 3 * * *")))
    (found,) = standin.chronos.jobs.values()
    following = moment + timedelta(days=1)
    assert found["schedule"] == f"R/{following:%Y-%m-%d}T03:30:00.000Z/P1D"
    assert standin.chronos.runs == []
    assert harness.observe()["night"].state is NodeState.PENDING


def test_a_schedule_is_of_its_time_zones_clock() -> None:
    made = {"schedule": {"toposmith.first": "0 3 * * *", "period": "P1D"}, "scheduleTimeZone": "Asia/Tokyo"}
    started = desired.with_start(made, datetime(2026, 3, 4, 17, 59, tzinfo=UTC))
    assert started["schedule"] == "R/2026-03-05T03:00:00.000Z/P1D"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_a_time_zone_that_is_none(harness: Harness, zone: str) -> None:
    with pytest.raises(PlatformError, match="no time zone"):
        desired.with_start({"schedule": {"toposmith.first": "0 3 * * *"}, "scheduleTimeZone": zone}, desired.now())


def test_a_schedule_that_is_there_is_left_as_it_is(harness: Harness, standin: StandIn) -> None:
    asking = topology(job(schedule="0 3 * * *"))
    harness.deploy(asking)
    (before,) = standin.chronos.jobs.values()
    harness.recorded = ()
    harness.deploy(asking)
    (after,) = standin.chronos.jobs.values()
    assert after is before


def test_a_job_after_each_run_of_another(harness: Harness, standin: StandIn) -> None:
    asking = topology(job("late"), job(schedule="0 3 * * *"), edge("late", "dependency", "night"))
    harness.deploy(asking)
    name = f"{harness.deployment}.night"
    with standin.world.lock:
        standin.chronos.trigger(name)
    assert eventually(lambda: standin.chronos.runs == [name, f"{harness.deployment}.late"])
    assert eventually(lambda: harness.observe()["late"].state is NodeState.SUCCEEDED)
    harness.undeploy(asking)
    assert standin.chronos.jobs == {}
    assert len(standin.chronos.runs) == 2


def test_a_job_that_left_the_template_goes(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(job(schedule="0 3 * * *"), web()))
    harness.deploy(topology(web()))
    assert standin.chronos.jobs == {}


def test_a_container_that_left_the_template_goes_though_only_jobs_are_left(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(job(schedule="0 3 * * *"), web()))
    harness.deploy(topology(job(schedule="0 3 * * *")))
    assert standin.world.apps == {}
    assert harness.observe().keys() == {"night"}


def _foreign(standin: StandIn, name: str) -> None:
    body = {"name": name, "command": "x", "schedule": "R/2036-01-01T00:00:00Z/P1D", "description": "mine"}
    with standin.world.lock:
        made = {
            **body,
            "container": {"type": "DOCKER", "image": "a", "network": "BRIDGE"},
            "disabled": False,
            "retries": 0,
        }
        standin.chronos.put(made, "iso8601")


def test_somebody_elses_job_is_left_alone(harness: Harness, standin: StandIn) -> None:
    name = f"{harness.deployment}.night"
    _foreign(standin, name)
    with pytest.raises(PlatformError, match=f"Somebody else's job in Chronos has the name {name}"):
        harness.deploy(topology(job()))
    harness.undeploy(topology(job()))
    assert standin.chronos.jobs[name]["description"] == "mine"
    assert harness.observe() == {}


def test_chronos_refuses_in_its_own_words(harness: Harness, standin: StandIn) -> None:
    standin.fail(400, method="POST", path="/chronos", body={"message": "Cannot parse schedule"})
    with pytest.raises(PlatformError, match="Chronos refused \\(400\\): Cannot parse schedule"):
        harness.deploy(topology(job()))


def test_the_credential_goes_to_no_other_host(
    harness: Harness, schemas: Unchecked, authority: Authority, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = StandIn(schemas, folder, authority)
    try:
        options = {**harness.endpoint.options, "chronos": other.url}
        harness.endpoint = Endpoint(harness.endpoint.url, harness.endpoint.credential, options)
        harness.deploy(topology(job(), web()))
        assert set(other.authorizations) == {""}
        assert len(other.chronos.runs) == 1
    finally:
        other.close()


def test_without_chronos_nothing_is_asked_of_it(harness: Harness, standin: StandIn) -> None:
    options = {key: value for key, value in harness.endpoint.options.items() if key != "chronos"}
    harness.endpoint = Endpoint(harness.endpoint.url, harness.endpoint.credential, options)
    harness.deploy(topology(web()))
    harness.undeploy(topology(web()))
    assert standin.asked("GET", "/chronos") == 0
