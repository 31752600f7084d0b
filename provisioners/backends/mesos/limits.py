"""What Marathon cannot do for containers that run without end, beyond what no platform can."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from provisioners.backends.contract import RenderContext, Right
from provisioners.backends.findings import Findings, Path
from provisioners.backends.mesos import job_limits, pod_limits, route_limits, volume_limits
from provisioners.backends.mesos.attributes import Reach, reach
from provisioners.backends.mesos.parameters import RUNTIME_OPTIONS, by_property
from provisioners.backends.mesos.secret_refs import has_store, takes_files
from provisioners.backends.mesos.types import is_by_pods
from provisioners.backends.mesos.writer import Writer
from provisioners.containers.connections import CONNECTS_TO
from provisioners.containers.governance import PLACEMENT
from provisioners.containers.model import LOOPBACK, WILDCARDS, Container, Network, Port, Topology
from provisioners.containers.text import Text
from topology.diagnostics import Diagnostic, Severity
from topology.graph.model import Policy, TopologyGraph

LOOPBACKS = (LOOPBACK, "::1")
KEPT_RESTARTS = ("always", "unless-stopped")


@dataclass(frozen=True, slots=True)
class Limits:
    """One look at a topology: what is asked, of which target, and what was found."""

    graph: TopologyGraph
    topology: Topology
    context: RenderContext
    findings: Findings

    @property
    def options(self) -> Mapping[str, str]:
        return self.context.options


def limits(graph: TopologyGraph, topology: Topology, context: RenderContext) -> tuple[Diagnostic, ...]:
    """Each wish of a topology that cannot be fulfilled, at its line."""
    found = Limits(graph, topology, context, Findings())
    for container in topology.containers.values():
        for check in CHECKS:
            check(found, container)
        if container.job is not None:
            job_limits.check(found.findings, topology, container, context.options)
    for policy in graph.policies.values():
        _check_apart(found, policy)
    for network in topology.networks.values():
        _check_network(found, network)
    volume_limits.check(found.findings, topology, context.options)
    pod_limits.check(found.findings, topology, context.options)
    route_limits.check(found.findings, topology, context.options)
    return found.findings.all()


def _check_network(limits: Limits, network: Network) -> None:
    """Marathon makes no networks. All containers share the target's, so what joins is kept and what parts is not."""
    name, node = network.node.name, network.node
    wishes = {"internal": network.internal, "cidr": network.subnet, "gateway_ip": network.gateway}
    for key in [key for key, wish in {**wishes, "ip_version": network.ipv6}.items() if wish]:
        limits.findings.add("TS814", node, ("properties", key), f"Marathon makes no network '{name}' with '{key}'.")
    if not any(wishes.values()):
        message = f"'{name}' is not made: its containers join the target's network, and so do all others."
        limits.findings.add("TS807", node, ("type",), message, severity=Severity.WARNING)


def _check_connections(limits: Limits, container: Container) -> None:
    for edge in limits.graph.out_of(container.address):
        other = limits.topology.containers.get(edge.target)
        if other is None or other.job is not None or not edge.relationship.is_a(CONNECTS_TO):
            continue
        if reach(other.rights.network, limits.options) is Reach.NOT:
            message = f"'{container.node.name}' cannot reach '{edge.target}', whose address is chosen when it starts."
            limits.findings.add_at_edge("TS850", container.node, edge, message)


def _check_ports(limits: Limits, container: Container) -> None:
    for port in container.ports:
        _check_address(limits, container, port)
        if port.published and container.scale.instances > 1 and not _is_apart(container):
            count = container.scale.instances
            name = container.node.name
            message = f"{count} containers of '{name}' with port {port.published} of an agent need one agent each."
            help_ = "Say so by a policy of type toposmith.policies.Placement with 'apart', or leave 'published' out."
            path = ("properties", "ports", port.index, "published")
            limits.findings.add("TS804", container.node, path, message, help=help_)


def _check_address(limits: Limits, container: Container, port: Port) -> None:
    place = ("properties", "ports", port.index)
    if port.address in WILDCARDS:
        return
    if port.address in LOOPBACKS:
        message = f"Port {port.key} of '{container.node.name}' is open to all who reach its agent."
        limits.findings.add("TS830", container.node, place, message, severity=Severity.WARNING)
        return
    message = f"Marathon publishes on no certain address of an agent, so {port.address} cannot be kept."
    limits.findings.add("TS814", container.node, (*place, "address"), message)


def _is_apart(container: Container) -> bool:
    placement = container.policies.placement
    return placement is not None and placement.apart


def _check_files(limits: Limits, container: Container) -> None:
    is_taken = takes_files(limits.options) and container.job is None
    for key, files in (("secrets", container.secret_files), ("files", container.config_files)):
        if files and not is_taken:
            message = f"The {key} of '{container.node.name}' cannot be put into it."
            limits.findings.add("TS853", container.node, ("properties", key), message)


def _check_secrets(limits: Limits, container: Container) -> None:
    is_kept = has_store(limits.options) and container.job is None
    for path in _secret_places(container):
        if is_kept and path[1] == "environment":
            continue
        message = f"A secret of '{container.node.name}' will be readable by whoever may read it in Marathon or Chronos."
        limits.findings.add("TS852", container.node, path, message, severity=Severity.WARNING)


def _secret_places(container: Container) -> Iterator[Path]:
    lists: dict[Path, tuple[Text, ...]] = {
        ("command",): container.command,
        ("entrypoint",): container.entrypoint,
        ("health_check", "command"): container.health.command if container.health else (),
    }
    for name, text in container.environment.items():
        if text.is_secret:
            yield ("properties", "environment", name)
    for path, texts in lists.items():
        for index, text in enumerate(texts):
            if text.is_secret:
                yield ("properties", *path, index)
    for key, single in (("user", container.user), ("working_dir", container.working_dir)):
        if single is not None and single.is_secret:
            yield ("properties", key)


def _check_parameters(limits: Limits, container: Container) -> None:
    if Right.ENGINE_PARAMETERS in limits.context.rights or (is_by_pods(limits.options) and container.job is None):
        return
    writer = Writer(limits.context.secret_digest)
    for key in dict.fromkeys(key for key, _, _ in by_property(writer, container)):
        message = (
            f"'{container.node.name}' needs a parameter of the engine for its '{key}'; the target does not grant it."
        )
        limits.findings.add("TS711", container.node, ("properties", key), message)


def _check_restart(limits: Limits, container: Container) -> None:
    if container.job is None and container.restart not in KEPT_RESTARTS:
        message = (
            f"Marathon always starts '{container.node.name}' again, also where 'restart' is {container.restart!r}."
        )
        help_ = "Make it a toposmith.nodes.Job if it is to end."
        limits.findings.add("TS814", container.node, ("properties", "restart"), message, help=help_)


def _check_policies(limits: Limits, container: Container) -> None:
    name = container.node.name
    placement = container.policies.placement
    if placement is not None and placement.everywhere:
        limits.findings.add("TS814", container.node, (), f"Marathon cannot run '{name}' on every agent.")
    if placement is not None and not all(placement.labels.values()):
        limits.findings.add("TS815", container.node, (), f"A mark that '{name}' wants of its hosts has no value.")
    for what in _without_effect(container):
        message = f"Marathon has no counterpart for what the policies of '{name}' say of {what}."
        limits.findings.add("TS807", container.node, (), message, severity=Severity.WARNING)


def _without_effect(container: Container) -> Iterator[str]:
    policies = container.policies
    if policies.scaling is not None:
        yield "scaling"
    if policies.min_available is not None:
        yield "availability"
    if policies.update is not None and policies.update.delay:
        yield "the time between two changes"


def _check_apart(limits: Limits, policy: Policy) -> None:
    """``UNIQUE`` keeps the instances of one application apart, not those of several."""
    if not policy.type.is_a(PLACEMENT) or policy.properties.get("apart") is not True:
        return
    groups = limits.graph.groups
    members = {
        name for target in policy.targets for name in (groups[target].members if target in groups else (target,))
    }
    found = [one for one in limits.topology.containers.values() if {one.address, one.node.name} & members]
    if len(found) > 1:
        message = (
            f"Marathon keeps instances of one container apart, but not '{found[0].address}' and '{found[1].address}'."
        )
        limits.findings.add("TS814", found[0].node, (), message)


def _check_isolation(limits: Limits, container: Container) -> None:
    wanted = container.policies.isolation
    if wanted is not None and (is_by_pods(limits.options) or not limits.options.get(RUNTIME_OPTIONS[wanted])):
        message = f"'{container.node.name}' is to be isolated by a {wanted}, and the target names no runtime for that."
        help_ = f"Set the option '{RUNTIME_OPTIONS[wanted]}' of the target."
        limits.findings.add("TS823", container.node, (), message, help=help_)


CHECKS: tuple[Callable[[Limits, Container], None], ...] = (
    _check_connections,
    _check_ports,
    _check_files,
    _check_secrets,
    _check_parameters,
    _check_restart,
    _check_policies,
    _check_isolation,
)
