"""Makes good what messages and workers left undone. Runs in every worker; several at once disturb nobody."""

import logging
import shutil
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from provisioners.engine import decide
from provisioners.engine.inquire import close_unanswered, open_inquiries
from provisioners.engine.observe import due_for_observation
from provisioners.engine.rows import database_now, step_rows
from provisioners.engine.settle import is_unsettled, settle
from provisioners.engine.wake import ANSWER, LOOK_AT, OBSERVE, wake
from provisioners.engine.work import FOLDER_MARK, work_folder
from provisioners.events import locked
from provisioners.models import Operation, Step, StepState
from provisioners.planning.model import FORMAT_VERSION

log = logging.getLogger(__name__)


def reconcile() -> None:
    """One look at everything: operations, questions and deployments that wait for a worker."""
    unfinished = Operation.objects.filter(state__in=decide.UNFINISHED, format_version__lte=FORMAT_VERSION)
    for operation in unfinished.select_related("deployment", "plan__rendered", "plan__graph"):
        try:
            reconcile_operation(operation)
        except (DatabaseError, InterfaceError):
            raise
        except Exception:
            log.exception("operation %s cannot be settled; going on with the others", operation.pk)
    close_unanswered()
    for inquiry in open_inquiries():
        wake(ANSWER, inquiry.pk, inquiry.queue)
    for deployment in due_for_observation().select_related("target"):
        wake(OBSERVE, deployment.pk, deployment.target.queue)


def reconcile_operation(operation: Operation) -> None:
    """End what nobody will end, and wake a worker when a step of our queues is ready."""
    if is_unsettled(operation):
        with locked(operation.deployment_id):
            settle(operation)
    rows = step_rows(operation.pk)
    ready = set(decide.ready_steps(rows, database_now(operation.pk), queues=settings.WORKER_QUEUES))
    if operation.state in decide.UNFINISHED:
        for queue in {row.queue for row in rows if row.key in ready}:
            wake(LOOK_AT, operation.pk, queue)


def _claim_of(name: str) -> UUID | None:
    """The claim that a working folder's name begins with; None for what somebody else put there."""
    try:
        return UUID(name.partition(FOLDER_MARK)[0])
    except ValueError:
        return None


def sweep_folders() -> None:
    """Remove the working folders that killed workers left behind on this machine."""
    for folder in work_folder().iterdir():
        claim = _claim_of(folder.name)
        if claim is not None and not Step.objects.filter(claim=claim, state=StepState.RUNNING).exists():
            shutil.rmtree(folder, ignore_errors=True)
