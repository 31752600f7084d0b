"""Containers that are meant to end, on a real Docker Engine."""

import pytest

from provisioners.backends.contract import NodeState, PlatformError
from tests.provisioners.backends.harness import Harness
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph

pytestmark = pytest.mark.engine
STAY = "trap 'exit 0' TERM; sleep 1000 & wait"


def shop(image: str, script: str) -> TopologyGraph:
    """A job, and a server that waits for its success."""
    return graph(
        node("migrate", "toposmith.nodes.Job", image=image, command=("sh", "-c", script), restart="no"),
        node("web", image=image, command=("sh", "-c", STAY), stop_grace_period="1 s"),
        edge("web", "dependency", "migrate"),
    )


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


def test_a_job_that_fails_is_told(harness: Harness, debian_base_image: str) -> None:
    wanted = shop(debian_base_image, "echo cannot; exit 7")
    try:
        with pytest.raises(PlatformError, match=r"(?s)exit 7.*The last lines of migrate:\ncannot") as raised:
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
