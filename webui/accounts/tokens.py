"""Bearer tokens: made once, shown once, kept as a digest."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from webui.accounts.access import Principal
from webui.accounts.models import ApiToken, Membership, Role, Team, User

PREFIX = "tps_"
USE_IS_NOTED_EVERY = timedelta(minutes=1)


def create_token(*, team: Team, user: User, name: str, expires_at: datetime | None = None) -> tuple[ApiToken, str]:
    """A new token and its text, which cannot be had again."""
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        team=team, user=user, name=name, prefix=text[:12], digest=digest_of(text), expires_at=expires_at
    )
    return token, text


def revoke_token(*, token: ApiToken) -> None:
    """From now on the token opens nothing."""
    token.delete()


def principal_of_token(text: str) -> Principal | None:
    """Who a token's text stands for; None when it is unknown or expired, or its user has left."""
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("user", "team")
        .filter(Q(expires_at=None) | Q(expires_at__gt=now), digest=digest_of(text), user__is_active=True)
        .first()
    )
    if token is None:
        return None
    membership = Membership.objects.filter(user=token.user_id, team=token.team_id).first()
    if membership is None:
        return None
    _note_use(token, now)
    return Principal(token.user, token.team, Role(membership.role), token)


def _note_use(token: ApiToken, now: datetime) -> None:
    if token.last_used_at is None or now - token.last_used_at >= USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def digest_of(text: str) -> str:
    """What is kept of a token. Its 256 random bits need no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest()
