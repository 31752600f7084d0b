"""Containers that end."""

from provisioners.containers.model import Concurrency, Job
from tests.provisioners.containers.reading import codes, container
from tests.provisioners.graphs import edge, node
from topology.graph.model import Node
from topology.record import replace
from topology.values.type_ref import TypeRef
from topology.values.value import Secret, Value

LINEAGE = TypeRef("toposmith.nodes.Job", ("toposmith.nodes.Job", "toposmith.nodes.Container", "tosca.nodes.Root"))


def job(address: str = "job", **properties: Value) -> Node:
    lines = {("properties", name): 20 for name in properties}
    return replace(node(address, image="j:1", lines=lines, **properties), type=LINEAGE)


def test_what_runs_without_end_is_no_job() -> None:
    assert container(node("web", image="w:1")).job is None


def test_the_defaults_are_those_of_the_profile() -> None:
    assert container(job()).job == Job()


def test_everything_said() -> None:
    found = container(
        job(
            schedule="0 3 * * 1-5",
            time_zone="Europe/Berlin",
            concurrency="replace",
            completions=4,
            parallelism=2,
            retries=0,
            time_limit="5 m",
        )
    )
    assert found.job == Job("0 3 * * 1-5", "Europe/Berlin", Concurrency.REPLACE, 4, 2, 0, 300_000_000)


def test_others_wait_for_it() -> None:
    found = container(node("web", image="w:1"), job("prepare"), edge("web", "dependency", "prepare"))
    assert found.waits_for == ("prepare",)


def test_a_schedule_is_no_secret() -> None:
    assert ("TS808", 20) in codes(job(schedule=Secret("input:x")))
