"""Looking at what there is on a platform, and recording it."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from provisioners.backends.contract import Backend, Observed, PlatformError, Rendered
from provisioners.backends.registry import load_backend
from provisioners.engine.claims import owned
from provisioners.engine.decide import UNFINISHED
from provisioners.engine.outputs import record_outputs
from provisioners.engine.outside import outside_call
from provisioners.engine.stored import PlanValues
from provisioners.engine.take import Taken
from provisioners.engine.work import endpoint_of
from provisioners.events import locked
from provisioners.models import Deployment, DeploymentState, Operation, OperationKind, OperationState, Target
from provisioners.services.instances import record_observed, record_unreachable

log = logging.getLogger(__name__)

OBSERVE_SECONDS = 10.0
OBSERVED_STATES = (DeploymentState.DEPLOYED, DeploymentState.FAILED)


def look(backend: Backend, deployment: Deployment, wanted: Rendered | None = None) -> Mapping[str, Observed]:
    """What the platform shows now, and how it differs from what is ``wanted``. Raises :class:`PlatformError`."""
    endpoint = endpoint_of(backend, deployment.target)
    with outside_call():
        return backend.observe(deployment.slug, endpoint, wanted)


def look_during(backend: Backend, taken: Taken) -> None:
    """Record what the platform shows while a step runs, as long as the step is ours. Raises :class:`PlatformError`."""
    deployment = taken.operation.deployment
    observed = look(backend, deployment)
    with locked(deployment.pk):
        if owned(taken.claim).exists():
            record_observed(deployment, observed, is_settled=False)


def due_for_observation() -> QuerySet[Deployment]:
    """The deployments of this worker's queues that nobody has looked at for a while."""
    return Deployment.objects.filter(
        Q(observe_after=None) | Q(observe_after__lte=Now()),
        state__in=OBSERVED_STATES,
        target__in=Target.objects.filter(queue__in=settings.WORKER_QUEUES),
    )


def observe_deployment(deployment_id: UUID) -> None:
    """Look at a deployment that is due; of several workers one does."""
    if not _claim_observation(deployment_id):
        return
    deployment = Deployment.objects.select_related("target").get(pk=deployment_id)
    backend, last = load_backend(deployment.target.backend), _last_deploy(deployment)
    applied = PlanValues(last.plan).rendered if last and deployment.state == DeploymentState.DEPLOYED else None
    try:
        observed = look(backend, deployment, applied)
    except PlatformError as error:
        with locked(deployment_id):
            if _is_idle(deployment_id):
                record_unreachable(deployment, str(error))
        return
    with locked(deployment_id):
        if not _is_idle(deployment_id) or _last_deploy(deployment) != last:
            return
        changed = record_observed(deployment, observed, is_settled=True, is_compared=applied is not None)
        if changed and last is not None:
            record_outputs(deployment, PlanValues(last.plan).graph)


def _claim_observation(deployment_id: UUID) -> bool:
    due = due_for_observation().filter(pk=deployment_id)
    return bool(due.update(observe_after=Now() + timedelta(seconds=OBSERVE_SECONDS)))


def _last_deploy(deployment: Deployment) -> Operation | None:
    """The newest deploy that succeeded: what it applied is what there should be, unless a later one failed."""
    done = Operation.objects.filter(
        deployment=deployment, kind=OperationKind.DEPLOY, state=OperationState.SUCCEEDED
    ).select_related("plan__rendered", "plan__graph")
    return done.order_by("-created_at").first()


def _is_idle(deployment_id: UUID) -> bool:
    return not Operation.objects.filter(deployment_id=deployment_id, state__in=UNFINISHED).exists()
