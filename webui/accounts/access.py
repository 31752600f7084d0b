"""Who asks, for which team, and what the role allows. Everything that serves people or pipelines starts here."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from webui.accounts.models import ApiToken, Membership, Role, Team, User

RANKS = {Role.VIEWER: 0, Role.MEMBER: 1, Role.ADMIN: 2}
SESSION_TEAM = "team"


@dataclass(frozen=True, slots=True)
class Principal:
    """A user acting for one team. ``token`` is the bearer token that was shown, None for a browser's session."""

    user: User
    team: Team
    role: Role
    token: ApiToken | None = None

    def may(self, role: Role) -> bool:
        """Whether this one has at least the rank of ``role``."""
        return RANKS[self.role] >= RANKS[role]


def principal_of_session(request: HttpRequest) -> Principal | None:
    """The signed-in user, acting for the team that the session chose or else for the first one by name.

    None when nobody is signed in, or the user belongs to no team.
    """
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return None
    memberships = list(Membership.objects.filter(user=user).select_related("team").order_by("team__name"))
    chosen = request.session.get(SESSION_TEAM)
    membership = next((one for one in memberships if str(one.team_id) == chosen), None)
    if membership is None and memberships:
        membership = memberships[0]
    return Principal(user, membership.team, Role(membership.role)) if membership else None


def choose_team(request: HttpRequest, *, user: User, team_id: UUID) -> Principal | None:
    """Let the session act for another of the user's teams; None when the user is not in it."""
    membership = Membership.objects.filter(user=user, team_id=team_id).select_related("team").first()
    if membership is None:
        return None
    request.session[SESSION_TEAM] = str(team_id)
    return Principal(user, membership.team, Role(membership.role))
