"""Making plans: what would change if a deployment were deployed or undeployed now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from provisioners.backends.codec import rendered_to_json
from provisioners.backends.contract import Backend, NodeState, RenderContext, Rendered, Right
from provisioners.backends.options import effective_options
from provisioners.backends.type_map import TypeMap
from provisioners.containers.pins import images_to_pin
from provisioners.engine.stored import PlanValues
from provisioners.errors import Conflict, Invalid, Refused
from provisioners.events import append, basis, locked
from provisioners.models import Deployment, Instance, Operation, OperationKind
from provisioners.models import Plan as StoredPlan
from provisioners.planning.codec import plan_to_json
from provisioners.planning.model import Plan, Recorded
from provisioners.planning.planner import plan_deployment, plan_undeployment
from provisioners.planning.unfinished import Unfinished, marked
from provisioners.sealing import keyed_digest, seal
from provisioners.services.targets import installed_backend
from provisioners.services.type_maps import type_map_for
from topology.graph.codec import decode_value, encode
from topology.graph.model import TopologyGraph
from topology.selectors import file_digests
from topology.services import read_version, store_blob
from topology.values.value import Secret, Value

LONGEST_ADDRESS, LONGEST_TYPE = 300, 200
"""As many characters as :class:`~provisioners.models.Instance` keeps."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is made from, read at one moment; ``number`` is that of the last event that shaped it."""

    deployment: Deployment
    recorded: tuple[Recorded, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan with all that a worker needs for it; ``sealed`` are the secrets by reference."""

    plan: Plan
    graph: TopologyGraph
    rendered: Rendered
    sealed: Mapping[str, str]


def make_plan(
    *, deployment: Deployment, kind: OperationKind, actor: str, digests: Mapping[str, str] | None = None
) -> StoredPlan:
    """Make and store a plan; nothing runs yet. ``digests`` pin images of the template, by their names there.

    Raises :class:`Invalid` with all diagnostics when the template, its inputs, the target's rights or the platform
    forbid it, :class:`Conflict` when there is nothing to undeploy, :class:`Refused` for names that are too long and
    for digests of images that the template does not have.
    """
    known = _basis(deployment)
    backend = installed_backend(known.deployment.target.backend)
    if kind == OperationKind.UNDEPLOY:
        outcome = _plan_undeployment(backend, known)
    else:
        outcome = _plan_deployment(backend, known, digests or {})
    return _store(known, kind, outcome, actor)


def images_of(deployment: Deployment) -> tuple[str, ...]:
    """The images whose tags a plan could pin. Raises :class:`Invalid` when the template cannot be read."""
    return images_to_pin(_read(deployment), type_map_for(deployment.team))


def _basis(deployment: Deployment) -> Basis:
    with locked(deployment.pk):
        fresh = Deployment.objects.select_related("version", "target").get(pk=deployment.pk)
        recorded = tuple(_recorded(instance) for instance in Instance.objects.filter(deployment=deployment))
        return Basis(fresh, recorded, basis(deployment.pk))


def _recorded(instance: Instance) -> Recorded:
    """What was last observed counts too: an instance that is away has to be made again."""
    is_gone = instance.state == NodeState.DELETED
    return Recorded(
        address=instance.address,
        node_type=instance.node_type,
        generation=instance.generation,
        fingerprint=marked(instance.fingerprint, Unfinished.GONE) if is_gone else instance.fingerprint,
        deletion_policy=instance.deletion_policy,
        drift=tuple(instance.drift),
    )


def _plan_undeployment(backend: Backend, known: Basis) -> Outcome:
    """From what was last carried out, so that it works even when the template cannot be read any more."""
    if not known.recorded:
        raise Conflict("nothing_deployed", "There is nothing of this deployment to remove.")
    last = _last_deployed(known.deployment)
    plan = plan_undeployment(backend, last.graph, known.recorded)
    return Outcome(plan, last.graph, last.rendered, last.stored.sealed_secrets)


def _last_deployed(deployment: Deployment) -> PlanValues:
    operations = Operation.objects.filter(deployment=deployment, kind=OperationKind.DEPLOY)
    return PlanValues(operations.select_related("plan").latest("created_at").plan)


def _read(deployment: Deployment) -> TopologyGraph:
    plain = {name: decode_value(value) for name, value in deployment.inputs.items()}
    secret: dict[str, Value] = {
        reference.removeprefix("input:"): Secret(reference) for reference in deployment.sealed_secrets
    }
    reading = read_version(deployment.version, inputs={**plain, **secret})
    if reading.graph is None:
        raise Invalid("The template cannot be used with these inputs.", reading.diagnostics)
    return reading.graph


def _check_pins(graph: TopologyGraph, type_map: TypeMap, pins: Mapping[str, str]) -> None:
    unknown = sorted(pins.keys() - set(images_to_pin(graph, type_map)))
    if unknown:
        raise Refused(
            "image_unknown", f"The template has no image {unknown[0][:200]!r} with a tag that could be pinned."
        )


def _check_lengths(graph: TopologyGraph) -> None:
    """Before anything is made of it: what cannot be recorded could not be found again."""
    for node in graph.nodes.values():
        for text, longest in ((node.address, LONGEST_ADDRESS), (node.type.name, LONGEST_TYPE)):
            if len(text) > longest:
                message = f"The name {text[:40]}… is too long: more than {longest} characters cannot be recorded."
                raise Refused("name_too_long", message)


def _plan_deployment(backend: Backend, known: Basis, pins: Mapping[str, str]) -> Outcome:
    graph, type_map = _read(known.deployment), type_map_for(known.deployment.team)
    _check_lengths(graph)
    _check_pins(graph, type_map, pins)
    digests = {**known.deployment.secret_digests, **_each_digest(graph.template_secrets)}
    context = RenderContext(
        deployment=known.deployment.slug,
        secret_digest=partial(_known_digest, digests),
        generations={item.address: item.generation for item in known.recorded},
        rights=frozenset(map(Right, known.deployment.target.rights)),
        files=file_digests(known.deployment.version),
        options=effective_options(backend, known.deployment.target.options),
        type_map=type_map,
        digests=pins,
    )
    planned = plan_deployment(backend, graph, context, known.recorded)
    if any(finding.is_error for finding in planned.rendered.diagnostics):
        raise Invalid("The target cannot or may not do what the template asks for.", planned.rendered.diagnostics)
    sealed = {reference: seal(text) for reference, text in graph.template_secrets.items()}
    return Outcome(planned.plan, graph, planned.rendered, {**known.deployment.sealed_secrets, **sealed})


def _known_digest(digests: Mapping[str, str], reference: str) -> str:
    if reference not in digests:
        name = reference.removeprefix("input:")
        raise Invalid(f"The secret input {name!r} has no value, and the template uses it.", code="secret_missing")
    return digests[reference]


def _each_digest(texts: Mapping[str, str]) -> dict[str, str]:
    return {reference: keyed_digest(text) for reference, text in texts.items()}


@transaction.atomic
def _store(known: Basis, kind: OperationKind, outcome: Outcome, actor: str) -> StoredPlan:
    deployment = known.deployment
    graph, rendered = json.dumps(encode(outcome.graph)), rendered_to_json(outcome.rendered)
    stored = StoredPlan.objects.create(
        team_id=deployment.team_id,
        deployment=deployment,
        version=deployment.version,
        kind=kind,
        format_version=outcome.plan.format_version,
        body=json.loads(plan_to_json(outcome.plan)),
        graph=store_blob(team_id=deployment.team_id, data=graph.encode()),
        rendered=store_blob(team_id=deployment.team_id, data=rendered.encode()),
        sealed_secrets=dict(outcome.sealed),
        based_on=known.number,
    )
    append(deployment, "plan.made", {"plan_id": str(stored.pk), "kind": kind}, actor)
    return stored
