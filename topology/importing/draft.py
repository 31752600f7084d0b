"""A service template in the making: what every native format is turned into before it is written as TOSCA."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from topology.record import Record, ValueRecord, field

CONTAINER = "toposmith.nodes.Container"
JOB = "toposmith.nodes.Job"
ROUTE = "toposmith.nodes.Route"
VOLUME = "toposmith.nodes.Volume"
HOST_PATH = "toposmith.nodes.HostPath"
NETWORK = "toposmith.nodes.Network"

SECRET = "toposmith.datatypes.Secret"  # noqa: S105 - the name of a type


class InputRef(ValueRecord):
    """The value of an input; ``is_whole`` where a whole number is wanted, else a text."""

    name: str
    is_whole: bool = False


class Joined(ValueRecord):
    """A text made of texts and inputs."""

    parts: tuple["str | InputRef", ...]


Value: TypeAlias = str | int | float | bool | InputRef | Joined | Sequence["Value"] | Mapping[str, "Value"]


class DraftInput(Record):
    """An input. ``default`` is None for one that has to be given; ``given`` is a secret's text as the source has it.

    ``given`` never becomes a part of the template.
    """

    type: str
    description: str
    default: "str | int | bool | None" = None
    given: str | None = None

    @property
    def is_secret(self) -> bool:
        return self.type == SECRET


class DraftImage(ValueRecord):
    """What a container runs: the name of an image, or a Dockerfile by its path with the folder that it may use."""

    file: str
    is_dockerfile: bool = False
    context: str | None = None


class Requirement(ValueRecord):
    """A requirement towards a node; ``location`` is where storage is mounted."""

    name: str
    node: str
    location: "Value | None" = None


class DraftNode(Record):
    """A node template. Properties without content are left out when it is written."""

    type: str
    description: str | None = None
    properties: dict[str, Value] = field(default_factory=dict)
    capabilities: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    image: DraftImage | None = None
    requirements: list[Requirement] = field(default_factory=list)

    def require(self, name: str, node: str, location: "Value | None" = None) -> None:
        """Add a requirement, each once."""
        wanted = Requirement(name, node, location)
        if wanted not in self.requirements:
            self.requirements.append(wanted)


class DraftPolicy(ValueRecord):
    """A policy for some nodes."""

    type: str
    targets: tuple[str, ...]
    properties: Mapping[str, Value]


class Draft(Record):
    """A whole service template, everything in the order in which it is written."""

    name: str
    description: str
    inputs: dict[str, DraftInput] = field(default_factory=dict)
    nodes: dict[str, DraftNode] = field(default_factory=dict)
    policies: dict[str, DraftPolicy] = field(default_factory=dict)

    @property
    def secrets(self) -> dict[str, str]:
        """The texts of secret inputs that the source holds, by input."""
        return {name: each.given for name, each in self.inputs.items() if each.is_secret and each.given is not None}

    @property
    def needed(self) -> tuple[str, ...]:
        """The inputs for which a value has to be given, whether the source holds one or not."""
        return tuple(name for name, each in self.inputs.items() if each.default is None)
