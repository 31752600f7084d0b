"""Probes as a health check: a template has one command, and it says all that a container may be asked."""

from collections.abc import Mapping

from topology.importing.draft import Value
from topology.importing.fields import Fields
from topology.importing.kubernetes.quantities import seconds
from topology.importing.kubernetes.references import expanded
from topology.importing.kubernetes.scope import Scope, Workload

PROBES = ("readinessProbe", "livenessProbe", "startupProbe")
PERIOD, TIMEOUT, FAILURES = 10, 1, 3
"""What Kubernetes does where nothing is said."""


def health_check(scope: Scope, workload: Workload, known: Mapping[str, Value]) -> dict[str, Value] | None:
    """The health check of a container: its readiness, else its liveness, after the time that it may take to start.

    ``known`` are the container's variables.
    """
    container = workload.container
    probes = {key: container.below(key, f"the {key}") for key in PROBES if key in container}
    checks = {key: probe for key, probe in probes.items() if "exec" in probe}
    for key, probe in probes.items():
        if key not in checks:
            _tell_of_kind(scope, container, key, probe)
    main = next((key for key in PROBES if key in checks), None)
    if main is None:
        return None
    found = _check(scope, checks.pop(main), known)
    start = checks.pop("startupProbe", None)
    if start is not None:
        patience = (start.whole("periodSeconds") or PERIOD) * (start.whole("failureThreshold") or FAILURES)
        found["start_period"] = seconds((start.whole("initialDelaySeconds") or 0) + patience)
        start.ignore("exec", "timeoutSeconds", "successThreshold")
    for key, probe in checks.items():
        if _words(probe, known) != found["command"]:
            scope.trees.unsaid(container.at(key), "A container has one health check; this one is left out.")
        probe.ignore(*probe)
    return found


def _tell_of_kind(scope: Scope, container: Fields, key: str, probe: Fields) -> None:
    kind = next((each for each in ("httpGet", "tcpSocket", "grpc") if each in probe), "nothing")
    message = f"A health check is a command inside the container; the {key} by `{kind}` is left out."
    scope.trees.unsaid(container.at(key), message, "Write one with what the image has, such as curl or wget.")
    probe.ignore(*probe)


def _check(scope: Scope, probe: Fields, known: Mapping[str, Value]) -> dict[str, Value]:
    found: dict[str, Value] = {
        "command": _words(probe, known),
        "interval": seconds(probe.whole("periodSeconds") or PERIOD),
        "timeout": seconds(probe.whole("timeoutSeconds") or TIMEOUT),
        "retries": probe.whole("failureThreshold") or FAILURES,
    }
    if not found["command"]:
        scope.trees.wrong(probe.at("exec"), "A probe has to have a command.")
    delay = probe.whole("initialDelaySeconds")
    if delay:
        found["start_period"] = seconds(delay)
    return found


def _words(probe: Fields, known: Mapping[str, Value]) -> list[Value]:
    """The command of a probe."""
    return [expanded(each.text, known) for each in probe.below("exec").scalars("command")]
