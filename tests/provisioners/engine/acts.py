"""What a stage's own process does in its database: one JSON command a line on standard input, one answer a line.

``["start", "KIND"]``, ``["portrait"]``; see :class:`Acts`.
"""

import json
import sys
from pathlib import Path
from typing import Any

import django
from django.db import OperationalError, connection, transaction
from toposmith_fake.world import World

django.setup()

from provisioners.engine import wake  # noqa: E402 - Django comes first
from provisioners.models import Deployment, Event, Instance, Operation, Step, Target  # noqa: E402
from provisioners.services.operations import cancel_operation  # noqa: E402
from tests.provisioners.engine.scene import make_deployment, shop, start  # noqa: E402

WANTED = {"deploy": shop(), "upgrade": shop(web="web:2", size=2), "undeploy": None}
RECORDED = ("address", "native_name", "generation", "fingerprint", "deletion_policy", "state", "attributes", "replicas")


class CommonActs:
    """The commands that every stage knows, by name."""

    def cancel(self) -> None:
        cancel_operation(operation=Operation.objects.latest("created_at"), actor="somebody")

    def lose_messages(self) -> None:
        """From now on no wake-up is sent."""
        wake._send = lambda *_: None

    def can_write(self) -> bool:
        """Whether nobody is in the middle of writing."""
        connection.ensure_connection()
        if connection.vendor != "sqlite":
            return True
        try:
            connection.connection.execute("PRAGMA busy_timeout = 200")
            with transaction.atomic():
                return True
        except OperationalError:
            return False
        finally:
            connection.connection.execute("PRAGMA busy_timeout = 20000")

    def state(self) -> str:
        """The state of the newest operation."""
        return Operation.objects.latest("created_at").state

    def portrait(self) -> dict[str, Any]:
        """All that must be the same, however it came about."""
        deployment = Deployment.objects.get()
        return {
            "deployment": [deployment.state, deployment.outputs],
            "instances": list(Instance.objects.values_list(*RECORDED)),
            "operations": list(Operation.objects.order_by("created_at").values_list("kind", "state", "error")),
            "steps": list(Step.objects.order_by("operation__created_at", "position").values_list("key", "state")),
            "claims": list(Step.objects.exclude(claim=None).values_list("key", flat=True)),
        }

    def errors(self) -> list[str]:
        """What the steps of the newest operation say of their failure."""
        newest = Operation.objects.latest("created_at")
        return [step.error for step in Step.objects.filter(operation=newest) if step.error]

    def event_numbers(self) -> list[int]:
        return list(Event.objects.order_by("pk").values_list("number", flat=True))

    def step_events(self) -> list[Any]:
        """Key and state of each step event of the newest operation."""
        operation = str(Operation.objects.latest("created_at").pk)
        bodies = Event.objects.filter(kind="step.state").values_list("body", flat=True)
        return [[body["key"], body["state"]] for body in bodies if body["operation_id"] == operation]


class Acts(CommonActs):
    """The commands of a stage on the fake platform."""

    def __init__(self, world: Path, queue: str) -> None:
        if not Deployment.objects.exists():
            make_deployment(world)
        Target.objects.update(endpoint=World(world).url, queue=queue)
        self.deployment = Deployment.objects.get()

    def start(self, kind: str) -> None:
        start(self.deployment, WANTED[kind])


def serve(acts: CommonActs) -> None:
    """Carry out commands until there are no more."""
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(getattr(acts, name)(*arguments)), flush=True)  # noqa: T201 - its answer


if __name__ == "__main__":
    serve(Acts(Path(sys.argv[1]), sys.argv[2]))
