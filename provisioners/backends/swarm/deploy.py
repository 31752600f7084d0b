"""How a service is run: how many, where, in which order they give way to new ones, and what when one ends."""

from provisioners.backends.docker_engine.escape import literal
from provisioners.backends.docker_engine.health import duration
from provisioners.containers.model import Container, Job
from provisioners.containers.policies import Placement, Update

RESTARTS = {"no": "none", "on-failure": "on-failure", "always": "any", "unless-stopped": "any"}
"""Swarm's condition by the template's word. ``docker service scale`` takes the place of stopping a container."""


NEVER: dict[str, object] = {"condition": "none"}


def deploy(container: Container, endpoint_mode: str) -> dict[str, object]:
    """The section ``deploy`` of a service; keys without content are left out."""
    native: dict[str, object] = {
        "mode": mode(container),
        "replicas": _replicas(container),
        "endpoint_mode": None if container.rights.network else endpoint_mode,
        "resources": _resources(container),
        "restart_policy": _restart(container),
        "placement": _placement(container.policies.placement),
        **_update(container),
    }
    return {key: value for key, value in native.items() if value not in (None, {}, [])}


def mode(container: Container) -> str:
    """Swarm's word for the kind of service; a service cannot change it."""
    placement = container.policies.placement
    is_everywhere = placement is not None and placement.everywhere
    word = "global" if is_everywhere else "replicated"
    return word if container.job is None else f"{word}-job"


def _replicas(container: Container) -> int | None:
    if mode(container).startswith("global"):
        return None
    return container.scale.instances if container.job is None else container.job.completions


def _resources(container: Container) -> dict[str, object]:
    own = container.resources
    sections = {
        "limits": {"cpus": own.cpus, "memory": own.memory},
        "reservations": {"cpus": own.reserved_cpus, "memory": own.reserved_memory},
    }
    return {name: written for name, given in sections.items() if (written := _amounts(given))}


def _amounts(given: dict[str, str | int | None]) -> dict[str, str]:
    texts = {"cpus": given["cpus"], "memory": None if given["memory"] is None else f"{given['memory']}b"}
    return {key: literal(str(value)) for key, value in texts.items() if value is not None}


def _restart(container: Container) -> dict[str, object]:
    job = container.job
    if job is not None:
        return {"condition": "on-failure", "max_attempts": job.retries} if _is_retried(container, job) else NEVER
    return {"condition": RESTARTS[container.restart]}


def _is_retried(container: Container, job: Job) -> bool:
    """Whether a job starts again by itself; to Swarm, no attempt at all would mean any number of them."""
    return container.restart == "on-failure" and job.retries > 0


def _placement(placement: Placement | None) -> dict[str, object]:
    if placement is None:
        return {}
    native: dict[str, object] = {
        "constraints": [literal(f"node.labels.{key}=={value}") for key, value in placement.labels.items()],
        "preferences": [{"spread": literal(f"node.labels.{placement.spread_over}")}] if placement.spread_over else [],
        "max_replicas_per_node": 1 if placement.apart and not placement.everywhere else None,
    }
    return {key: value for key, value in native.items() if value}


def _update(container: Container) -> dict[str, object]:
    update = container.policies.update
    if update is None or container.job is not None:
        return {}
    order = _order(update)
    return {"update_config": {**order, "failure_action": update.failure_action}, "rollback_config": order}


def _order(update: Update) -> dict[str, object]:
    return {
        "parallelism": update.parallelism,
        "delay": duration(update.delay),
        "order": "start-first" if update.start_first else "stop-first",
    }
