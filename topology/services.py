"""Storing templates. A version is stored whole or not at all, and only when it has no errors."""

import hashlib
from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError

from topology.at_hand import NONE_AT_HAND, AtHand, substitutes_at_hand
from topology.diagnostics.codec import as_dict
from topology.errors import Conflict, Invalid, NotFound, Refused
from topology.graph.codec import encode
from topology.models import Blob, ServiceTemplate, TemplateFile, TemplateVersion
from topology.reading import Reading
from topology.record import ValueRecord
from topology.sandbox import read_in_child
from topology.selectors import files_of, graph_of
from topology.stored_files import checked_files, choose_entry
from topology.values.value import Value


def create_template(
    *,
    team: Model,
    author: str,
    name: str,
    files: Mapping[str, bytes],
    entry: str | None = None,
    description: str = "",
) -> ServiceTemplate:
    """Store a template with its first version.

    Raises :class:`Conflict` when the name is taken, :class:`Invalid` with all diagnostics when it has errors.
    """
    if ServiceTemplate.objects.filter(team_id=team.pk, name=name).exists():
        raise _name_taken(name)
    content = _readable(team, files, entry)
    try:
        with transaction.atomic():
            template = ServiceTemplate.objects.create(
                team_id=team.pk, name=name, description=description or content.description
            )
            _store_version(template, 1, author, content)
    except IntegrityError:
        raise _name_taken(name) from None
    return template


def add_version(
    *,
    template: ServiceTemplate,
    author: str,
    files: Mapping[str, bytes],
    entry: str | None = None,
    expected_latest: int | None = None,
) -> TemplateVersion:
    """Store the next version of a template.

    Raises :class:`VersionOutdated` when ``expected_latest`` is given and is not the number of the latest version,
    :class:`Invalid` with all diagnostics when it has errors.
    """
    _check_latest(template, expected_latest)
    content = _readable(template.team, files, entry)
    with transaction.atomic():
        if not ServiceTemplate.objects.select_for_update().filter(pk=template.pk).exists():
            raise NotFound("There is no such service template.")
        latest = _check_latest(template, expected_latest)
        return _store_version(template, latest + 1, author, content)


def delete_template(*, template: ServiceTemplate) -> None:
    """Delete a template and its versions. Raises :class:`Conflict` while something is made of one of them."""
    try:
        with transaction.atomic():
            template.delete()
    except ProtectedError:
        raise Conflict(
            "template_in_use", "Deployments or their plans are made of this template. Delete these deployments first."
        ) from None


def read_version(version: TemplateVersion, *, inputs: Mapping[str, Value]) -> Reading:
    """Read a stored version again, with the inputs of a deployment."""
    return read_in_child(files_of(version), version.entry, inputs, substitutes=version.substitutes)


def mark_substitute(*, template: ServiceTemplate, is_substitute: bool) -> None:
    """Let a template stand for abstract nodes of versions that are stored from now on, or no longer.

    Raises :class:`Refused` when its latest version does not say which type of node it stands for.
    """
    if is_substitute:
        latest = template.versions.order_by("-number").first()
        if latest is None or graph_of(latest).substitutes is None:
            message = "The template has no 'substitution_mappings' that say which type of node it stands for."
            raise Refused("no_substitute", message)
    template.is_substitute = is_substitute
    template.save(update_fields=["is_substitute"])


class VersionOutdated(Conflict):
    """Somebody else stored a version in between."""

    def __init__(self, latest: int) -> None:
        super().__init__("version_outdated", f"The latest version is number {latest} by now. Look at it first.")


def _check_latest(template: ServiceTemplate, expected: int | None) -> int:
    numbers = TemplateVersion.objects.filter(template=template).order_by("-number").values_list("number", flat=True)
    latest = numbers.first() or 0
    if expected is not None and expected != latest:
        raise VersionOutdated(latest)
    return latest


class _Content(ValueRecord):
    files: Mapping[str, bytes]
    entry: str
    reading: Reading
    substitutes: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        return (self.reading.graph.description if self.reading.graph else None) or ""


def _readable(team: Model, files: Mapping[str, bytes], wanted: str | None) -> _Content:
    files = checked_files(files)
    entry = choose_entry(files, wanted)
    content = _read(files, entry, substitutes_at_hand(team))
    if content.reading.graph is None:
        count = sum(1 for one in content.reading.diagnostics if one.is_error)
        raise Invalid(f"The template has {count} error{'s' if count != 1 else ''}.", content.reading.diagnostics)
    return content


def _read(files: Mapping[str, bytes], entry: str, at_hand: AtHand) -> _Content:
    """What is read with the substitutes at hand, of which those that stand for something are kept with the files.

    A template that has a file of the same path keeps its own. Where a substitute of another template goes wrong here,
    it is as if there were none.
    """
    reading = read_in_child({**at_hand.files, **files}, entry, None, substitutes=at_hand.entries)
    if any(one.is_error and at_hand.covers(one.span.file) for one in reading.diagnostics):
        return _read(files, entry, NONE_AT_HAND)
    named = reading.graph.substitutions.values() if reading.graph else ()
    used = at_hand.used_by(one.template for one in named)
    told = [one for one in reading.diagnostics if used.covers(one.span.file) or not at_hand.covers(one.span.file)]
    return _Content({**used.files, **files}, entry, Reading(reading.graph, tuple(told)), used.entries)


def _store_version(template: ServiceTemplate, number: int, author: str, content: _Content) -> TemplateVersion:
    graph = content.reading.graph
    version = TemplateVersion.objects.create(
        team_id=template.team_id,
        template=template,
        number=number,
        entry=content.entry,
        graph=encode(graph) if graph else None,
        diagnostics=[as_dict(diagnostic) for diagnostic in content.reading.diagnostics],
        substitutes=list(content.substitutes),
        author=author,
    )
    TemplateFile.objects.bulk_create(
        TemplateFile(version=version, path=path, blob=store_blob(team_id=template.team_id, data=data))
        for path, data in content.files.items()
    )
    return version


def store_blob(*, team_id: UUID, data: bytes) -> Blob:
    """The team's blob with this content, stored once."""
    digest = hashlib.sha256(data).hexdigest()
    blob, _ = Blob.objects.get_or_create(team_id=team_id, digest=digest, defaults={"size": len(data), "data": data})
    return blob


def _name_taken(name: str) -> Conflict:
    return Conflict("name_taken", f"The team already has a service template named {name!r}.")
