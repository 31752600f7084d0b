"""What a backend is. A platform is a folder of siblings that offers one object of this shape.

The pure half (:meth:`Backend.render`, :meth:`Backend.judge`, :meth:`Backend.steps`) takes and returns values.
The client half speaks to the platform from a worker, with a time-out on every call, and gets its secrets there.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from provisioners.backends.type_map import NO_TYPES, TypeMap
from provisioners.planning.model import Change, DataEffect, PlannedStep, Recorded
from topology.diagnostics import Diagnostic
from topology.graph.model import TopologyGraph

CONTRACT_VERSION = 3


class Right(StrEnum):
    """What only a target can grant, since it comes near to being root on the host."""

    PRIVILEGED = "privileged"
    HOST_NETWORK = "host-network"
    HOST_PID = "host-pid"
    HOST_IPC = "host-ipc"
    ADDED_CAPABILITIES = "added-capabilities"
    DEVICES = "devices"
    HOST_PATHS = "host-paths"
    ENGINE_SOCKET = "engine-socket"
    LOW_PORTS = "low-ports"
    IMAGE_BUILD = "image-build"
    ENGINE_PARAMETERS = "engine-parameters"


class Tried(StrEnum):
    """How a backend was tried by its own tests, for the table that says so."""

    REAL = "on the real platform"
    EMULATOR = "on an emulator"
    SCHEMA = "by schema only"
    STAND_IN = "against a stand-in"


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of a target that is no secret, such as a namespace: what it is for and the pattern of its values.

    An option that is an address, such as a registry's, names its ``schemes``, the first of which a value without one
    has; it is under the same policy for outbound connections as the target's endpoint.
    """

    description: str
    pattern: str
    default: str = ""
    schemes: tuple[str, ...] = ()


class NodeState(StrEnum):
    """The observed state of an instance, the same words on every platform."""

    PENDING = "pending"
    CREATING = "creating"
    STARTING = "starting"
    RUNNING = "running"
    UNHEALTHY = "unhealthy"
    FAILED = "failed"
    STOPPED = "stopped"
    SUCCEEDED = "succeeded"
    DELETING = "deleting"
    DELETED = "deleted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What rendering needs beside the graph.

    ``deployment`` is the unique short name that all names on the platform begin with; ``generations`` holds each
    address's generation (1 where absent); ``secret_digest`` gives a keyed digest of the secret behind a reference.
    ``files`` gives a digest of the content of each file in the template's archive, by path, so that an image made
    from them is made anew when one changes; None when the files are not at hand. ``options`` are the target's;
    ``digests`` gives the digest of each image that is pinned, by the name that the template uses. ``type_map`` says
    which types of others are containers, and where they say what.
    """

    deployment: str
    secret_digest: Callable[[str], str]
    generations: Mapping[str, int] = field(default_factory=dict)
    rights: frozenset[Right] = frozenset()
    files: Mapping[str, str] | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    type_map: TypeMap = NO_TYPES


@dataclass(frozen=True, slots=True)
class NativeObject:
    """What one instance becomes: its name on the platform and a digest of each of its sections."""

    address: str
    node_type: str
    name: str
    fingerprint: Mapping[str, str]
    deletion_policy: str = "retain"
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Build:
    """An image to be made from a Dockerfile artifact: the files come from the template's own archive only.

    ``push`` says that the platform takes it from the target's registry, whose address begins the image's name.
    """

    address: str
    image: str
    dockerfile: str
    context: str
    push: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """The native form of a whole graph: files by relative path, objects by address, secrets by variable name.

    ``secrets`` maps a name that the files use as a place-holder to the :class:`~topology.values.value.Value`'s
    parts that make it: each part is text, or a reference ``{"secret": REFERENCE}``.
    """

    files: Mapping[str, str]
    objects: Mapping[str, NativeObject]
    builds: tuple[Build, ...] = ()
    secrets: Mapping[str, Sequence[str | Mapping[str, str]]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a difference between two fingerprints is brought about, and what it does to data."""

    replace: bool
    reasons: tuple[str, ...]
    data: DataEffect = DataEffect.NONE


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a target is and how to be let in; typed fields only, never paths to files of a stranger's choice.

    ``options`` are the target's settings that are no secrets, each one that the backend declares. ``addresses`` are
    those that the name in ``url`` was resolved to when it was checked: a client connects to one of them, since a name
    may lead elsewhere a moment later. Empty for an endpoint that is no name on a network.
    """

    url: str
    credential: Mapping[str, str] = field(default_factory=dict, repr=False)
    options: Mapping[str, str] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """All that a client needs for one step, gathered by the engine in the worker.

    ``token`` is unique to the step and the same on each attempt: names or client tokens of creates derive from it.
    ``folder`` is an empty working folder of this attempt; ``archive`` gives the template's files by path.
    ``resolve`` turns a secret reference into its text. ``run`` starts an outside command that dies with the lease.
    ``report`` takes a line of progress, free of secrets. ``pause`` sleeps for so many seconds, and ends the step
    as soon as it is cancelled or another worker may have it: whoever waits for a platform waits by it.
    """

    deployment: str
    endpoint: Endpoint
    step: PlannedStep
    changes: Mapping[str, Change]
    rendered: Rendered
    token: str
    folder: Path
    archive: Callable[[], Mapping[str, bytes]]
    resolve: Callable[[str], str]
    run: "RunCommand"
    report: Callable[[str], None]
    pause: Callable[[float], None] = time.sleep


class RunCommand(Protocol):
    """Starts a command with an empty environment plus ``env``, without a shell, bound to the step's lease."""

    def __call__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: Path,
        timeout: float,
        stdin: bytes | None = None,
    ) -> "CommandResult": ...


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What became of a command: its exit status and its output, cut to a bounded tail."""

    status: int
    output: str


@dataclass(frozen=True, slots=True)
class Observed:
    """The platform's view of one instance. ``replicas`` are running ones; ``detail`` is the platform's own words.

    ``drift`` says in words what somebody else changed: each entry is one difference from what was applied.
    """

    address: str
    state: NodeState
    detail: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    replicas: int = 0
    drift: tuple[str, ...] = ()


class PlatformError(Exception):
    """The platform refused or failed; the message carries its own words, without NUL, and never a secret.

    ``transient`` says whether trying again may help without anybody changing anything.
    """

    def __init__(self, message: str, *, transient: bool = False, addresses: tuple[str, ...] = ()) -> None:
        super().__init__(message.replace("\0", ""))
        self.transient = transient
        self.addresses = addresses


class Backend(Protocol):
    """One platform. ``unit`` is its unit of work; a group backend applies once and node states are observed.

    ``title`` is its name in sentences. ``rights`` are those that a target of it can grant, ``schemes`` those of its
    endpoints, ``credential_fields`` the names of what lets a worker in, and ``options`` the settings of a target.
    ``tried`` and ``tried_with`` say how its own tests ran it: ``("on the real platform", "Docker Engine 20.10")``.
    """

    name: str
    title: str
    contract_version: int
    unit: str
    rights: frozenset[Right]
    schemes: tuple[str, ...]
    credential_fields: frozenset[str]
    options: Mapping[str, Option]
    tried: Tried
    tried_with: str

    def render(self, graph: TopologyGraph, context: RenderContext) -> Rendered:
        """The native objects of a graph. Deterministic: the same arguments give the same bytes.

        What the platform cannot do or the target does not grant is among the diagnostics, each at its line of the
        template; with an error there are no files and no objects.
        """
        ...

    def judge(self, recorded: Recorded, wanted: NativeObject) -> Verdict:
        """Whether a changed instance is updated in place or replaced, and why."""
        ...

    def steps(
        self, graph: TopologyGraph, changes: Sequence[Change], rendered: Rendered, options: Mapping[str, str]
    ) -> tuple[PlannedStep, ...]:
        """The steps that bring the changes about on a target with these options."""
        ...

    def teardown(self, graph: TopologyGraph, changes: Sequence[Change]) -> tuple[PlannedStep, ...]:
        """The steps that remove the instances of a deployment."""
        ...

    def perform(self, work: Work) -> None:
        """Carry out one step; doing so twice with the same token leaves what doing so once does.

        Raises :class:`PlatformError`.
        """
        ...

    def observe(self, deployment: str, endpoint: Endpoint, wanted: Rendered | None = None) -> Mapping[str, Observed]:
        """What there is of a deployment, by address. Raises :class:`PlatformError`.

        With what was last applied as ``wanted``, differences from it are in :attr:`Observed.drift`, and an instance
        that is gone is there as :attr:`NodeState.DELETED`.
        """
        ...

    def logs(self, deployment: str, address: str, endpoint: Endpoint, *, tail: int) -> str:
        """The last lines that an instance wrote. Raises :class:`PlatformError`."""
        ...

    def execute(
        self, deployment: str, address: str, endpoint: Endpoint, command: Sequence[str], *, timeout: float
    ) -> CommandResult:
        """Run a command, without a shell, inside a running container of an instance; its output is bounded.

        Raises :class:`PlatformError`, also when the platform cannot do that.
        """
        ...

    def ping(self, endpoint: Endpoint) -> str:
        """A short description of the platform when it can be reached. Raises :class:`PlatformError`."""
        ...
