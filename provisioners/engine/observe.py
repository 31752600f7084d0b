"""Looking at what there is on a platform, and recording it."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from provisioners.backends.contract import Backend, NodeState, Observed, PlatformError, Rendered
from provisioners.backends.registry import UnknownBackend, load_backend
from provisioners.engine.claims import owned
from provisioners.engine.decide import UNFINISHED
from provisioners.engine.outputs import record_outputs
from provisioners.engine.outside import outside_call
from provisioners.engine.stored import PlanValues
from provisioners.engine.take import Taken
from provisioners.engine.work import endpoint_of
from provisioners.events import locked
from provisioners.models import Deployment, DeploymentState, Event, Operation, OperationKind, OperationState, Target
from provisioners.services.instances import record_observed, record_unreachable

log = logging.getLogger(__name__)

OBSERVE_SECONDS = 10.0

LONGEST_LOOK = 120.0
"""Seconds after which another worker looks, since the one that had begun must be lost."""

SHORTEST_UNREACHABLE, LONGEST_UNREACHABLE = 60.0, 300.0
"""Seconds until the next look at a platform that could not be asked: each attempt holds a worker's thread for long."""

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
    """Look at a deployment that is due; of several workers one does, and nobody else before it has ended."""
    if not _claim_observation(deployment_id):
        return
    wait = OBSERVE_SECONDS
    try:
        deployment = Deployment.objects.select_related("target").get(pk=deployment_id)
        if not _observe(deployment):
            wait = _wait_unreachable(deployment)
    finally:
        _look_again_in(wait, Deployment.objects.filter(pk=deployment_id))


def _observe(deployment: Deployment) -> bool:
    """Look and record what is seen; whether the platform could be asked."""
    last = _last_deploy(deployment)
    applied = PlanValues(last.plan).rendered if last and deployment.state == DeploymentState.DEPLOYED else None
    try:
        observed = look(load_backend(deployment.target.backend), deployment, applied)
    except (PlatformError, UnknownBackend) as error:
        with locked(deployment.pk):
            if _is_idle(deployment.pk):
                record_unreachable(deployment, str(error))
        return False
    with locked(deployment.pk):
        if _is_idle(deployment.pk) and _last_deploy(deployment) == last:
            changed = record_observed(deployment, observed, is_settled=True, is_compared=applied is not None)
            if changed and last is not None:
                record_outputs(deployment, PlanValues(last.plan).graph)
    return True


def _claim_observation(deployment_id: UUID) -> bool:
    return bool(_look_again_in(LONGEST_LOOK, due_for_observation().filter(pk=deployment_id)))


def _look_again_in(seconds: float, deployments: QuerySet[Deployment]) -> int:
    return deployments.update(observe_after=Now() + timedelta(seconds=seconds))


def _wait_unreachable(deployment: Deployment) -> float:
    """As long as the platform has not been reached, within bounds: many that are away must not fill a worker."""
    told = Event.objects.filter(deployment=deployment, kind="instance.state").order_by("-number").first()
    if told is None or told.body["state"] != NodeState.UNKNOWN:
        return SHORTEST_UNREACHABLE
    away = (timezone.now() - told.created_at).total_seconds()
    return min(max(away, SHORTEST_UNREACHABLE), LONGEST_UNREACHABLE)


def _last_deploy(deployment: Deployment) -> Operation | None:
    """The newest deploy that succeeded: what it applied is what there should be, unless a later one failed."""
    done = Operation.objects.filter(
        deployment=deployment, kind=OperationKind.DEPLOY, state=OperationState.SUCCEEDED
    ).select_related("plan__rendered", "plan__graph")
    return done.order_by("-created_at").first()


def _is_idle(deployment_id: UUID) -> bool:
    return not Operation.objects.filter(deployment_id=deployment_id, state__in=UNFINISHED).exists()
