"""Health checks as probes: whether a container may be asked, whether it lives, and how long it may take to start."""

from provisioners.backends.kubernetes.escape import literal
from provisioners.backends.kubernetes.rendering import Manifest
from provisioners.containers.model import Container, HealthCheck

SECOND = 1_000_000
STARTUP_PERIOD = 2
"""Seconds between two looks at a container that starts: it is to be ready soon after it is well."""


def probes(container: Container) -> Manifest:
    """The probes of a container; none for one without a health check, or for one that ends."""
    check = container.health
    if check is None or container.job is not None:
        return {}
    steady = {
        "exec": {"command": [literal(text.plain) for text in check.command]},
        "periodSeconds": seconds(check.interval),
        "timeoutSeconds": seconds(check.timeout),
        "failureThreshold": check.retries,
    }
    return {"startupProbe": _startup(check, steady), "readinessProbe": steady, "livenessProbe": steady}


def seconds(microseconds: int) -> int:
    """Whole seconds, at least one."""
    return max(1, -(-microseconds // SECOND))


def _startup(check: HealthCheck, steady: Manifest) -> Manifest:
    """Failures do not count in the time to start; after it, as many are borne as later."""
    period = min(STARTUP_PERIOD, seconds(check.interval))
    patience = check.start_period // SECOND + seconds(check.interval) * check.retries
    return {**steady, "periodSeconds": period, "failureThreshold": max(check.retries, -(-patience // period))}
