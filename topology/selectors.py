"""Reading stored templates. Everything takes the team first and sees nothing of other teams."""

from uuid import UUID

from django.db.models import Model, Prefetch, QuerySet

from topology.errors import NotFound
from topology.graph.codec import decode
from topology.graph.model import TopologyGraph
from topology.models import ServiceTemplate, TemplateFile, TemplateVersion


def templates_of(team: Model) -> QuerySet[ServiceTemplate]:
    """The team's templates, each with ``latest_versions``: a list of its newest version, or of none."""
    newest = TemplateVersion.objects.order_by("-number")[:1]
    return ServiceTemplate.objects.filter(team_id=team.pk).prefetch_related(
        Prefetch("versions", queryset=newest, to_attr="latest_versions")
    )


def template_of(team: Model, template_id: UUID) -> ServiceTemplate:
    """One template, as :func:`templates_of` gives it. Raises :class:`NotFound`."""
    template = templates_of(team).filter(pk=template_id).first()
    if template is None:
        raise NotFound("There is no such service template.")
    return template


def versions_of(team: Model, template_id: UUID) -> QuerySet[TemplateVersion]:
    """The versions of one template. Raises :class:`NotFound`."""
    if not ServiceTemplate.objects.filter(team_id=team.pk, pk=template_id).exists():
        raise NotFound("There is no such service template.")
    return _versions(team).filter(template_id=template_id)


def version_of(team: Model, version_id: UUID) -> TemplateVersion:
    """One version with its files, their contents left out. Raises :class:`NotFound`."""
    version = _versions(team).filter(pk=version_id).first()
    if version is None:
        raise NotFound("There is no such version.")
    return version


def _versions(team: Model) -> QuerySet[TemplateVersion]:
    files = TemplateFile.objects.select_related("blob").defer("blob__data")
    return (
        TemplateVersion.objects.filter(team_id=team.pk)
        .select_related("template")
        .prefetch_related(Prefetch("files", queryset=files))
    )


def files_of(version: TemplateVersion) -> dict[str, bytes]:
    """The contents of a version's files by path."""
    pairs = TemplateFile.objects.filter(version=version).values_list("path", "blob__data")
    return {path: bytes(data) for path, data in pairs}


def file_digests(version: TemplateVersion) -> dict[str, str]:
    """The SHA-256 of the content of each of a version's files by path."""
    return dict(TemplateFile.objects.filter(version=version).values_list("path", "blob__digest"))


def file_of(team: Model, version_id: UUID, path: str) -> bytes:
    """The content of one file of a version. Raises :class:`NotFound`."""
    found = TemplateFile.objects.filter(version__team_id=team.pk, version_id=version_id, path=path).values_list(
        "blob__data", flat=True
    )
    for data in found:
        return bytes(data)
    raise NotFound("There is no such file.")


def graph_of(version: TemplateVersion) -> TopologyGraph:
    """The stored graph, read without inputs. Raises :class:`NotFound` when the version has errors."""
    if version.graph is None:
        raise NotFound("This version has errors and therefore no graph.")
    return decode(version.graph)
