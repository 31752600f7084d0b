"""Reading deployments and what is recorded of their nodes."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Model, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from provisioners.errors import NotFound
from provisioners.models import Deployment, Instance, Operation


def deployments_of(team: Model) -> QuerySet[Deployment]:
    """The team's deployments, each with ``latest_operations``: a list of its newest operation, or of none.

    ``drifted`` counts the instances that somebody else has changed.
    """
    newest = Operation.objects.order_by("-created_at")[:1]
    drifted = Instance.objects.filter(deployment=OuterRef("pk")).exclude(drift=[]).order_by()
    count = drifted.values("deployment").annotate(number=Count("pk")).values("number")
    return (
        Deployment.objects.filter(team_id=team.pk)
        .select_related("version__template", "target")
        .annotate(drifted=Coalesce(Subquery(count), 0))
        .defer("version__graph", "version__diagnostics", "target__credential")
        .prefetch_related(Prefetch("operations", queryset=newest, to_attr="latest_operations"))
    )


def deployment_of(team: Model, deployment_id: UUID) -> Deployment:
    """One deployment, as :func:`deployments_of` gives it. Raises :class:`NotFound`."""
    deployment = deployments_of(team).filter(pk=deployment_id).first()
    if deployment is None:
        raise NotFound("There is no such deployment.")
    return deployment


def instances_of(deployment: Deployment) -> QuerySet[Instance]:
    """What is recorded of a deployment's nodes, by address."""
    return Instance.objects.filter(deployment=deployment)


def count_by_template(team: Model, template_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many deployments each template has; templates without any are left out."""
    counts = (
        Deployment.objects.filter(team_id=team.pk, version__template_id__in=list(template_ids))
        .order_by()
        .values_list("version__template_id")
        .annotate(Count("pk"))
    )
    return dict(counts)
