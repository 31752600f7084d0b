"""Storing folders that lie beside the program as service templates of a team."""

from pathlib import Path

from django.db.models import Model

from topology.csar import folder_entry, read_folder
from topology.errors import Invalid
from topology.models import ServiceTemplate
from topology.selectors import files_of
from topology.services import add_version, create_template


def store_folder(*, team: Model, author: str, folder: Path) -> ServiceTemplate:
    """Store a folder as the template of its name; when nothing has changed in it, nothing is stored.

    Raises :class:`Invalid` when it cannot be read or has errors.
    """
    contents, entry = read_folder(folder, folder.name), folder_entry(folder, folder.name)
    findings = [*contents.diagnostics, *([entry.diagnostic] if entry.diagnostic else [])]
    if findings or entry.path is None:
        raise Invalid(f"The folder {folder.name} cannot be read.", findings)
    template = ServiceTemplate.objects.filter(team_id=team.pk, name=folder.name).first()
    if template is None:
        return create_template(team=team, author=author, name=folder.name, files=contents.files, entry=entry.path)
    latest = template.versions.first()
    if latest is None or latest.entry != entry.path or files_of(latest) != contents.files:
        add_version(template=template, author=author, files=contents.files, entry=entry.path)
    return template
