"""Writes docs/api/openapi.json anew."""

from typing import Any

from django.core.management.base import BaseCommand

from webui.api.openapi import COMMITTED, description


class Command(BaseCommand):
    help = "Write the API's description to docs/api/openapi.json."

    def handle(self, *args: Any, **options: Any) -> None:
        COMMITTED.parent.mkdir(parents=True, exist_ok=True)
        COMMITTED.write_text(description())
        self.stdout.write(f"wrote {COMMITTED.name}")
