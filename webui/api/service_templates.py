"""``/service-templates``: stored templates and their versions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile

from provisioners.selectors.deployments import count_by_template
from topology.models import ServiceTemplate, TemplateVersion
from topology.selectors import template_of, templates_of, versions_of
from topology.services import add_version, create_template, delete_template, mark_substitute
from webui.api.authentication import ApiRequest
from webui.api.idempotency import idempotent
from webui.api.pagination import PageQuery, paginate
from webui.api.uploads import uploaded_files
from webui.api.versions import VersionOut, expected_number, version_etag

router = Router(tags=["service templates"])


class LatestOut(Schema):
    id: UUID
    number: int
    valid: bool
    errors: int
    warnings: int
    node_count: int

    @staticmethod
    def resolve_valid(version: TemplateVersion) -> bool:
        return version.graph is not None

    @staticmethod
    def resolve_errors(version: TemplateVersion) -> int:
        return _count(version, "error")

    @staticmethod
    def resolve_warnings(version: TemplateVersion) -> int:
        return _count(version, "warning")

    @staticmethod
    def resolve_node_count(version: TemplateVersion) -> int:
        return len((version.graph or {}).get("nodes", ()))


class TemplateOut(Schema):
    id: UUID
    name: str
    description: str
    is_substitute: bool
    created_at: datetime
    latest: LatestOut | None
    deployments: int


class TemplateChange(Schema):
    """``is_substitute``: whether it may stand for abstract nodes of versions that are stored from now on."""

    is_substitute: bool


class TemplatePage(Schema):
    items: list[TemplateOut]
    next: str | None


class VersionSummary(Schema):
    id: UUID
    number: int
    entry: str
    valid: bool
    author: str
    created_at: datetime

    @staticmethod
    def resolve_valid(version: TemplateVersion) -> bool:
        return version.graph is not None


class VersionPage(Schema):
    items: list[VersionSummary]
    next: str | None


class UploadFields(Schema):
    """The files come as an archive (zip or tar) in ``archive``, or one by one in ``files``."""

    entry: str | None = Field(None, max_length=500, description="The template to begin with, if not the only one.")
    paths: list[str] = Field([], description="The path of each of `files` in the template's folder, in their order.")


class TemplateFields(UploadFields):
    name: str = Field(min_length=1, max_length=120)
    description: str = ""


@router.get("", response=TemplatePage)
def list_templates(request: ApiRequest, page: PageQuery) -> dict[str, Any]:
    """The team's service templates by name."""
    found = paginate(templates_of(request.auth.team), ("name", "id"), page)
    counts = count_by_template(request.auth.team, [template.pk for template in found["items"]])
    return {**found, "items": [_template(one, counts.get(one.pk, 0)) for one in found["items"]]}


@router.post("", response={201: TemplateOut})
@idempotent
def post_template(
    request: ApiRequest,
    response: HttpResponse,
    *,
    fields: Form[TemplateFields],
    archive: File[UploadedFile | None] = None,
    files: File[list[UploadedFile] | None] = None,
) -> Status[Any]:
    """Store a new service template with its first version; refused with all its diagnostics when it has errors."""
    template = create_template(
        team=request.auth.team,
        author=request.auth.user.username,
        name=fields.name,
        description=fields.description,
        files=uploaded_files(archive, files or [], fields.paths),
        entry=fields.entry,
    )
    made = template_of(request.auth.team, template.pk)
    _describe(response, made)
    return Status(201, _template(made, 0))


@router.get("/{template_id}", response=TemplateOut)
def get_template(request: ApiRequest, response: HttpResponse, template_id: UUID) -> dict[str, Any]:
    """One service template; its ``ETag`` is the number of the latest version."""
    template = template_of(request.auth.team, template_id)
    _describe(response, template)
    counts = count_by_template(request.auth.team, [template_id])
    return _template(template, counts.get(template_id, 0))


@router.patch("/{template_id}", response=TemplateOut)
def patch_template(request: ApiRequest, template_id: UUID, data: TemplateChange) -> dict[str, Any]:
    """Let a template stand for abstract nodes of the team's other templates, or no longer."""
    template = template_of(request.auth.team, template_id)
    mark_substitute(template=template, is_substitute=data.is_substitute)
    return _template(template, count_by_template(request.auth.team, [template_id]).get(template_id, 0))


@router.delete("/{template_id}", response={204: None})
def remove_template(request: ApiRequest, template_id: UUID) -> Status[Any]:
    """Delete a service template with all its versions; refused while a deployment is made of one of them."""
    delete_template(template=template_of(request.auth.team, template_id))
    return Status(204, None)


@router.get("/{template_id}/versions", response=VersionPage)
def list_versions(request: ApiRequest, template_id: UUID, page: PageQuery) -> dict[str, Any]:
    """A template's versions, the newest first."""
    return paginate(versions_of(request.auth.team, template_id), ("-number",), page)


@router.post("/{template_id}/versions", response={201: VersionOut})
@idempotent
def post_version(
    request: ApiRequest,
    response: HttpResponse,
    template_id: UUID,
    *,
    fields: Form[UploadFields],
    archive: File[UploadedFile | None] = None,
    files: File[list[UploadedFile] | None] = None,
) -> Status[Any]:
    """Store a new version. With ``If-Match`` it is refused (412) when the latest version is another one by now."""
    version = add_version(
        template=template_of(request.auth.team, template_id),
        author=request.auth.user.username,
        files=uploaded_files(archive, files or [], fields.paths),
        entry=fields.entry,
        expected_latest=expected_number(request),
    )
    response["ETag"] = version_etag(version.number)
    response["Location"] = f"/api/v1/versions/{version.pk}"
    return Status(201, version)


def _template(template: ServiceTemplate, deployments: int) -> dict[str, Any]:
    return {
        "id": template.pk,
        "name": template.name,
        "description": template.description,
        "is_substitute": template.is_substitute,
        "created_at": template.created_at,
        "latest": _latest(template),
        "deployments": deployments,
    }


def _latest(template: ServiceTemplate) -> TemplateVersion | None:
    found: list[TemplateVersion] = getattr(template, "latest_versions", [])
    return found[0] if found else None


def _describe(response: HttpResponse, template: ServiceTemplate) -> None:
    latest = _latest(template)
    response["Location"] = f"/api/v1/service-templates/{template.pk}"
    if latest:
        response["ETag"] = version_etag(latest.number)


def _count(version: TemplateVersion, severity: str) -> int:
    return sum(1 for diagnostic in version.diagnostics if diagnostic["severity"] == severity)
