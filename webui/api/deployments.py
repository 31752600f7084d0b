"""``/deployments``: versions of templates on targets."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status

from provisioners.models import Deployment, DeploymentState, Operation
from provisioners.selectors.deployments import deployment_of, deployments_of, instances_of
from provisioners.services.deployments import change_deployment, create_deployment, delete_deployment
from topology.graph.codec import decode_value, view_value
from webui.api.authentication import ApiRequest
from webui.api.idempotency import idempotent
from webui.api.operations import OperationSummary
from webui.api.pagination import PageQuery, paginate

router = Router(tags=["deployments"])


class DeploymentIn(Schema):
    name: str = Field(min_length=1, max_length=80)
    version_id: UUID
    target_id: UUID
    inputs: dict[str, Any] = {}


class DeploymentChange(Schema):
    """``inputs`` replace those before; a secret input that is not sent again keeps its value.

    Another target can be chosen while nothing of the deployment is on its present one.
    """

    version_id: UUID | None = None
    target_id: UUID | None = None
    inputs: dict[str, Any] | None = None


class TemplateRef(Schema):
    id: UUID
    name: str


class VersionRef(Schema):
    id: UUID
    number: int


class TargetRef(Schema):
    id: UUID
    name: str
    backend: str


class DeploymentOut(Schema):
    """Secret inputs are ``{"secret": "input:NAME"}``, outputs without a value yet ``{"unknown": ...}``.

    ``drifted`` counts the nodes that somebody else has changed on the platform.
    """

    id: UUID
    name: str
    slug: str
    state: DeploymentState
    template: TemplateRef
    version: VersionRef
    target: TargetRef
    inputs: dict[str, Any]
    outputs: dict[str, Any]
    drifted: int
    last_event: int
    created_at: datetime
    operation: OperationSummary | None

    @staticmethod
    def resolve_template(deployment: Deployment) -> Any:
        return deployment.version.template

    @staticmethod
    def resolve_inputs(deployment: Deployment) -> dict[str, Any]:
        shown = {name: view_value(decode_value(value)) for name, value in deployment.inputs.items()}
        for reference in deployment.sealed_secrets:
            shown[reference.removeprefix("input:")] = {"secret": reference}
        return shown

    @staticmethod
    def resolve_operation(deployment: Deployment) -> Operation | None:
        found: list[Operation] = getattr(deployment, "latest_operations", [])
        return found[0] if found else None


class DeploymentPage(Schema):
    items: list[DeploymentOut]
    next: str | None


class InstanceOut(Schema):
    """``drift`` says in words what somebody else changed since the last deploy; another deploy mends it."""

    address: str
    node_type: str
    native_name: str
    generation: int
    state: str
    detail: str
    attributes: dict[str, Any]
    replicas: int
    drift: list[str]
    observed_at: datetime | None
    deletion_policy: str


class InstancePage(Schema):
    items: list[InstanceOut]
    next: str | None


@router.get("", response=DeploymentPage)
def list_deployments(request: ApiRequest, page: PageQuery) -> dict[str, Any]:
    """The team's deployments, the newest first."""
    return paginate(deployments_of(request.auth.team), ("-created_at", "id"), page)


@router.post("", response={201: DeploymentOut})
@idempotent
def post_deployment(request: ApiRequest, response: HttpResponse, data: DeploymentIn) -> Status[Any]:
    """A new deployment. Nothing runs yet: make a plan and carry it out."""
    deployment = create_deployment(
        team=request.auth.team,
        actor=request.auth.user.username,
        name=data.name,
        version_id=data.version_id,
        target_id=data.target_id,
        inputs=data.inputs,
        max_deployments=request.auth.team.max_deployments,
    )
    response["Location"] = f"/api/v1/deployments/{deployment.pk}"
    return Status(201, deployment_of(request.auth.team, deployment.pk))


@router.get("/{deployment_id}", response=DeploymentOut)
def get_deployment(request: ApiRequest, deployment_id: UUID) -> Deployment:
    """One deployment with its latest operation."""
    return deployment_of(request.auth.team, deployment_id)


@router.patch("/{deployment_id}", response=DeploymentOut)
def patch_deployment(request: ApiRequest, deployment_id: UUID, data: DeploymentChange) -> Deployment:
    """Another version, target or other inputs. Nothing runs yet: make a plan and carry it out."""
    change_deployment(
        deployment=deployment_of(request.auth.team, deployment_id),
        actor=request.auth.user.username,
        version_id=data.version_id,
        target_id=data.target_id,
        inputs=data.inputs,
    )
    return deployment_of(request.auth.team, deployment_id)


@router.delete("/{deployment_id}", response={204: None})
def remove_deployment(request: ApiRequest, deployment_id: UUID) -> Status[Any]:
    """Forget a deployment; refused while anything of it is on its target."""
    delete_deployment(deployment=deployment_of(request.auth.team, deployment_id))
    return Status(204, None)


@router.get("/{deployment_id}/instances", response=InstancePage)
def list_instances(request: ApiRequest, deployment_id: UUID, page: PageQuery) -> dict[str, Any]:
    """What is recorded and observed of each node."""
    deployment = deployment_of(request.auth.team, deployment_id)
    return paginate(instances_of(deployment), ("address",), page)
