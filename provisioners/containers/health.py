"""Health checks, and which containers have to be there first."""

from collections.abc import Mapping

from provisioners.containers.model import HealthCheck
from provisioners.containers.properties import duration, settings, whole
from provisioners.containers.scope import Scope
from provisioners.containers.types import Kind
from provisioners.planning.order import dependencies
from topology.graph.model import Node

PATH = ("properties", "health_check")
DEFAULTS = {"interval": "30 s", "timeout": "5 s", "start_period": "0 s"}
"""Those of the profile's type."""


def health_check(scope: Scope, node: Node) -> HealthCheck | None:
    """How the platform finds out whether a container is well; None where the template says nothing."""
    check = settings(node).get("health_check")
    command = check.get("command") if isinstance(check, Mapping) else None
    if not isinstance(check, Mapping) or not isinstance(command, tuple) or not command:
        return None
    times = {
        key: duration(scope, node, default if check.get(key) is None else check[key], *PATH, key)
        for key, default in DEFAULTS.items()
    }
    return HealthCheck(
        command=tuple(scope.text(node, part, *PATH, "command", index) for index, part in enumerate(command)),
        retries=max(1, whole(scope, node, check.get("retries"), *PATH, "retries", default=3)),
        **times,
    )


def waits_for(scope: Scope, node: Node) -> tuple[str, ...]:
    """The containers that have to run first, or to have ended well where they are jobs; sorted."""
    containers = frozenset(address for address, kind in scope.kinds.items() if kind is Kind.CONTAINER)
    return tuple(sorted(dependencies(scope.graph, node.address, containers - {node.address})))
