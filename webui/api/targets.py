"""``/targets``: the places that a team deploys to. Administrators make and remove them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status

from provisioners.backends.contract import Right
from provisioners.models import InquiryKind, Target
from provisioners.selectors.targets import target_of, targets_of
from provisioners.services.inquiries import put_inquiry
from provisioners.services.kubeconfigs import create_target_from_kubeconfig
from provisioners.services.targets import create_target, delete_target
from webui.accounts.models import Role
from webui.api.authentication import ApiRequest, access
from webui.api.idempotency import idempotent
from webui.api.inquiring import Unanswered, ask
from webui.api.pagination import PageQuery, paginate

router = Router(tags=["targets"])


class TargetIn(Schema):
    name: str = Field(min_length=1, max_length=80)
    backend: str = Field(max_length=60)
    endpoint: str = Field(max_length=500, examples=["unix:///var/run/docker.sock", "tcp://docker.example.org:2376"])
    credential: dict[str, str] = Field(
        {}, description="Typed fields such as `ca`, `cert` and `key`; never shown again."
    )
    options: dict[str, str] = Field({}, description="Those that the backend offers; they are no secrets.")
    rights: list[Right] = []
    queue: str = Field("default", pattern=r"^[a-z0-9-]{1,60}$")


class KubeconfigIn(Schema):
    """Of the kubeconfig the server, its certificate authority and the user's token or certificate are kept, sealed."""

    name: str = Field(min_length=1, max_length=80)
    kubeconfig: str = Field(max_length=100_000, description="YAML; what would run a program or read a file is refused.")
    context: str = Field("", max_length=250, description="The current one unless another is named.")
    options: dict[str, str] = {}
    rights: list[Right] = []
    queue: str = Field("default", pattern=r"^[a-z0-9-]{1,60}$")


class TargetOut(Schema):
    id: UUID
    name: str
    backend: str
    endpoint: str
    options: dict[str, str]
    rights: list[str]
    queue: str
    has_credential: bool
    created_at: datetime

    @staticmethod
    def resolve_has_credential(target: Target) -> bool:
        return target.credential is not None


class TargetPage(Schema):
    items: list[TargetOut]
    next: str | None


class PingOut(Schema):
    ok: bool
    detail: str


@router.get("", response=TargetPage)
def list_targets(request: ApiRequest, page: PageQuery) -> dict[str, Any]:
    """The team's targets by name."""
    return paginate(targets_of(request.auth.team), ("name", "id"), page)


@router.post("", response={201: TargetOut}, auth=access(Role.ADMIN))
@idempotent
def post_target(request: ApiRequest, response: HttpResponse, data: TargetIn) -> Status[Any]:
    """A new target. Its credential is sealed at once: only workers can open it."""
    target = create_target(
        team=request.auth.team,
        name=data.name,
        backend=data.backend,
        endpoint=data.endpoint,
        credential=data.credential,
        options=data.options,
        rights=data.rights,
        queue=data.queue,
    )
    response["Location"] = f"/api/v1/targets/{target.pk}"
    return Status(201, target)


@router.post("/from-kubeconfig", response={201: TargetOut}, auth=access(Role.ADMIN))
@idempotent
def post_target_from_kubeconfig(request: ApiRequest, response: HttpResponse, data: KubeconfigIn) -> Status[Any]:
    """A new target for Kubernetes, from one context of a kubeconfig."""
    target = create_target_from_kubeconfig(team=request.auth.team, **data.dict())
    response["Location"] = f"/api/v1/targets/{target.pk}"
    return Status(201, target)


@router.get("/{target_id}", response=TargetOut)
def get_target(request: ApiRequest, target_id: UUID) -> Target:
    """One target."""
    return target_of(request.auth.team, target_id)


@router.delete("/{target_id}", response={204: None}, auth=access(Role.ADMIN))
def remove_target(request: ApiRequest, target_id: UUID) -> Status[Any]:
    """Delete a target; refused while a deployment uses it."""
    delete_target(target=target_of(request.auth.team, target_id))
    return Status(204, None)


@router.post("/{target_id}/ping", response=PingOut)
async def ping_target(request: ApiRequest, target_id: UUID) -> PingOut:
    """Ask a worker whether the platform can be reached; what speaks against it is in ``detail``."""
    try:
        answer = await ask(lambda: put_inquiry(target=target_of(request.auth.team, target_id), kind=InquiryKind.PING))
    except Unanswered as unanswered:
        return PingOut(ok=False, detail=unanswered.detail)
    return PingOut(ok=True, detail=answer)
