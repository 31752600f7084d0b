"""How many containers there are, what each may use, and how they are run (Compose Deploy Specification)."""

from topology.importing.compose.keys import DEPLOY_UNSAID, UPDATE_UNSAID
from topology.importing.compose.merge import Entries
from topology.importing.compose.scope import Scope
from topology.importing.draft import DraftNode, DraftPolicy, InputRef, Value
from topology.importing.trees import value_of
from topology.tosca.tree import Node, Scalar

PLACEMENT, UPDATE = "toposmith.policies.Placement", "toposmith.policies.Update"
LABEL = "node.labels."
KEYS = ("mode", "replicas", "resources", "restart_policy", "placement", "update_config", *DEPLOY_UNSAID)


def deploy_of(scope: Scope, entries: Entries) -> Entries:
    """The settings below ``deploy``."""
    deploy = scope.trees.entries(value_of(entries, "deploy"), "`deploy`")
    scope.trees.check_keys(deploy, KEYS, "`deploy`")
    scope.trees.leave_out(deploy, DEPLOY_UNSAID, "`deploy`")
    return deploy


def add_scale(scope: Scope, node: DraftNode, entries: Entries, deploy: Entries) -> None:
    """How many equal containers a service has."""
    written = deploy.get("replicas") or entries.get("scale")
    count = scope.whole(written[1], "The number of containers") if written else None
    if count == 0 and written:
        scope.trees.impossible(written[1], "A node has at least one container.", "Leave the service out.")
    if isinstance(count, InputRef) or (count or 0) > 1:
        assert count is not None
        bounds: dict[str, Value] = {"min_instances": 1, "max_instances": count, "default_instances": count}
        node.capabilities["scalable"] = bounds


def add_resources(scope: Scope, node: DraftNode, entries: Entries, deploy: Entries) -> None:
    """What a container may use, and what is kept free for it."""
    resources = scope.trees.entries(value_of(deploy, "resources"), "`resources`")
    scope.trees.check_keys(resources, ("limits", "reservations"), "`resources`")
    parts = {"limits": ("cpus", "memory"), "reservations": ("reserved_cpus", "reserved_memory")}
    for key, (processors, memory) in parts.items():
        found = scope.trees.entries(value_of(resources, key), f"`{key}`")
        scope.trees.check_keys(found, ("cpus", "memory", "pids", "devices", "generic_resources"), f"`{key}`")
        scope.trees.leave_out(found, {"pids": "", "devices": "", "generic_resources": ""}, f"`{key}`")
        _set(node, processors, scope.processors(value_of(found, "cpus"), "`cpus`"))
        _set(node, memory, scope.size(value_of(found, "memory"), "`memory`"))
    older = {"cpus": scope.processors, "mem_limit": scope.size, "mem_reservation": scope.size}
    names = {"cpus": "cpus", "mem_limit": "memory", "mem_reservation": "reserved_memory"}
    for key, read in older.items():
        if key in entries and names[key] not in node.properties:
            _set(node, names[key], read(entries[key][1], f"`{key}`"))


def _set(node: DraftNode, name: str, value: Value | None) -> None:
    if value is not None and value != "0 B":
        node.properties[name] = value


def add_policies(scope: Scope, service: str, node_name: str, deploy: Entries) -> None:
    """Where the containers of a service run, and how they are replaced."""
    update = _update(scope, scope.trees.entries(value_of(deploy, "update_config"), "`update_config`"))
    placement = _placement(scope, deploy)
    for kind, ending, properties in ((PLACEMENT, "placement", placement), (UPDATE, "update", update)):
        if properties:
            scope.draft.policies[f"{service}_{ending}"] = DraftPolicy(kind, (node_name,), properties)


def _update(scope: Scope, config: Entries) -> dict[str, Value]:
    scope.trees.check_keys(
        config, ("parallelism", "delay", "order", "failure_action", *UPDATE_UNSAID), "`update_config`"
    )
    scope.trees.leave_out(config, UPDATE_UNSAID, "`update_config`")
    found: dict[str, Value | None] = {
        "parallelism": scope.whole(value_of(config, "parallelism"), "`parallelism`"),
        "delay": scope.duration(value_of(config, "delay"), "`delay`"),
        "order": scope.plain(value_of(config, "order"), "`order`"),
        "failure_action": scope.plain(value_of(config, "failure_action"), "`failure_action`"),
    }
    if found["parallelism"] == 0:
        scope.trees.unsaid(config["parallelism"][0], "All at once has no counterpart; one is replaced after the other.")
        found["parallelism"] = None
    for key, legal in (("order", ("start-first", "stop-first")), ("failure_action", ("pause", "continue", "rollback"))):
        if found[key] is not None and found[key] not in legal:
            scope.trees.wrong(config[key][1], f"`{key}` is one of {', '.join(legal)}.")
    return {key: value for key, value in found.items() if value is not None}


def _placement(scope: Scope, deploy: Entries) -> dict[str, Value]:
    mode = scope.plain(value_of(deploy, "mode"), "`mode`")
    found: dict[str, Value] = {"everywhere": True} if mode in ("global", "global-job") else {}
    placement = scope.trees.entries(value_of(deploy, "placement"), "`placement`")
    scope.trees.check_keys(placement, ("constraints", "preferences", "max_replicas_per_node"), "`placement`")
    labels: dict[str, Value] = {}
    for item in scope.trees.scalars(value_of(placement, "constraints"), "`constraints`"):
        name, equals, value = (scope.plain(item, "`constraints`") or "").partition("==")
        if equals and name.strip().startswith(LABEL):
            labels[name.strip().removeprefix(LABEL)] = value.strip()
        else:
            scope.trees.unsaid(item, "Only `node.labels.NAME == VALUE` has a counterpart; this one is left out.")
    if labels:
        found["labels"] = labels
    for preference in scope.trees.items(value_of(placement, "preferences"), "`preferences`"):
        found.update(_spread(scope, preference))
    most = placement.get("max_replicas_per_node")
    if most and scope.whole(most[1], "`max_replicas_per_node`") == 1:
        found["apart"] = True
    elif most:
        scope.trees.unsaid(most[0], "Only one container on each host has a counterpart; this is left out.")
    return found


def _spread(scope: Scope, item: Node) -> dict[str, Value]:
    spread = scope.trees.entries(item, "Each of `preferences`").get("spread", (None, None))[1]
    if isinstance(spread, Scalar) and spread.text.startswith(LABEL):
        return {"spread_over": spread.text.removeprefix(LABEL)}
    scope.trees.unsaid(item, "Only `spread: node.labels.NAME` has a counterpart; this one is left out.")
    return {}
