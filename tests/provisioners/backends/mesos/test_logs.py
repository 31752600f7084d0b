"""Logs, from the files of Mesos's agents."""

from dataclasses import replace

import pytest

from provisioners.backends.contract import PlatformError
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import container, topology
from tests.standins.marathon.server import StandIn


def logs(harness: Harness, tail: int = 10) -> str:
    return harness.backend.logs(harness.deployment, "web", harness.endpoint, tail=tail)


def test_the_last_lines_of_a_task(harness: Harness) -> None:
    harness.deploy(topology(container()))
    assert logs(harness) == f"started /{harness.deployment}/web\nwith example.com/site:1\n"
    assert logs(harness, 1) == "with example.com/site:1\n"
    assert logs(harness, 0) == ""


def test_several_tasks_are_told_apart(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(container(count=2)))
    text = logs(harness)
    assert all(f"==> {task.identifier} <==" in text for task in standin.world.tasks)


def test_a_long_file_is_cut_to_its_end(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(container()))
    (name,) = standin.world.outputs
    standin.world.outputs[name] = "".join(f"line {number}\n" for number in range(300_000))
    text = logs(harness, 99_999)
    assert text.endswith("line 299999\n")
    assert text.count("\n") == 5000


def test_without_a_way_to_the_agents_the_reason_is_given(harness: Harness) -> None:
    harness.deploy(topology(container()))
    options = {key: value for key, value in harness.endpoint.options.items() if key != "agents"}
    harness.endpoint = replace(harness.endpoint, options=options)
    with pytest.raises(PlatformError, match="Set its option 'agents'"):
        logs(harness)


def test_an_agent_that_forgot_the_task(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(container()))
    standin.fail(200, path="/agent", body={"frameworks": []})
    with pytest.raises(PlatformError, match="knows nothing of the task"):
        logs(harness)


def test_an_agent_that_is_away(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(container()))
    standin.fail(502, path="/agent", body={"message": "Bad Gateway"})
    with pytest.raises(PlatformError, match=r"Mesos's agent refused \(502\): Bad Gateway") as raised:
        logs(harness)
    assert raised.value.transient
