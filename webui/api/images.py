"""``/deployments/{id}/image-digests``: which images the template's tags mean now, asked of registries by a worker."""

import json
from uuid import UUID

from ninja import Router, Schema

from provisioners.models import Inquiry, InquiryKind
from provisioners.selectors.deployments import deployment_of
from provisioners.services.inquiries import put_inquiry
from provisioners.services.plans import images_of
from webui.accounts.models import Team
from webui.api.authentication import ApiRequest
from webui.api.inquiring import Unanswered, ask

router = Router(tags=["plans"])

PATIENCE = 30.0
"""Seconds for all registries together, beside the wait for a worker."""


class DigestsOut(Schema):
    """By the name that the template has for an image; a plan takes it as ``digests``."""

    digests: dict[str, str]


@router.post("/deployments/{deployment_id}/image-digests", response=DigestsOut)
async def post_image_digests(request: ApiRequest, deployment_id: UUID) -> DigestsOut:
    """Ask the registries what the tags mean. 502 has a registry's words, 504 means that no worker answered."""
    team = request.auth.team
    try:
        answer = await ask(lambda: _put(team, deployment_id), takes=PATIENCE)
    except Unanswered as unanswered:
        raise unanswered.as_problem() from None
    return DigestsOut(digests=json.loads(answer))


def _put(team: Team, deployment_id: UUID) -> Inquiry:
    deployment = deployment_of(team, deployment_id)
    images = images_of(deployment)
    return put_inquiry(
        target=deployment.target, deployment=deployment, kind=InquiryKind.DIGESTS, parameters={"images": images}
    )
