"""Names of units. Deployments and containers have no dots in theirs, so no two names come together at a dot.

Quadlet makes ``NAME-volume.service`` of ``NAME.volume``, and likewise for networks and builds.
"""

from provisioners.containers.model import Container, Network, Topology, Volume
from provisioners.planning.fingerprint import digest

UNITS = "containers"
TIMERS = "systemd"


def containers_of(topology: Topology, container: Container) -> tuple[str, ...]:
    """The names of a container's instances, without the ending of a file."""
    name = f"{topology.project}.{container.name}"
    count = container.scale.instances
    return (name,) if count == 1 else tuple(f"{name}.{number}" for number in range(1, count + 1))


def volume_unit(topology: Topology, volume: Volume) -> str:
    return f"{topology.project}.{_last(topology, volume.name)}.volume"


def network_unit(topology: Topology, network: Network) -> str:
    return f"{topology.project}.{_last(topology, network.name)}.network"


def default_network_unit(topology: Topology) -> str:
    return f"{topology.project}.default.g0.network"


def build_unit(topology: Topology, container: Container) -> str:
    return f"{topology.project}.{container.name}.image.build"


def secret(topology: Topology, container: Container, kind: str, key: str) -> str:
    """The name of a Podman secret: of a variable, a secret file or a configuration file of a container."""
    return f"{topology.project}.{container.name}.{kind}.{key}"


def file_name(topology: Topology, container: Container, path: str) -> str:
    """The name of the file that holds a configuration file, beside the units of all deployments."""
    return f"files/{topology.project}.{container.name}-{file_digest(path)}"


def file_digest(path: str) -> str:
    """What stands for a path in names."""
    return digest(path)[:8]


def _last(topology: Topology, name: str) -> str:
    """``data.g1`` for the volume ``shop-data-g1``."""
    own, _, generation = name.removeprefix(f"{topology.project}-").rpartition("-")
    return f"{own}.{generation}"
