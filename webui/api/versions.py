"""``/versions``: one immutable state of a template: its files, findings, inputs and graph."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from topology.graph.codec import view, view_value
from topology.models import TemplateFile, TemplateVersion
from topology.selectors import file_of, graph_of, version_of
from webui.api.authentication import ApiRequest
from webui.api.problems import Problem

router = Router(tags=["versions"])


class FileOut(Schema):
    path: str
    size: int

    @staticmethod
    def resolve_size(file: TemplateFile) -> int:
        return file.blob.size


class DiagnosticOut(Schema):
    """A finding, as ``toposmith validate --format json`` writes it."""

    model_config = {"extra": "allow"}

    code: str
    severity: str
    message: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    path: list[str | int] = []
    help: str | None = None
    spec: str | None = None


class InputOut(Schema):
    name: str
    type: str
    required: bool
    secret: bool
    default: Any = None
    description: str | None
    constraints: list[str]


class VersionOut(Schema):
    id: UUID
    template_id: UUID
    number: int
    entry: str
    valid: bool
    author: str
    created_at: datetime
    files: list[FileOut]
    substitutes: list[str]
    diagnostics: list[DiagnosticOut]
    inputs: list[InputOut]

    @staticmethod
    def resolve_valid(version: TemplateVersion) -> bool:
        return version.graph is not None

    @staticmethod
    def resolve_files(version: TemplateVersion) -> list[TemplateFile]:
        return list(version.files.all())

    @staticmethod
    def resolve_inputs(version: TemplateVersion) -> list[dict[str, Any]]:
        return inputs_of(version)


class CapabilityOut(Schema):
    name: str
    type: str
    properties: dict[str, Any]


class ArtifactOut(Schema):
    name: str
    type: str
    file: str


class NodeOut(Schema):
    address: str
    name: str
    type: str
    lineage: list[str]
    description: str | None
    metadata: dict[str, str]
    properties: dict[str, Any]
    capabilities: list[CapabilityOut]
    artifacts: list[ArtifactOut]
    kind: str


class EdgeOut(Schema):
    source: str
    requirement: str
    index: int
    target: str
    capability: str | None
    relationship: str
    kind: str


class OutputOut(Schema):
    name: str
    description: str | None


class GraphOut(Schema):
    """Secret values are ``{"secret": REFERENCE}``, unknown ones ``{"unknown": "db.address"}``."""

    nodes: list[NodeOut]
    edges: list[EdgeOut]
    outputs: list[OutputOut]


@router.get("/{version_id}", response=VersionOut)
def get_version(request: ApiRequest, response: HttpResponse, version_id: UUID) -> TemplateVersion:
    """One version with its findings and inputs."""
    version = version_of(request.auth.team, version_id)
    response["ETag"] = version_etag(version.number)
    return version


@router.get("/{version_id}/graph", response=GraphOut)
def get_graph(request: ApiRequest, version_id: UUID) -> dict[str, Any]:
    """The topology graph, read without inputs."""
    return view(graph_of(version_of(request.auth.team, version_id)))


@router.get(
    "/{version_id}/files/{path:path}",
    openapi_extra={"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}},
)
def get_file(request: ApiRequest, version_id: UUID, path: str) -> HttpResponse:
    """The content of one file. Always plain text, so that a browser runs nothing of it."""
    content = file_of(request.auth.team, version_id, path)
    return HttpResponse(content, content_type="text/plain; charset=utf-8")


def inputs_of(version: TemplateVersion) -> list[dict[str, Any]]:
    """What the version asks of a deployment."""
    if version.graph is None:
        return []
    return [
        {
            "name": item.name,
            "type": item.type,
            "required": item.required,
            "secret": item.secret,
            "default": view_value(item.default),
            "description": item.description,
            "constraints": list(item.constraints),
        }
        for item in graph_of(version).inputs.values()
    ]


def version_etag(number: int) -> str:
    """The ``ETag`` of a template whose latest version has this number."""
    return f'"{number}"'


def expected_number(request: HttpRequest) -> int | None:
    """The number of the latest version that ``If-Match`` names; None when the header is absent or ``*``."""
    header = request.headers.get("If-Match", "*").strip()
    if header == "*":
        return None
    match = re.fullmatch(r'"(\d{1,9})"', header)
    if match is None:
        raise Problem(412, "version_outdated", "If-Match is not the ETag of a version.")
    return int(match[1])
