"""Local volumes on the stand-in: kept through changes, destroyed only where the plan said so."""

import pytest

from provisioners.backends.contract import NodeState, PlatformError
from provisioners.planning.model import Action, DataEffect
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import by_hand, container, eventually, kill_at, topology
from tests.provisioners.graphs import edge, node
from tests.standins.marathon.server import StandIn
from topology.graph.model import TopologyGraph
from topology.values.value import Value


def graph(size: str = "1 GB", policy: str = "delete", **own: Value) -> TopologyGraph:
    data = node("data", "toposmith.nodes.Volume", deletion_policy=policy, size=size)
    return topology(container("db", **own), data, edge("db", "storage", "data", location="/data"))


def volumes(standin: StandIn) -> list[str]:
    return sorted(name for _, _, name in standin.world.volumes)


def test_data_stays_through_changes(harness: Harness, standin: StandIn) -> None:
    harness.deploy(graph())
    before = volumes(standin)
    for number in range(3):
        harness.deploy(graph(environment={"N": str(number)}))
    assert volumes(standin) == before
    assert standin.world.destroyed == []
    (task,) = standin.world.tasks
    assert task.environment == {"N": "2"}


def test_a_task_comes_back_to_its_data(harness: Harness, standin: StandIn) -> None:
    harness.deploy(graph())
    before = volumes(standin)
    with standin.world.lock:
        standin.world.fail(standin.world.tasks[0], "TASK_FAILED", "the agent was restarted")
    assert eventually(lambda: harness.observe()["db"].state is NodeState.RUNNING)
    assert volumes(standin) == before


@pytest.mark.parametrize("own", [{"size": "2 GB"}, {"memory": "1 GB"}])
def test_what_marathon_cannot_change_is_planned_as_a_loss_and_made_anew(
    harness: Harness, standin: StandIn, own: dict[str, Value]
) -> None:
    harness.deploy(graph())
    before = volumes(standin)
    planned = harness.plan(graph(**own))  # type: ignore[arg-type]
    effects = {change.address: (change.action, change.data) for change in planned.plan.changes}
    assert effects["data"] == (Action.REPLACE, DataEffect.DESTROYS)
    harness.deploy(graph(**own))  # type: ignore[arg-type]
    assert standin.world.destroyed == before
    assert harness.observe()["db"].state is NodeState.RUNNING
    assert harness.plan(graph(**own)).plan.is_empty  # type: ignore[arg-type]


def test_a_worker_that_dies_while_data_is_replaced(harness: Harness, standin: StandIn) -> None:
    harness.deploy(graph())
    before = volumes(standin)
    kill_at(standin, harness, "removed with its volume", lambda: harness.deploy(graph(size="2 GB")))
    assert volumes(standin) == before
    harness.deploy(graph(size="2 GB"))
    assert standin.world.destroyed == before


def test_data_is_not_destroyed_when_the_plan_does_not_say_so(harness: Harness, standin: StandIn) -> None:
    """What is there differs in a way that nobody planned: somebody made the application anew by hand."""
    harness.deploy(graph())
    key = f"/{harness.deployment}/db"
    with standin.world.lock:
        app = {name: value for name, value in standin.world.apps[key].items() if name not in ("version", "versionInfo")}
        standin.world.change({}, standin.routes.groups.all, force=False)
    eventually(lambda: not standin.world.deployments)
    with standin.world.lock:
        standin.world.change({key: {**app, "mem": 999}}, standin.routes.groups.all, force=False)
    eventually(lambda: not standin.world.deployments)
    before = volumes(standin)
    with pytest.raises(PlatformError, match="does not give up its data"):
        harness.deploy(graph(environment={"A": "1"}))
    assert volumes(standin) == before


def test_a_volume_that_left_the_template_goes_with_its_data(harness: Harness, standin: StandIn) -> None:
    harness.deploy(graph())
    before = volumes(standin)
    plan = harness.deploy(topology(container("db"))).plan
    assert {change.address: change.data for change in plan.changes}["data"] is DataEffect.DESTROYS
    assert standin.world.destroyed == before
    assert harness.observe().keys() == {"db"}


def test_removing_all_destroys_the_data(harness: Harness, standin: StandIn) -> None:
    harness.deploy(graph())
    before = volumes(standin)
    harness.undeploy(graph())
    assert standin.world.destroyed == before


def test_a_volume_of_a_driver_is_handed_over_by_its_name(harness: Harness, standin: StandIn) -> None:
    harness.options = {**harness.options, "volume_driver": "rexray"}
    harness.deploy(graph(policy="retain"))
    (mount,) = standin.world.apps[f"/{harness.deployment}/db"]["container"]["volumes"]
    assert mount["external"]["name"] == f"{harness.deployment}-data-g1"
    planned = harness.plan(topology(container("db")))
    assert {change.address: change.data for change in planned.plan.changes}["data"] is DataEffect.ABANDONS


def test_a_driver_that_marathon_does_not_have(harness: Harness, standin: StandIn) -> None:
    harness.options = {**harness.options, "volume_driver": "rexray"}
    standin.world.features = frozenset()
    with pytest.raises(PlatformError, match="external_volumes is not enabled"):
        harness.deploy(graph(policy="retain"))


def test_a_meddled_environment_does_not_cost_the_data(harness: Harness, standin: StandIn) -> None:
    harness.deploy(graph())
    before = volumes(standin)
    by_hand(standin, f"/{harness.deployment}/db", env={"A": "by hand"})
    eventually(lambda: not standin.world.deployments)
    harness.recorded = ()
    harness.deploy(graph())
    assert volumes(standin) == before
