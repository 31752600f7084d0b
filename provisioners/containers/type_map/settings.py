"""The settings that a type map can give: those of the profile's types, and how many instances there are."""

from collections.abc import Mapping

from provisioners.backends.type_map import Mapped

INSTANCES = "instances"
"""How many equal containers there are; the profile has it as a capability."""

ENVIRONMENT = "environment"
PORTS = "ports"

SETTINGS: Mapping[Mapped, frozenset[str]] = {
    Mapped.CONTAINER: frozenset(
        {
            *("command", "entrypoint", ENVIRONMENT, PORTS, "restart", "user", "working_dir", "read_only"),
            *("stop_grace_period", "cpus", "memory", "reserved_cpus", "reserved_memory", INSTANCES),
            *("privileged", "host_network", "host_pid", "host_ipc", "added_capabilities", "devices"),
        }
    ),
    Mapped.VOLUME: frozenset({"size", "deletion_policy"}),
    Mapped.NETWORK: frozenset({"internal", "cidr", "gateway_ip"}),
    Mapped.HOST_PATH: frozenset({"path"}),
    Mapped.TARGET: frozenset(),
    Mapped.REFUSED: frozenset(),
}
"""By what a node is."""

PROFILE_TYPES: Mapping[Mapped, str] = {
    Mapped.CONTAINER: "toposmith.nodes.Container",
    Mapped.VOLUME: "toposmith.nodes.Volume",
    Mapped.NETWORK: "toposmith.nodes.Network",
    Mapped.HOST_PATH: "toposmith.nodes.HostPath",
    Mapped.TARGET: "tosca.nodes.Compute",
    Mapped.REFUSED: "tosca.nodes.Compute",
}
"""The type that a mapped node is read as. What is refused has a finding; nothing more is to be said of it."""
