"""Health checks and the order in which services start."""

from collections.abc import Mapping

from provisioners.backends.compose.properties import settings
from provisioners.backends.compose.scope import Scope
from provisioners.backends.compose.types import Kind
from provisioners.backends.units import time_in_microseconds
from provisioners.planning.order import dependencies
from topology.graph.model import Node
from topology.values.value import Value

TIMES = ("interval", "timeout", "start_period")


def health_check(scope: Scope, node: Node) -> dict[str, object] | None:
    """A service's health check: a command without a shell."""
    check = settings(node).get("health_check")
    command = check.get("command") if isinstance(check, Mapping) else None
    if not isinstance(check, Mapping) or not isinstance(command, tuple) or not command:
        return None
    path = ("properties", "health_check")
    native: dict[str, object] = {
        "test": ["CMD", *(scope.text(node, part, *path, "command", index) for index, part in enumerate(command))]
    }
    for key in TIMES:
        if check.get(key) is not None:
            native[key] = duration(scope, node, check[key], *path, key)
    if check.get("retries") is not None:
        text = scope.plain(node, check["retries"], *path, "retries")
        native["retries"] = int(text) if text.isdecimal() else 1
    return native


def depends_on(scope: Scope, node: Node) -> dict[str, dict[str, str]]:
    """The services that have to run first, or have to be healthy where they can say so."""
    services = frozenset(address for address, kind in scope.kinds.items() if kind is Kind.SERVICE)
    return {
        scope.names[address]: {
            "condition": "service_healthy" if health_check(scope, scope.graph.nodes[address]) else "service_started"
        }
        for address in sorted(dependencies(scope.graph, node.address, services - {node.address}))
    }


def duration(scope: Scope, node: Node, value: Value, *path: str | int) -> str:
    """A time as Compose writes it, in seconds where that is exact, else in microseconds."""
    text = scope.plain(node, value, *path)
    try:
        microseconds = time_in_microseconds(text)
    except ValueError as error:
        scope.findings.add("TS815", node, path, f"{error}.")
        return "0s"
    seconds, rest = divmod(microseconds, 1_000_000)
    return f"{microseconds}us" if rest else f"{seconds}s"
