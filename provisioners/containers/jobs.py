"""Containers that end: once, or at the times of a schedule."""

from provisioners.containers.model import Concurrency, Job
from provisioners.containers.properties import duration, settings, whole
from provisioners.containers.scope import Scope
from provisioners.containers.types import JOB
from topology.graph.model import Node

_DEFAULTS = {"completions": 1, "parallelism": 1, "retries": 3}
"""Those of the profile's type."""


def job(scope: Scope, node: Node) -> Job | None:
    """How a container that ends is run; None for one that runs without end."""
    if not node.type.is_a(JOB):
        return None
    own = settings(node)
    numbers = {
        key: whole(scope, node, own.get(key), "properties", key, default=default) for key, default in _DEFAULTS.items()
    }
    limit = own.get("time_limit")
    return Job(
        schedule=_text(scope, node, "schedule"),
        time_zone=_text(scope, node, "time_zone"),
        concurrency=Concurrency(_text(scope, node, "concurrency") or Concurrency.FORBID),
        time_limit=None if limit is None else duration(scope, node, limit, "properties", "time_limit"),
        **numbers,
    )


def _text(scope: Scope, node: Node, key: str) -> str | None:
    value = settings(node).get(key)
    return None if value is None else scope.plain(node, value, "properties", key)
