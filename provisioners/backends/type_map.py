"""What a type map is made of: for types of others, what they are to a container platform and where they say what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from topology.values.type_ref import TypeRef

OWN = "toposmith.nodes."
"""What the names of the profile's own types begin with: derivation from one of them decides before any map."""

NOTHING: Mapping[str, str] = MappingProxyType({})


class Mapped(StrEnum):
    """What a node of a mapped type is."""

    CONTAINER = "container"
    VOLUME = "volume"
    NETWORK = "network"
    HOST_PATH = "host-path"
    TARGET = "target"
    REFUSED = "refused"


class Notation(StrEnum):
    """How a setting is written where a type has it."""

    PLAIN = "plain"
    WORDS = "words"
    VARIABLES = "variables"
    HOST_BY_CONTAINER = "host-by-container"
    COMPOSE_PORTS = "compose-ports"
    PORT_FIELDS = "port-fields"
    EXPOSED_PORTS = "exposed-ports"
    PROCESSORS = "processors"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a setting stands below a node's properties, and how it is written there.

    ``fields`` are for ports that are written as maps: the names that each of their parts may have, in order.
    """

    path: tuple[str, ...]
    notation: Notation = Notation.PLAIN
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A property that is not carried over, and why; not worth a word where it has the value ``unless``."""

    reason: str
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """What is said of one type, and of those derived from it that the map does not name.

    ``images`` are properties with an image's name, ``image_artifacts`` and ``dockerfile_artifacts`` types of
    artifacts. ``settings`` are those of the profile's type of the same kind. ``locations`` name properties of the
    relationship to storage, or ``target.NAME`` of the storage, that say where it is mounted.
    """

    kind: Mapped
    reason: str = ""
    images: tuple[tuple[str, ...], ...] = ()
    image_artifacts: tuple[str, ...] = ()
    dockerfile_artifacts: tuple[str, ...] = ()
    settings: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    locations: tuple[str, ...] = ()
    node_names_are_hosts: bool = False
    without_effect: frozenset[str] = frozenset()
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypeMap:
    """Entries by the name of their type."""

    entries: Mapping[str, TypeEntry] = field(default_factory=dict)

    def entry_for(self, wanted: TypeRef) -> TypeEntry | None:
        """The entry of the nearest type of a lineage; None where one of the profile's own types is nearer."""
        for name in wanted.lineage:
            if name.startswith(OWN):
                return None
            if name in self.entries:
                return self.entries[name]
        return None

    def extended_by(self, other: "TypeMap") -> "TypeMap":
        """Both maps as one; of a type that both name, the other's entry counts."""
        return TypeMap({**self.entries, **other.entries})


NO_TYPES = TypeMap()
