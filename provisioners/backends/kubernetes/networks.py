"""Networks as policies: the members of a network reach each other, and nobody else reaches them unasked.

A deployment whose template names no network is one network, as it is on other platforms.
"""

from provisioners.backends.kubernetes.labels import common_labels, membership, selector
from provisioners.backends.kubernetes.names import PUBLIC
from provisioners.backends.kubernetes.rendering import Manifest, Rendering, filled
from provisioners.containers.model import Container, Network

DEFAULT = "default"
DNS = [{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}]
API = "networking.k8s.io/v1"


def joined(rendering: Rendering, container: Container) -> list[str]:
    """The networks of a container by name.

    It joins those it is linked to, or else the default one. It joins the default one as well when it and the other
    end of one of its connections share no network, so that every connection of the template works.
    """
    own = set(container.networks)
    if not own:
        return [DEFAULT]
    containers = rendering.topology.containers
    lonely = any(not own & set(containers[other].networks) for other in container.partners)
    return [*([DEFAULT] if lonely else []), *sorted(rendering.network_names[address] for address in own)]


def network_policies(rendering: Rendering) -> list[Manifest]:
    """The policy of the default network where somebody is in it, and of each network that has members."""
    members = [one for one in rendering.topology.containers.values() if not one.rights.network]
    found = []
    if any(DEFAULT in joined(rendering, container) for container in members):
        found.append(_policy(rendering, rendering.names.of(DEFAULT), DEFAULT, None))
    for address, network in rendering.topology.networks.items():
        if network.used_by:
            name = rendering.network_names[address]
            found.append(_policy(rendering, rendering.names.of(name), name, network))
    return found


def _policy(rendering: Rendering, name: str, network: str, node: Network | None) -> Manifest:
    others = [{"podSelector": {"matchLabels": _members(rendering, network)}}]
    to_dns = {"to": [{"namespaceSelector": {}}], "ports": DNS}
    is_internal = node is not None and node.internal
    return rendering.manifest(
        API,
        "NetworkPolicy",
        name,
        address=node.address if node else "",
        spec={
            "podSelector": {"matchLabels": _members(rendering, network)},
            "policyTypes": ["Ingress", "Egress"],
            "ingress": [{"from": others}],
            "egress": [{"to": others}, to_dns] if is_internal else [{}],
        },
    )


def _members(rendering: Rendering, network: str) -> dict[str, str]:
    own = common_labels(rendering.topology.deployment)
    name = membership(network)
    return {**{key: value for key, value in own.items() if key.startswith("toposmith.")}, name: "joined"}


def public_policy(rendering: Rendering, container: Container) -> list[Manifest]:
    """What lets in whoever is outside: at published ports, and where routes and load balancers lead."""
    routed = ((route.port, "tcp") for route in rendering.routes_to(container))
    ports = sorted({*((port.target, port.protocol) for port in container.ports), *routed})
    if not ports or container.rights.network:
        return []
    spec = {
        "podSelector": {"matchLabels": selector(rendering.topology.deployment, container.name)},
        "policyTypes": ["Ingress"],
        "ingress": [{"ports": [{"port": port, "protocol": protocol.upper()} for port, protocol in ports]}],
    }
    return [rendering.of_container(API, "NetworkPolicy", container, PUBLIC, spec=filled(spec))]
