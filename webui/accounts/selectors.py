"""Reading accounts."""

from django.db.models import QuerySet

from webui.accounts.access import Principal
from webui.accounts.models import ApiToken, Membership, Role, Team, User


def memberships_of(user: User) -> QuerySet[Membership]:
    """The user's teams and roles, by the team's name."""
    return Membership.objects.filter(user=user).select_related("team").order_by("team__name")


def tokens_for(principal: Principal) -> QuerySet[ApiToken]:
    """The team's tokens that one may see: all of them for an administrator, else one's own."""
    tokens = ApiToken.objects.filter(team=principal.team).select_related("user")
    return tokens if principal.may(Role.ADMIN) else tokens.filter(user=principal.user)


def team_named(name: str) -> Team | None:
    """A team by its name."""
    return Team.objects.filter(name=name).first()
