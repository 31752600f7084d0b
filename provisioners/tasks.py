"""What messages wake. Each says where to look; none says what to do."""

from uuid import UUID

from celery import shared_task

from provisioners.engine.inquire import answer_inquiry
from provisioners.engine.observe import observe_deployment
from provisioners.engine.runner import look_at as look_at_operation
from provisioners.engine.wake import ANSWER, LOOK_AT, OBSERVE


@shared_task(name=LOOK_AT)
def look_at(operation_id: str) -> None:
    """Run the ready steps of an operation."""
    look_at_operation(UUID(operation_id))


@shared_task(name=ANSWER)
def answer(inquiry_id: str) -> None:
    """Answer a question to a platform."""
    answer_inquiry(UUID(inquiry_id))


@shared_task(name=OBSERVE)
def observe(deployment_id: str) -> None:
    """Look at what there is of a deployment."""
    observe_deployment(UUID(deployment_id))
