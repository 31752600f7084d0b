"""Networks, and which services join them (Compose Specification, "networks")."""

from topology.importing.compose.keys import MEMBERSHIP_UNSAID, NETWORK_UNSAID
from topology.importing.compose.merge import Entries
from topology.importing.compose.scope import Scope
from topology.importing.draft import NETWORK, DraftNode, Value
from topology.importing.names import free
from topology.importing.trees import value_of
from topology.tosca.tree import Scalar, SequenceNode

DEFAULT = "default"


def memberships(scope: Scope, entries: Entries) -> dict[str, Scalar]:
    """The networks that a service names, each with its place."""
    node = value_of(entries, "networks")
    if isinstance(node, SequenceNode):
        return {each.text: each for each in scope.trees.scalars(node, "`networks`")}
    found = {}
    for name, (key, value) in scope.trees.entries(node, "`networks`").items():
        settings = scope.trees.entries(value, f"`{name}`")
        scope.trees.check_keys(settings, MEMBERSHIP_UNSAID, "A membership in a network")
        scope.trees.leave_out(settings, MEMBERSHIP_UNSAID, f"the network `{name}`")
        found[name] = key
    return found


def network_nodes(scope: Scope, used: dict[str, dict[str, Scalar]]) -> None:
    """The nodes of the networks that services name; ``used`` are the memberships of each service.

    The default network, which services without others join, is a node only where the file says more of it.
    """
    named = {name for each in used.values() for name in each}
    for name, (key, node) in scope.project.section("networks").items():
        entries = scope.trees.entries(node, f"The network `{name}`")
        scope.trees.check_keys(entries, ("internal", "enable_ipv6", "ipam", *NETWORK_UNSAID), "A network")
        scope.trees.leave_out(entries, _unsaid_of(entries), f"the network `{name}`")
        properties = _properties(scope, entries)
        if name in named or (name == DEFAULT and properties and not all(used.values())):
            _add(scope, name, properties)
        elif name != DEFAULT:
            scope.trees.unsaid(key, f"No service joins the network `{name}`, so it is left out.")
    if DEFAULT in named and DEFAULT not in scope.networks and any(set(each) - {DEFAULT} for each in used.values()):
        _add(scope, DEFAULT, {})


def join(scope: Scope, node: DraftNode, named: dict[str, Scalar]) -> None:
    """Link a node to the networks of its service."""
    for name, at in named.items() if named else ((DEFAULT, None),):
        if name in scope.networks:
            node.require("network", scope.networks[name])
        elif at is not None and name != DEFAULT:
            scope.trees.missing(at, f"There is no network `{name}`.", "List it under `networks` at the top.")


def _add(scope: Scope, name: str, properties: dict[str, Value]) -> None:
    wanted = "default_network" if name == DEFAULT else name
    scope.networks[name] = free(wanted, scope.draft.nodes, "network")
    scope.draft.nodes[scope.networks[name]] = DraftNode(NETWORK, properties=properties)


def _unsaid_of(entries: Entries) -> dict[str, str]:
    driver = entries.get("driver")
    is_usual = driver is not None and isinstance(driver[1], Scalar) and driver[1].text in ("bridge", "overlay")
    return {key: help_ for key, help_ in NETWORK_UNSAID.items() if key != "driver" or not is_usual}


def _properties(scope: Scope, entries: Entries) -> dict[str, Value]:
    found: dict[str, Value] = {}
    if "internal" in entries and scope.truth(entries["internal"][1], "`internal`"):
        found["internal"] = True
    if "enable_ipv6" in entries and scope.truth(entries["enable_ipv6"][1], "`enable_ipv6`"):
        found["ip_version"] = 6
    return {**found, **_subnet(scope, entries)} if "ipam" in entries else found


def _subnet(scope: Scope, entries: Entries) -> dict[str, Value]:
    ipam = scope.trees.entries(entries["ipam"][1], "`ipam`")
    scope.trees.check_keys(ipam, ("driver", "config", "options"), "`ipam`")
    for key in ("driver", "options"):
        node = value_of(ipam, key)
        if node is not None and not (isinstance(node, Scalar) and node.text == DEFAULT):
            scope.trees.unsaid(ipam[key][0], f"`{key}` of `ipam` has no counterpart and is left out.")
    found: dict[str, Value] = {}
    for number, item in enumerate(scope.trees.items(value_of(ipam, "config"), "`config`")):
        if number:
            scope.trees.unsaid(item, "A network has one range of addresses; this one is left out.")
            break
        config = scope.trees.entries(item, "Each of `config`")
        scope.trees.leave_out(config, {"ip_range": "", "aux_addresses": ""}, "`ipam`")
        for key, name in (("subnet", "cidr"), ("gateway", "gateway_ip")):
            value = scope.value(value_of(config, key), f"`{key}`")
            if value is not None:
                found[name] = value
    return found
