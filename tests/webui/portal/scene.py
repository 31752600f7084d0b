"""What the browser sees in these tests, and the part of the workers: told line by line what happens to the shop."""

import json
import os
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from provisioners.events import append  # noqa: E402
from provisioners.models import Deployment, Inquiry, Instance, Operation, Step  # noqa: E402
from provisioners.planning.model import Action, Change, DataEffect, Plan, PlannedStep  # noqa: E402
from tests.rows import latest, make_instance_row, make_plan_row, make_target, make_team, make_template  # noqa: E402
from webui.accounts.models import Role  # noqa: E402
from webui.accounts.services import add_member, create_user  # noqa: E402
from webui.accounts.tokens import create_token  # noqa: E402

USERNAME, PASSWORD = "mara", "a quiet harbour at dawn"
STEPS = (PlannedStep("image", "pull", ("web",), title="Get the image"), PlannedStep("up", "up", ("web", "data")))
CHANGES = (
    Change("web", "toposmith.nodes.Container", Action.REPLACE, ("The image is another one.",)),
    Change("data", "toposmith.nodes.Volume", Action.DELETE, ("The template no longer has it.",), DataEffect.DESTROYS),
)


def make_scene() -> tuple[Deployment, Operation, dict[str, str]]:
    """A deployment that is being made, one with a plan that loses data, and somebody in two teams."""
    team, other = make_team(), make_team()
    user = create_user(username=USERNAME, password=PASSWORD, team=team, role=Role.ADMIN)
    add_member(team=other, user=user, role=Role.VIEWER)
    _, token = create_token(team=team, user=user, name="pipeline")
    version = latest(make_template(team, "shop"))
    target = make_target(team)
    shop, next_shop = (
        Deployment.objects.create(team=team, name=name, slug=name, version=version, target=target)
        for name in ("shop", "next-shop")
    )
    append(shop, "deployment.created", {"name": "shop"}, USERNAME)
    operation = _operation(shop)
    losing = make_plan_row(next_shop, Plan(CHANGES, STEPS))
    names = {
        "token": token,
        "deployment": str(shop.pk),
        "template": str(version.template_id),
        "plan": f"/deployments/{next_shop.pk}/plans/{losing.pk}",
    }
    return shop, operation, names


def _operation(deployment: Deployment) -> Operation:
    plan = make_plan_row(deployment, Plan((), STEPS))
    fields = {"team_id": deployment.team_id, "format_version": 1}
    operation = Operation.objects.create(
        deployment=deployment, plan=plan, kind="deploy", state="running", actor=USERNAME, **fields
    )
    for position, step in enumerate(STEPS):
        Step.objects.create(
            operation=operation,
            position=position,
            key=step.key,
            verb=step.verb,
            title=step.title,
            addresses=list(step.addresses),
            queue="default",
            **fields,
        )
    make_instance_row(deployment, "web", state="pending")
    make_instance_row(deployment, "data", state="pending", drift=["it is in another network"])
    return operation


def set_instance(deployment: Deployment, address: str, state: str, detail: str) -> None:
    body = {"address": address, "state": state, "detail": detail, "replicas": 1, "attributes": {}, "native_name": ""}
    Instance.objects.filter(deployment=deployment, address=address).update(state=state, detail=detail)
    append(deployment, "instance.state", body)


def set_drift(deployment: Deployment, address: str, drift: list[str]) -> None:
    Instance.objects.filter(deployment=deployment, address=address).update(drift=drift)
    append(deployment, "instance.drift", {"address": address, "drift": drift})


def answer_command(status: int, output: str) -> None:
    """Answer the command that somebody is waiting for, as soon as it is asked."""
    while not (asked := Inquiry.objects.filter(kind="execute", state="pending")).exists():
        time.sleep(0.05)
    asked.update(state="succeeded", answer=json.dumps({"status": status, "output": output}))


def set_step(operation: Operation, key: str, state: str, error: str) -> None:
    now = timezone.now()
    when = {"started_at": now} if state == "running" else {"finished_at": now}
    operation.steps.filter(key=key).update(state=state, error=error, attempt=1, **when)
    body: dict[str, Any] = {"operation_id": str(operation.pk), "key": key, "state": state, "attempt": 1, "error": error}
    append(operation.deployment, "step.state", body)


def set_operation(operation: Operation, state: str, error: str) -> None:
    Operation.objects.filter(pk=operation.pk).update(state=state, error=error, finished_at=timezone.now())
    body = {"operation_id": str(operation.pk), "kind": operation.kind, "state": state, "error": error}
    append(operation.deployment, "operation.state", body)


def report(operation: Operation, key: str, line: str) -> None:
    append(operation.deployment, "step.progress", {"operation_id": str(operation.pk), "key": key, "line": line})


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    call_command("migrate", verbosity=0)
    deployment, operation, names = make_scene()
    say(json.dumps(names))
    for line in sys.stdin:
        match line.rstrip("\n").split(" ", 3):
            case ["instance", address, state, *detail]:
                set_instance(deployment, address, state, " ".join(detail))
            case ["drift", address, *words]:
                set_drift(deployment, address, [" ".join(words)] if words else [])
            case ["answer", status, *output]:
                answer_command(int(status), " ".join(output))
            case ["step", key, state, *error]:
                set_step(operation, key, state, " ".join(error))
            case ["operation", state, *error]:
                set_operation(operation, state, " ".join(error))
            case ["progress", key, *text]:
                report(operation, key, " ".join(text))
        say("done")


main()
