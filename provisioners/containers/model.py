"""The containers of a topology as values that every container platform can render. Nothing in them is escaped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from provisioners.backends.contract import Build
from provisioners.containers.policies import NO_POLICIES, Policies
from provisioners.containers.text import Text
from topology.diagnostics import Diagnostic
from topology.graph.model import Node

LOOPBACK = "127.0.0.1"
WILDCARDS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


@dataclass(frozen=True, slots=True)
class Image:
    """What a container runs: the image's name, and how it is made where it has to be; no name after a finding."""

    name: str
    build: Build | None = None


@dataclass(frozen=True, slots=True)
class Port:
    """One published port; ``published`` is 0 where the platform chooses. ``index`` is its place in the template."""

    target: int
    published: int
    protocol: str
    address: str
    index: int

    @property
    def key(self) -> str:
        """The name under which attributes give it: ``80/tcp``."""
        return f"{self.target}/{self.protocol}"

    @property
    def reachable_at(self) -> str:
        """The host's address as a client on the host would write it in a URL."""
        if self.address in WILDCARDS:
            return "localhost"
        return f"[{self.address}]" if ":" in self.address else self.address


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """A command that tells whether a container is well; all times in microseconds."""

    command: tuple[Text, ...]
    interval: int
    timeout: int
    start_period: int
    retries: int


@dataclass(frozen=True, slots=True)
class Mount:
    """Storage inside a container: ``storage`` is the address of a volume or of a host path."""

    storage: str
    location: str
    is_volume: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """How many equal instances there are, and between which bounds that may be changed."""

    instances: int = 1
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Resources:
    """Bounds and reservations: processors as decimal text such as ``0.5``, memory in bytes; None where not said."""

    cpus: str | None = None
    memory: int | None = None
    reserved_cpus: str | None = None
    reserved_memory: int | None = None


@dataclass(frozen=True, slots=True)
class HostRights:
    """What a container wants of its host; whatever stands here was granted by the target."""

    privileged: bool = False
    network: bool = False
    pid: bool = False
    ipc: bool = False
    capabilities: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()


class Concurrency(StrEnum):
    """What happens when it is time for a job while an earlier run has not ended."""

    ALLOW = "allow"
    FORBID = "forbid"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Job:
    """A container that ends: once where there is no ``schedule``, else at its times. ``time_limit`` in microseconds."""

    schedule: str | None = None
    time_zone: str | None = None
    concurrency: Concurrency = Concurrency.FORBID
    completions: int = 1
    parallelism: int = 1
    retries: int = 3
    time_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """A node that is one or more equal containers.

    ``name`` is unique among the deployment's containers, and a DNS label of at most 40 characters. ``listens`` are the
    ports inside the container that others may connect to: published ones and those of its endpoints.
    ``secret_files`` are by their name under ``/run/secrets``, ``config_files`` by their absolute path. ``networks``,
    ``waits_for``, ``connects_to`` and ``partners`` are addresses; partners are the containers at the other ends of all
    its edges, in both directions. ``job`` is None for what runs without end. ``stop_grace_period``
    is in microseconds.
    """

    node: Node
    name: str
    generation: int
    image: Image
    entrypoint: tuple[Text, ...] = ()
    command: tuple[Text, ...] = ()
    environment: Mapping[str, Text] = field(default_factory=dict)
    ports: tuple[Port, ...] = ()
    listens: tuple[tuple[int, str], ...] = ()
    scheme: str = "tcp"
    secret_files: Mapping[str, Text] = field(default_factory=dict)
    config_files: Mapping[str, Text] = field(default_factory=dict)
    health: HealthCheck | None = None
    mounts: tuple[Mount, ...] = ()
    networks: tuple[str, ...] = ()
    connects_to: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    scale: Scale = Scale()
    resources: Resources = Resources()
    restart: str = "unless-stopped"
    user: Text | None = None
    working_dir: Text | None = None
    read_only: bool = False
    stop_grace_period: int | None = None
    rights: HostRights = HostRights()
    job: Job | None = None
    policies: Policies = NO_POLICIES

    @property
    def address(self) -> str:
        return self.node.address


@dataclass(frozen=True, slots=True)
class Volume:
    """Data that outlives containers. ``size`` in bytes, None where not said; ``used_by`` are containers' addresses."""

    node: Node
    name: str
    generation: int
    deletion_policy: str
    size: int | None
    used_by: tuple[str, ...]

    @property
    def address(self) -> str:
        return self.node.address


@dataclass(frozen=True, slots=True)
class Network:
    """A network that joins containers. ``used_by`` are containers' addresses."""

    node: Node
    name: str
    generation: int
    internal: bool
    ipv6: bool
    subnet: str
    gateway: str
    used_by: tuple[str, ...]

    @property
    def address(self) -> str:
        return self.node.address


@dataclass(frozen=True, slots=True)
class HostPath:
    """A folder or file of the host; it stands here only where the target grants it."""

    node: Node
    path: str

    @property
    def address(self) -> str:
        return self.node.address


@dataclass(frozen=True, slots=True)
class Route:
    """HTTP requests from outside that lead to the container at address ``backend``; ``port`` is the container's.

    Made from ``toposmith.nodes.Route``, or from ``tosca.nodes.LoadBalancer`` (then ``is_balancer``), which has no host
    name and leads every request on.
    """

    node: Node
    name: str
    generation: int
    backend: str
    port: int
    host: str
    path: str
    is_balancer: bool
    tls_certificate: Text | None = None
    tls_key: Text | None = None

    @property
    def address(self) -> str:
        return self.node.address


@dataclass(frozen=True, slots=True)
class Topology:
    """All that a topology asks of a platform, each by address in the order written.

    ``attributes`` are those known before apply, by address; ``diagnostics`` what was found on the way. ``project`` is
    the deployment's name in a form that every platform takes.
    """

    deployment: str
    project: str
    containers: Mapping[str, Container]
    volumes: Mapping[str, Volume]
    networks: Mapping[str, Network]
    host_paths: Mapping[str, HostPath]
    routes: Mapping[str, Route]
    attributes: Mapping[str, Mapping[str, str]]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        return any(found.is_error for found in self.diagnostics)
