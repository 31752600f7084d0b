"""Attributes of nodes: those that are known before apply, and how others reach a container."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from provisioners.backends.contract import RenderContext
from provisioners.backends.mesos.names import app_id, dns_label, group_id
from provisioners.backends.mesos.types import SUPPORT, TITLE, option
from provisioners.containers.model import Port
from provisioners.containers.platform import Platform
from provisioners.containers.ports import ENDPOINT
from provisioners.containers.properties import is_set, settings
from topology.graph.model import Node


class Reach(StrEnum):
    """How other containers reach one, if they can."""

    NAME = "by the name of Mesos-DNS, at the container's own port"
    VIP = "by a virtual address of DC/OS"
    NOT = "not at all: its address and its port are chosen when it starts"


def platform(context: RenderContext) -> Platform:
    """Mesos as reading has to know it, for one target and deployment."""
    return Platform(TITLE, SUPPORT, _known(context))


def reach(node_uses_host: bool, options: Mapping[str, str]) -> Reach:
    """How a container is reached on a target."""
    if options.get("vip_domain") and not node_uses_host:
        return Reach.VIP
    return Reach.NAME if node_uses_host or options.get("network") else Reach.NOT


def address_of(app: str, found: Reach, options: Mapping[str, str]) -> str:
    """The name by which other containers reach an application; empty where there is none."""
    domain = {Reach.VIP: options.get("vip_domain", ""), Reach.NAME: option(options, "dns_domain"), Reach.NOT: ""}[found]
    return f"{dns_label(app)}.{domain}" if domain else ""


def _known(context: RenderContext) -> Callable[[Node, str, Iterable[Port]], dict[str, str]]:
    group = group_id(context.deployment, context.options)

    def attributes(node: Node, name: str, ports: Iterable[Port]) -> dict[str, str]:
        """``address``, ``private_address``, ``hostname`` and the ``ip_address`` of endpoints, where others reach it.

        Fixed ports give ``published_ports.80/tcp``; on which agent they are is known only afterwards.
        """
        found = {f"published_ports.{port.key}": str(port.published) for port in ports if port.published}
        address = address_of(
            app_id(group, name), reach(is_set(settings(node).get("host_network")), context.options), context.options
        )
        if address:
            found |= dict.fromkeys(("address", "private_address", "hostname"), address)
            endpoints = (key for key, capability in node.capabilities.items() if capability.type.is_a(ENDPOINT))
            found |= {f"{key}.ip_address": address for key in endpoints}
        return found

    return attributes
