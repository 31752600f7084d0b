"""What a plan is made of. A plan is a value: shown first, stored, then carried out as it was shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FORMAT_VERSION = 1
"""Raised when the stored form of plans or steps changes; workers leave newer ones alone."""

NO_DATA = "none"
"""The deletion policy of an instance that holds no data of its own; the others are retain, snapshot and delete."""


class Action(StrEnum):
    """What happens to one instance."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    NOOP = "no-op"


class DataEffect(StrEnum):
    """What a change does to data; anything but NONE wants a confirmation of its own."""

    NONE = "none"
    DESTROYS = "destroys"
    ABANDONS = "abandons"


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to the instance at ``address``, and why, in words for the person who decides.

    ``generation`` is part of the names on the platform and grows by one with each replacement.
    ``fingerprint`` maps each section of the native object (image, environment, ...) to a digest.
    """

    address: str
    node_type: str
    action: Action
    reasons: tuple[str, ...] = ()
    data: DataEffect = DataEffect.NONE
    generation: int = 1
    fingerprint: Mapping[str, str] = field(default_factory=dict)
    unknowns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One unit of work for a worker: ``verb`` is the backend's, ``key`` is unique in the plan.

    ``depends_on`` names keys of steps that must have succeeded. ``addresses`` are the instances concerned.
    """

    key: str
    verb: str
    addresses: tuple[str, ...]
    depends_on: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes by instance, and the acyclic graph of steps that brings them about."""

    changes: tuple[Change, ...]
    steps: tuple[PlannedStep, ...]
    format_version: int = FORMAT_VERSION

    @property
    def is_empty(self) -> bool:
        return all(change.action is Action.NOOP for change in self.changes)

    @property
    def touches_data(self) -> bool:
        return any(change.data is not DataEffect.NONE for change in self.changes)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is known of an instance that an earlier operation made.

    ``drift`` says in words what somebody else changed of it since.
    """

    address: str
    node_type: str
    generation: int
    fingerprint: Mapping[str, str]
    deletion_policy: str = "retain"
    drift: tuple[str, ...] = ()
