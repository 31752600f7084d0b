"""``/deployments/{id}/logs``: what an instance wrote, fetched by a worker."""

from uuid import UUID

from ninja import Field, Query, Router, Schema

from provisioners.models import Inquiry, InquiryKind
from provisioners.selectors.deployments import deployment_of
from provisioners.services.inquiries import put_inquiry
from webui.accounts.models import Team
from webui.api.authentication import ApiRequest
from webui.api.inquiring import Unanswered, ask

router = Router(tags=["logs"])


class LogsQuery(Schema):
    address: str = Field(max_length=300)
    tail: int = Field(200, ge=1, le=5000, description="How many lines.")


class LogsOut(Schema):
    address: str
    text: str


@router.get("/deployments/{deployment_id}/logs", response=LogsOut)
async def get_logs(
    request: ApiRequest,
    deployment_id: UUID,
    wanted: Query[LogsQuery],
) -> LogsOut:
    """The last lines of a node. 502 has the platform's words, 504 means that no worker answered."""
    team = request.auth.team
    try:
        text = await ask(lambda: _put(team, deployment_id, wanted))
    except Unanswered as unanswered:
        raise unanswered.as_problem() from None
    return LogsOut(address=wanted.address, text=text)


def _put(team: Team, deployment_id: UUID, wanted: LogsQuery) -> Inquiry:
    deployment = deployment_of(team, deployment_id)
    return put_inquiry(
        target=deployment.target,
        deployment=deployment,
        kind=InquiryKind.LOGS,
        parameters=wanted.dict(),
    )
