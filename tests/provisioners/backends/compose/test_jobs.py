"""Containers that are meant to end, on a real Docker Engine."""

import pytest

from provisioners.backends.contract import NodeState, PlatformError
from provisioners.containers.names import project_name
from tests.provisioners.backends.compose.conftest import docker, inspect
from tests.provisioners.backends.harness import Harness
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import Edge, Node, TopologyGraph
from topology.values.value import Value

pytestmark = pytest.mark.engine
STAY = "trap 'exit 0' TERM; sleep 1000 & wait"
AT_THE_SECOND_TRY = "test -e /data/x || { touch /data/x; exit 1; }"


def shop(image: str, script: str) -> TopologyGraph:
    """A job, and a server that waits for its success."""
    return graph(
        node("migrate", "toposmith.nodes.Job", image=image, command=("sh", "-c", script), restart="no"),
        node("web", image=image, command=("sh", "-c", STAY), stop_grace_period="1 s"),
        edge("web", "dependency", "migrate"),
    )


def with_data(*parts: Node | Edge) -> TopologyGraph:
    """A graph whose node ``migrate`` has a volume that goes with the deployment."""
    data = node("data", "toposmith.nodes.Volume", deletion_policy="delete")
    return graph(*parts, data, edge("migrate", "storage", "data", location="/data"))


def test_a_job_that_has_ended_well_has_succeeded(harness: Harness, debian_base_image: str) -> None:
    wanted = shop(debian_base_image, "echo moved")
    try:
        harness.deploy(wanted)
        found = harness.observe()
        assert (found["migrate"].state, found["migrate"].replicas) == (NodeState.SUCCEEDED, 0)
        assert found["web"].state is NodeState.RUNNING
        assert harness.plan(wanted).plan.is_empty
    finally:
        harness.undeploy(wanted)


def test_a_job_alone_is_done_when_it_has_ended(harness: Harness, debian_base_image: str) -> None:
    wanted = graph(node("migrate", "toposmith.nodes.Job", image=debian_base_image, command=("true",), restart="no"))
    try:
        harness.deploy(wanted)
        assert harness.observe()["migrate"].state is NodeState.SUCCEEDED
    finally:
        harness.undeploy(wanted)


@pytest.mark.parametrize("is_awaited", [True, False], ids=["awaited", "alone"])
def test_a_job_may_fail_and_run_again(harness: Harness, debian_base_image: str, is_awaited: bool) -> None:
    command = ("sh", "-c", AT_THE_SECOND_TRY)
    job = node("migrate", "toposmith.nodes.Job", image=debian_base_image, command=command, restart="on-failure")
    web = node("web", image=debian_base_image, command=("sh", "-c", STAY), stop_grace_period="1 s")
    wanted = with_data(job, *((web, edge("web", "dependency", "migrate")) if is_awaited else ()))
    try:
        harness.deploy(wanted)
        found = harness.observe()
        assert found["migrate"].state is NodeState.SUCCEEDED
        assert inspect("container", f"{project_name(harness.deployment)}-migrate-1")["RestartCount"] == 1
        assert not is_awaited or found["web"].state is NodeState.RUNNING
    finally:
        harness.undeploy(wanted)


def test_a_server_may_crash_before_it_is_healthy(harness: Harness, debian_base_image: str) -> None:
    command = ("sh", "-c", f"{AT_THE_SECOND_TRY}; touch /tmp/well; {STAY}")
    check: dict[str, Value] = {"command": ("test", "-e", "/tmp/well"), "interval": "1 s"}
    wanted = with_data(node("migrate", image=debian_base_image, command=command, health_check=check))
    try:
        harness.deploy(wanted)
        assert harness.observe()["migrate"].state is NodeState.RUNNING
    finally:
        harness.undeploy(wanted)


def test_jobs_behind_jobs_and_servers_behind_those(harness: Harness, debian_base_image: str) -> None:
    said = {
        name: node(
            name,
            "toposmith.nodes.Job",
            image=debian_base_image,
            command=("sh", "-c", f"{script} >> /data/said"),
            restart="no",
        )
        for name, script in (("migrate", "sleep 1; echo first"), ("fill", "echo second"))
    }
    web = node("web", image=debian_base_image, command=("sh", "-c", f"cat /data/said; {STAY}"), stop_grace_period="1 s")
    wanted = with_data(
        *said.values(),
        web,
        *(edge(name, "storage", "data", location="/data") for name in ("fill", "web")),
        edge("fill", "dependency", "migrate"),
        edge("web", "dependency", "fill"),
    )
    try:
        harness.deploy(wanted)
        web_id = inspect("container", f"{project_name(harness.deployment)}-web-1")["Id"]
        assert docker("logs", web_id).split() == ["first", "second"]
        harness.recorded = ()
        harness.deploy(wanted)
        assert inspect("container", f"{project_name(harness.deployment)}-web-1")["Id"] == web_id
    finally:
        harness.undeploy(wanted)


def test_a_job_that_fails_is_told(harness: Harness, debian_base_image: str) -> None:
    wanted = shop(debian_base_image, "echo cannot; exit 7")
    try:
        with pytest.raises(
            PlatformError, match=r"(?s)migrate-1 ended with status 7.*The last lines of migrate:\ncannot"
        ) as raised:
            harness.deploy(wanted)
        assert raised.value.addresses == ("migrate",)
        assert harness.observe()["migrate"].state is NodeState.FAILED
    finally:
        harness.undeploy(wanted)


def test_a_failing_job_that_nobody_waits_for_fails_the_step(harness: Harness, debian_base_image: str) -> None:
    wanted = graph(
        node(
            "migrate",
            "toposmith.nodes.Job",
            image=debian_base_image,
            command=("sh", "-c", "echo no luck; false"),
            restart="no",
        ),
        node("web", image=debian_base_image, command=("sh", "-c", STAY), stop_grace_period="1 s"),
    )
    try:
        with pytest.raises(PlatformError, match=r"(?s)migrate-1 ended with status 1.*\nno luck"):
            harness.deploy(wanted)
        assert harness.observe()["web"].state is NodeState.RUNNING
    finally:
        harness.undeploy(wanted)
