"""Health checks (Compose Specification, "healthcheck")."""

from topology.importing.compose.merge import Entries
from topology.importing.compose.scope import Scope
from topology.importing.draft import Value
from topology.importing.trees import value_of
from topology.tosca.tree import Node, SequenceNode

KEYS = ("test", "interval", "timeout", "start_period", "start_interval", "retries", "disable")
DOCKERS_TIMEOUT = "30 s"
"""How long a check may take where the file does not say it; the profile's own default is shorter."""

SHELL = ("/bin/sh", "-c")
_OFF = "NONE"


def health_check(scope: Scope, entries: Entries) -> dict[str, Value] | None:
    """The health check of a service; None where there is none, or only one that its image has."""
    if "healthcheck" not in entries:
        return None
    key, node = entries["healthcheck"]
    check = scope.trees.entries(node, "`healthcheck`")
    scope.trees.check_keys(check, KEYS, "A health check")
    command = _command(scope, value_of(check, "test"))
    is_off = "disable" in check and scope.truth(check["disable"][1], "`disable`")
    if is_off or command is None:
        scope.trees.unsaid(key, "A template cannot switch the image's own health check off.")
        return None
    if not command:
        if "test" not in check and check:
            scope.trees.unsaid(key, "The times of the image's own health check cannot be changed without a `test`.")
        return None
    found: dict[str, Value] = {"command": command}
    for name in ("interval", "timeout", "start_period"):
        time = scope.duration(check.get(name, (None, None))[1], f"`{name}`")
        if time is not None:
            found[name] = time
    found.setdefault("timeout", DOCKERS_TIMEOUT)
    retries = scope.whole(value_of(check, "retries"), "`retries`")
    if retries:
        found["retries"] = retries
    if "start_interval" in check:
        scope.trees.unsaid(check["start_interval"][0], "`start_interval` has no counterpart and is left out.")
    return found


def _command(scope: Scope, test: Node | None) -> list[Value] | None:
    """The command of a test in any of its forms; None where the image's own check is switched off."""
    if not isinstance(test, SequenceNode):
        text = scope.value(test, "`test`")
        if text == _OFF:
            return None
        return [*SHELL, text] if text else []
    head, *rest = scope.values(test, "`test`") or [""]
    if head == "CMD" and rest:
        return rest
    if head == "CMD-SHELL" and len(rest) == 1:
        return [*SHELL, rest[0]]
    if head == _OFF:
        return None
    scope.trees.wrong(test, "`test` is a text, or a list that begins with CMD, CMD-SHELL or NONE.")
    return []
