"""What reading a topology has to know of the platform that it is read for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from provisioners.containers.model import Port
from provisioners.containers.types import Support
from topology.graph.model import Node

Attributes = Callable[[Node, str, Iterable[Port]], Mapping[str, str]]
"""The attributes of a container that are known before apply, from its node, its name and its published ports."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform: its name in sentences, what becomes of each type of node, and the attributes of containers.

    ``builds_locally`` says that images are made where they run; elsewhere they go through the target's registry.
    """

    title: str
    support: Mapping[str, Support]
    attributes: Attributes
    builds_locally: bool = False
