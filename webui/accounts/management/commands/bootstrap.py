"""``bootstrap``: the rows that a new installation begins with. Doing it again changes only what is missing."""

import json
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from provisioners.backends.contract import Right
from provisioners.models import Target
from provisioners.services.targets import create_target
from webui.accounts.models import Role, Team, User
from webui.accounts.services import create_team, create_user, make_one_time_password

TEAM = "Team"
USER = "admin"
TARGET = "This machine"


class Command(BaseCommand):
    """Writes one line of JSON for ``toposmith up``: the user, and a one-time password or null."""

    help = "Make the first team, its administrator, the local target and the examples, as far as they are missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--endpoint", required=True, help="the local Docker Engine's address")
        parser.add_argument("--new-password", action="store_true", help="a new one-time password in any case")

    def handle(self, *_: Any, **options: Any) -> None:
        team = Team.objects.filter(name=TEAM).first() or create_team(name=TEAM)
        user = User.objects.filter(username=USER).first() or create_user(username=USER, team=team, role=Role.ADMIN)
        if not Target.objects.filter(team=team).exists():
            create_target(
                team=team,
                name=TARGET,
                backend="compose",
                endpoint=options["endpoint"],
                rights=[Right.IMAGE_BUILD],
            )
        call_command("load_examples", team=team.name, verbosity=0)
        password = _password(user, wanted=options["new_password"])
        self.stdout.write(json.dumps({"user": user.username, "one_time_password": password}))


def _password(user: User, *, wanted: bool) -> str | None:
    has_own = user.has_usable_password() and not user.password_is_one_time
    return make_one_time_password(username=user.username) if wanted or not has_own else None
