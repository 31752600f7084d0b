"""``/tokens``: bearer tokens of the team."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime

from topology.errors import NotFound
from webui.accounts.models import ApiToken
from webui.accounts.selectors import tokens_for
from webui.accounts.tokens import create_token, revoke_token
from webui.api.authentication import ApiRequest
from webui.api.pagination import PageQuery, paginate

router = Router(tags=["tokens"])


class TokenIn(Schema):
    name: str = Field(min_length=1, max_length=80)
    expires_at: AwareDatetime | None = None


class TokenOut(Schema):
    id: UUID
    name: str
    prefix: str
    user: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None

    @staticmethod
    def resolve_user(token: ApiToken) -> str:
        return token.user.username


class NewTokenOut(Schema):
    id: UUID
    name: str
    prefix: str
    token: str
    expires_at: datetime | None


class TokenPage(Schema):
    items: list[TokenOut]
    next: str | None


@router.get("", response=TokenPage)
def list_tokens(request: ApiRequest, page: PageQuery) -> dict[str, Any]:
    """One's own tokens for this team; an administrator sees those of all members."""
    return paginate(tokens_for(request.auth), ("-created_at", "id"), page)


@router.post("", response={201: NewTokenOut})
def post_token(request: ApiRequest, data: TokenIn) -> Status[Any]:
    """A new token for oneself in this team. Its text is in this answer and nowhere else."""
    token, text = create_token(
        team=request.auth.team, user=request.auth.user, name=data.name, expires_at=data.expires_at
    )
    made = NewTokenOut(id=token.pk, name=token.name, prefix=token.prefix, token=text, expires_at=token.expires_at)
    return Status(201, made)


@router.delete("/{token_id}", response={204: None})
def delete_token(request: ApiRequest, token_id: UUID) -> Status[Any]:
    """Revoke a token."""
    token = tokens_for(request.auth).filter(pk=token_id).first()
    if token is None:
        raise NotFound("There is no such token.")
    revoke_token(token=token)
    return Status(204, None)
