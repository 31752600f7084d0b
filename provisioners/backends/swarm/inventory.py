"""What there is of a deployment on a swarm, and what stands there under its names but is not its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.foreign import foreign
from provisioners.backends.docker_engine.labels import DEPLOYMENT
from provisioners.backends.swarm.api import Found, SwarmApi
from provisioners.backends.swarm.names import stack_name
from provisioners.backends.swarm.spec import NAMESPACE, Identifiers, service_name
from provisioners.backends.swarm.stack import Stack

SWARM_NETWORKS = {"scope": ["swarm"]}


@dataclass(frozen=True, slots=True)
class Inventory:
    """A deployment's own, as the swarm lists it, by name."""

    services: Mapping[str, Found]
    networks: Mapping[str, Found]
    secrets: Mapping[str, Found]
    configs: Mapping[str, Found]

    @property
    def identifiers(self) -> Identifiers:
        """What names stand for."""
        return Identifiers(
            {name: found["Id"] for name, found in self.networks.items()},
            {name: found["ID"] for name, found in self.secrets.items()},
            {name: found["ID"] for name, found in self.configs.items()},
        )


def look(swarm: SwarmApi, deployment: str) -> Inventory:
    """All that belongs to a deployment, save what only its nodes know: volumes, images and containers."""
    return Inventory(
        **{
            sort: {_name(item): item for item in swarm.own(f"/{sort}", deployment)}
            for sort in ("services", "networks", "secrets", "configs")
        }
    )


def refuse_foreign(swarm: SwarmApi, deployment: str, stack: Stack | None = None) -> None:
    """Raises :class:`PlatformError` when something of the deployment's names belongs to somebody else.

    That is what ``stack`` wants to make, and every service that Docker counts to a stack of the deployment's name.
    """
    own = stack_name(deployment)
    wanted = _wanted(own, stack) if stack else {}
    for sort in ("services", "networks", "secrets", "configs"):
        for item in swarm.get(f"/{sort}"):
            labels = _labels(item)
            is_concerned = labels.get(NAMESPACE) == own or _name(item) in wanted.get(sort, ())
            if is_concerned and labels.get(DEPLOYMENT) != deployment:
                raise foreign(sort.removesuffix("s"), _name(item))
    for sort, name, labels in inventory.everything(swarm.client):
        if sort == "volume" and name in wanted.get("volumes", ()) and labels.get(DEPLOYMENT) != deployment:
            raise foreign(sort, name)


def _wanted(name: str, stack: Stack) -> dict[str, frozenset[str]]:
    definitions: dict[str, Iterable[Mapping[str, str]]] = {
        "networks": (item for item in stack.networks.values() if "labels" in item),
        "secrets": stack.secrets.values(),
        "configs": stack.configs.values(),
        "volumes": stack.volumes.values(),
    }
    found = {sort: frozenset(item["name"] for item in items) for sort, items in definitions.items()}
    return {**found, "services": frozenset(service_name(name, key) for key in stack.services)}


def _name(item: Found) -> str:
    return str(item["Name"] if "Name" in item else item["Spec"]["Name"])


def _labels(item: Found) -> Mapping[str, str]:
    return item.get("Labels") or item.get("Spec", {}).get("Labels") or {}
