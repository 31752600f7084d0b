"""The part of the workers: makes rows in the server's database, and does what it is told line by line."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from provisioners.events import append  # noqa: E402
from provisioners.models import Deployment, Target  # noqa: E402
from tests.rows import make_team, make_user  # noqa: E402
from topology.models import ServiceTemplate, TemplateVersion  # noqa: E402
from webui.accounts.models import Membership  # noqa: E402
from webui.accounts.tokens import create_token  # noqa: E402


def make_rows() -> tuple[Deployment, str]:
    team = make_team()
    template = ServiceTemplate.objects.create(team=team, name="shop")
    version = TemplateVersion.objects.create(team=team, template=template, number=1, entry="a.yaml", author="a")
    target = Target.objects.create(team=team, name="here", backend="compose", endpoint="unix:///run/none.sock")
    deployment = Deployment.objects.create(team=team, name="shop", slug="shop", version=version, target=target)
    append(deployment, "deployment.created", {"name": "shop"}, "somebody")
    user = make_user(team)
    _, token = create_token(team=team, user=user, name="tests")
    return deployment, token


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    call_command("migrate", verbosity=0)
    deployment, token = make_rows()
    say(json.dumps({"deployment": str(deployment.pk), "token": token}))
    for line in sys.stdin:
        match line.split():
            case ["append", text]:
                append(deployment, "step.progress", {"line": text})
            case ["withdraw"]:
                Membership.objects.all().delete()
        say("done")


main()
