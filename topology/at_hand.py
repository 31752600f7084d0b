"""The substitutes that a team's templates may use: its own service templates that are marked, and the shipped ones."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Model

from topology.models import ServiceTemplate, TemplateVersion
from topology.selectors import files_of
from topology.shipped import ENTRIES, shipped_files

FOLDER = "team-substitutes"
"""Where they are among a template's files, each in a folder of its own."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """Substitutes as files beside those of a template: ``entries`` are the files that may stand for nodes."""

    files: Mapping[str, bytes]
    entries: tuple[str, ...]

    def used_by(self, names: Iterable[str]) -> "AtHand":
        """Those of which a file is named, with all that lies in their folder."""
        used = tuple(entry for entry in self.entries if entry in set(names))
        folders = tuple(_folder(entry) for entry in used)
        return AtHand({path: data for path, data in self.files.items() if path.startswith(folders)}, used)

    def covers(self, file: str) -> bool:
        """Whether a file is one of theirs."""
        return file in self.files


NONE_AT_HAND = AtHand({}, ())


def substitutes_at_hand(team: Model) -> AtHand:
    """The newest usable version of each of the team's templates that are marked as substitutes, then the shipped ones.

    Of several that fit, the first stands for a node.
    """
    files: dict[str, bytes] = {}
    entries = []
    for template in ServiceTemplate.objects.filter(team_id=team.pk, is_substitute=True):
        version = TemplateVersion.objects.filter(template=template, graph__isnull=False).order_by("-number").first()
        if version is not None:
            folder = f"{FOLDER}/{_readable(template.name)}-{template.pk.hex[:6]}"
            files |= {f"{folder}/{path}": content for path, content in files_of(version).items()}
            entries.append(f"{folder}/{version.entry}")
    return AtHand({**files, **shipped_files()}, (*entries, *ENTRIES))


def _readable(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "template"


def _folder(entry: str) -> str:
    """The substitute's own folder: the second part of its path is its name."""
    return "/".join(entry.split("/")[:2]) + "/"
