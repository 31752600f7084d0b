"""One service as a node."""

from topology.importing.compose.builds import image
from topology.importing.compose.confidential import add_configs, add_secrets
from topology.importing.compose.dependencies import Dependency
from topology.importing.compose.environment import environment
from topology.importing.compose.health import health_check
from topology.importing.compose.keys import SERVICE_IMPOSSIBLE, SERVICE_SAID, SERVICE_UNSAID
from topology.importing.compose.merge import Entries
from topology.importing.compose.networks import join
from topology.importing.compose.ports import exposed, ports
from topology.importing.compose.process import SHARED, add_process, add_restart, add_rights
from topology.importing.compose.resources import add_policies, add_resources, add_scale, deploy_of
from topology.importing.compose.scope import Scope
from topology.importing.compose.volumes import Mount, add_mounts
from topology.importing.draft import JOB, DraftNode
from topology.importing.trees import value_of
from topology.record import ValueRecord
from topology.tosca.tree import Scalar


class Service(ValueRecord):
    """A service of the project, and what is known of it before its node is filled."""

    key: Scalar
    entries: Entries
    mounts: list[Mount]
    networks: dict[str, Scalar]
    waits_for: tuple[Dependency, ...]


def fill(scope: Scope, name: str, service: Service) -> None:
    """Fill the node of a service."""
    node, entries = scope.draft.nodes[name], service.entries
    known = (*SERVICE_SAID, *SERVICE_UNSAID, *SERVICE_IMPOSSIBLE)
    scope.trees.check_keys(entries, known, "A service")
    scope.trees.leave_out(entries, SERVICE_UNSAID, f"the service `{name}`")
    for key, reason in SERVICE_IMPOSSIBLE.items():
        if key in entries:
            scope.trees.impossible(entries[key][0], reason)
    deploy = deploy_of(scope, entries)
    node.image = image(scope, service.key, entries)
    add_process(scope, node, entries)
    found = environment(scope, name, entries)
    if found:
        node.properties["environment"] = found
    add_rights(scope, node, entries)
    _add_network(scope, node, service)
    add_secrets(scope, node, entries)
    add_configs(scope, node, entries)
    check = health_check(scope, entries)
    if check:
        node.properties["health_check"] = check
    add_restart(scope, node, entries, deploy, is_job=node.type == JOB)
    add_resources(scope, node, entries, deploy)
    add_scale(scope, node, entries, deploy)
    for dependency in service.waits_for:
        node.require("dependency", dependency.service)
    add_mounts(scope, name, node, service.mounts)
    add_policies(scope, name, name, deploy)


def _add_network(scope: Scope, node: DraftNode, service: Service) -> None:
    """The ports and networks of a service, or the host's network, which leaves no room for both."""
    entries = service.entries
    mode = scope.plain(value_of(entries, "network_mode"), "`network_mode`")
    if mode == "host":
        node.properties["host_network"] = True
        for key in ("ports", "networks"):
            if key in entries:
                scope.trees.unsaid(entries[key][0], f"In the host's network there are no `{key}`.")
        return
    if mode is not None and (mode == "none" or mode.startswith(SHARED)):
        scope.trees.impossible(entries["network_mode"][1], f"The network `{mode}` has no counterpart.")
    elif mode not in (None, "bridge", "default"):
        scope.trees.wrong(entries["network_mode"][1], f"`{mode}` is no mode of a network.")
    published = ports(scope, entries)
    if published:
        node.properties["ports"] = published
    endpoint = exposed(scope, entries, published)
    if endpoint:
        node.capabilities["endpoint"] = endpoint
    join(scope, node, service.networks)
