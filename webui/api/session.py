"""``/session``: who I am, and for which team I act."""

from uuid import UUID

from ninja import Router, Schema

from topology.errors import NotFound
from webui.accounts.access import Principal, choose_team
from webui.accounts.models import Role
from webui.accounts.selectors import memberships_of
from webui.api.authentication import ApiRequest, access

router = Router(tags=["session"])


class UserOut(Schema):
    id: UUID
    username: str
    password_is_one_time: bool


class TeamOut(Schema):
    id: UUID
    name: str
    role: Role


class SessionOut(Schema):
    user: UserOut
    team: TeamOut
    teams: list[TeamOut]


class TeamChoice(Schema):
    team_id: UUID


@router.get("", response=SessionOut, auth=access(before_own_password=True))
def get_session(request: ApiRequest) -> SessionOut:
    """The user, the active team and all teams to choose from. A token's team is its own."""
    return _session(request.auth)


@router.put("/team", response=SessionOut, auth=access(Role.VIEWER))
def put_session_team(request: ApiRequest, choice: TeamChoice) -> SessionOut:
    """Act for another of one's teams from now on."""
    asked = None if request.auth.token else choose_team(request, user=request.auth.user, team_id=choice.team_id)
    if asked is None:
        raise NotFound("You are in no such team.")
    return _session(asked)


def _session(principal: Principal) -> SessionOut:
    memberships = memberships_of(principal.user)
    if principal.token:
        memberships = memberships.filter(team=principal.team)
    return SessionOut(
        user=UserOut.from_orm(principal.user),
        team=TeamOut(id=principal.team.pk, name=principal.team.name, role=principal.role),
        teams=[TeamOut(id=one.team_id, name=one.team.name, role=Role(one.role)) for one in memberships],
    )
