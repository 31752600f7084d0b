"""``/deployments/{id}/instances/{address}/execute``: a command in a running instance, run by a worker."""

import json
from typing import Annotated
from uuid import UUID

from ninja import Field, Router, Schema

from provisioners.models import Inquiry
from provisioners.selectors.deployments import deployment_of
from provisioners.services.inquiries import put_command
from webui.accounts.access import Principal
from webui.api.authentication import ApiRequest
from webui.api.inquiring import Unanswered, ask

router = Router(tags=["deployments"])

Word = Annotated[str, Field(max_length=8000, pattern=r"^[^\x00]*$")]


class CommandIn(Schema):
    """``command`` is the program and its arguments; no shell reads it."""

    command: list[Word] = Field(min_length=1, max_length=100, examples=[["ls", "-l", "/data"]])
    time_limit: int = Field(10, ge=1, le=30, description="Seconds.")


class CommandOut(Schema):
    """``status`` is the command's exit status, 124 when its time was up; ``output`` has the end of what it wrote."""

    address: str
    status: int
    output: str


@router.post("/deployments/{deployment_id}/instances/{path:address}/execute", response=CommandOut)
async def execute_command(request: ApiRequest, deployment_id: UUID, address: str, data: CommandIn) -> CommandOut:
    """Run a command in an instance. An event says who did. 502 has the platform's words, 504: no worker answered."""
    principal = request.auth
    try:
        answer = await ask(lambda: _put(principal, deployment_id, address, data), takes=data.time_limit)
    except Unanswered as unanswered:
        raise unanswered.as_problem() from None
    return CommandOut(address=address, **json.loads(answer))


def _put(principal: Principal, deployment_id: UUID, address: str, data: CommandIn) -> Inquiry:
    return put_command(
        deployment=deployment_of(principal.team, deployment_id),
        address=address,
        command=data.command,
        timeout=data.time_limit,
        actor=principal.user.username,
    )
