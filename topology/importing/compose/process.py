"""What runs in a container and with which rights (Compose Specification, "command" to "working_dir")."""

import re

from topology.importing.compose.merge import Entries
from topology.importing.compose.scope import Scope
from topology.importing.compose.words import words
from topology.importing.draft import DraftNode, Value
from topology.importing.trees import value_of
from topology.tosca.tree import Node, Scalar, is_null

_ON_FAILURE = re.compile(r"on-failure(?::(\d{1,9}))?", re.ASCII)
_ONCE = frozenset({"replicated-job", "global-job"})
CONDITIONS = {"none": "no", "on-failure": "on-failure", "any": "always"}
"""Those of `restart_policy`, with what `restart` calls them."""

SHARED = ("service:", "container:")
RIGHTS = {"pid": "host_pid", "ipc": "host_ipc"}


def add_process(scope: Scope, node: DraftNode, entries: Entries) -> None:
    """The program of a container and how it is started."""
    for key in ("entrypoint", "command"):
        if key in entries and not is_null(entries[key][1]):
            _add_command(scope, node, key, entries[key][1])
    for key in ("user", "working_dir"):
        value = scope.value(value_of(entries, key), f"`{key}`")
        if value:
            node.properties[key] = value
    grace = scope.duration(value_of(entries, "stop_grace_period"), "`stop_grace_period`")
    if grace is not None:
        node.properties["stop_grace_period"] = grace


def _add_command(scope: Scope, node: DraftNode, key: str, written: Node) -> None:
    found = _command(scope, written)
    if found:
        node.properties[key] = found
    elif not scope.trees.findings.has_errors:
        scope.trees.unsaid(written, f"That the image's own `{key}` is to be empty has no counterpart.")


def _command(scope: Scope, written: Node) -> list[Value]:
    if not isinstance(written, Scalar):
        return scope.values(written, "The command")
    try:
        return [scope.variables.value(word, written) for word in words(scope.text(written))]
    except ValueError as error:
        help_text = 'Write a list, such as `[ sh, -c, "…" ]`.'
        scope.trees.wrong(written, f"This command cannot be taken apart: {error}.", help_text)
        return []


def add_restart(scope: Scope, node: DraftNode, entries: Entries, deploy: Entries, *, is_job: bool) -> None:
    """What happens when the container ends; Compose leaves it alone where nothing is said."""
    policy = scope.trees.entries(value_of(deploy, "restart_policy"), "`restart_policy`")
    scope.trees.check_keys(policy, ("condition", "delay", "max_attempts", "window"), "`restart_policy`")
    scope.trees.leave_out(policy, {"delay": "", "window": ""}, "`restart_policy`")
    at = policy["condition"][1] if "condition" in policy else value_of(entries, "restart")
    text = scope.plain(at, "`restart`") or ("any" if policy else "no")
    found = _ON_FAILURE.fullmatch(text)
    restart = "on-failure" if found else CONDITIONS.get(text, text)
    if at is not None and restart not in ("no", "on-failure", "always", "unless-stopped"):
        scope.trees.wrong(at, f"`{text}` is no way to restart.")
        return
    most = scope.whole(value_of(policy, "max_attempts"), "`max_attempts`")
    retries: Value | None = int(found[1]) if found and found[1] else most
    _set_restart(scope, node, restart, retries, at, is_job=is_job)


def _set_restart(
    scope: Scope, node: DraftNode, restart: str, retries: Value | None, at: Node | None, *, is_job: bool
) -> None:
    if is_job and restart not in ("no", "on-failure"):
        if at is not None:
            scope.trees.otherwise(at, "Others wait until this service has ended, so it is not started again.")
        restart = "no"
    if restart != ("no" if is_job else "unless-stopped"):
        node.properties["restart"] = restart
    if retries is not None and is_job:
        node.properties["retries"] = retries
    elif retries is not None and at is not None:
        scope.trees.otherwise(at, "How often a container is started again is not bounded.")


def add_rights(scope: Scope, node: DraftNode, entries: Entries) -> None:
    """What the container wants of its host; the target has to grant it."""
    for key in ("privileged", "read_only"):
        if key in entries and scope.truth(entries[key][1], f"`{key}`"):
            node.properties[key] = True
    for key, name in RIGHTS.items():
        _add_namespace(scope, node, key, name, entries)
    added = scope.values(entries["cap_add"][1], "`cap_add`") if "cap_add" in entries else []
    if added:
        node.properties["added_capabilities"] = list(dict.fromkeys(added))
    devices = [_device(scope, item) for item in _items(scope, entries, "devices")]
    if devices:
        node.properties["devices"] = [device for device in devices if device is not None]


def _items(scope: Scope, entries: Entries, key: str) -> list[Node]:
    return scope.trees.items(value_of(entries, key), f"`{key}`")


def _add_namespace(scope: Scope, node: DraftNode, key: str, name: str, entries: Entries) -> None:
    text = scope.plain(value_of(entries, key), f"`{key}`")
    if text == "host":
        node.properties[name] = True
    elif text is not None and text.startswith(SHARED):
        scope.trees.impossible(entries[key][1], f"A node cannot share `{key}` with another one.")
    elif text is not None and text not in ("", "private"):
        scope.trees.unsaid(entries[key][0], f"`{key}: {text}` has no counterpart and is left out.")


def _device(scope: Scope, item: Node) -> Value | None:
    if isinstance(item, Scalar):
        return scope.value(item, "Each of `devices`")
    entries = scope.trees.entries(item, "Each of `devices`")
    scope.trees.check_keys(entries, ("source", "target", "permissions"), "A device")
    parts = [scope.plain(value_of(entries, key), f"`{key}`") for key in ("source", "target", "permissions")]
    source, target, permissions = parts
    if source is None:
        scope.trees.wrong(item, "A device has to have a `source`.")
        return None
    return ":".join(part for part in (source, target or (source if permissions else None), permissions) if part)


def is_once(mode: str | None) -> bool:
    """Whether a mode of `deploy` says that a service ends."""
    return mode in _ONCE
