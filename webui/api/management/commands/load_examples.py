"""Stores the examples of tosca-templates/ as service templates of a team."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from topology.errors import Invalid
from topology.examples import store_folder
from webui.accounts.selectors import team_named

AUTHOR = "Toposmith"


class Command(BaseCommand):
    help = "Store each example of tosca-templates/ as a service template, or a new version where it has changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--team", required=True, help="the name of the team that gets them")
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "tosca-templates")

    def handle(self, *args: Any, team: str, folder: Path, verbosity: int, **options: Any) -> str:
        owner = team_named(team)
        if owner is None:
            raise CommandError(f"There is no team named {team!r}.")
        examples = sorted({place.parent for place in folder.glob("[!.]*/*.yaml")})
        for example in examples:
            try:
                store_folder(team=owner, author=AUTHOR, folder=example)
            except Invalid as invalid:
                raise CommandError(f"{example.name}: {_sentence(invalid)}") from None
            if verbosity > 1:
                self.stderr.write(f"stored {example.name}")
        return str(len(examples))


def _sentence(invalid: Invalid) -> str:
    places = (f"{one.span.file}:{one.span.line}: {one.message}" for one in invalid.diagnostics)
    return "\n".join([invalid.message, *places])
