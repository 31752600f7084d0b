"""A worker's way through an operation, in this process: what is run, recorded and told."""

from toposmith_fake.world import World

from provisioners.engine import runner
from provisioners.models import Deployment, Event
from tests.provisioners.engine.scene import shop, start, step_states


def events(deployment: Deployment, kind: str) -> list[dict]:
    return list(Event.objects.filter(deployment=deployment, kind=kind).values_list("body", flat=True))


def test_an_operation_is_carried_out(deployment: Deployment, world: World) -> None:
    operation = start(deployment, shop())
    runner.look_at(operation.pk)
    operation.refresh_from_db()
    deployment.refresh_from_db()
    assert set(step_states(operation).values()) == {"succeeded"}
    assert (operation.state, operation.error, deployment.state) == ("succeeded", "", "deployed")
    assert sorted(world.instances()) == [f"shop-abc-{name}-g1" for name in ("data", "db", "net", "web")]
    assert deployment.outputs == {"url": "http://10.0.0.4", "password": {"secret": "input:password"}}
