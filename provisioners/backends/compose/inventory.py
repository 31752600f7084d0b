"""What there is of a deployment on the engine, and what stands there under its name but is not ours."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from provisioners.backends.contract import PlatformError
from provisioners.containers.names import image_repository, project_name

if TYPE_CHECKING:
    from docker import APIClient

DEPLOYMENT = "toposmith.deployment"
ADDRESS = "toposmith.address"
GENERATION = "toposmith.generation"
PROJECT = "com.docker.compose.project"

NOTHING: Mapping[str, Collection[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Item:
    """A volume, network or image of a deployment."""

    name: str
    address: str
    generation: int


def containers(api: "APIClient", deployment: str) -> list[dict[str, Any]]:
    """The containers of a deployment as the engine lists them, stopped ones included."""
    return list(api.containers(all=True, filters={"label": [f"{DEPLOYMENT}={deployment}", ADDRESS, GENERATION]}))


def volumes(api: "APIClient", deployment: str) -> list[Item]:
    """The volumes of a deployment, also those that earlier generations left behind."""
    found = api.volumes(filters={"label": f"{DEPLOYMENT}={deployment}"})["Volumes"] or []
    return [_item(item["Name"], item["Labels"]) for item in found]


def networks(api: "APIClient", deployment: str) -> list[Item]:
    """The networks of a deployment."""
    found = api.networks(filters={"label": f"{DEPLOYMENT}={deployment}"})
    return [_item(item["Name"], item["Labels"]) for item in found]


def images(api: "APIClient", deployment: str) -> list[Item]:
    """The images that were made for a deployment, by each of their names.

    Whoever makes an image may give it any label. So an image has to have a name of the deployment too, or none any
    more, and must not come from a registry.
    """
    found = api.images(filters={"label": f"{DEPLOYMENT}={deployment}"})
    own = image_repository(project_name(deployment), "")
    return [
        Item(tag, item["Labels"].get(ADDRESS, ""), 1)
        for item in found
        for tag in item["RepoTags"] or ([] if item["RepoDigests"] else [item["Id"]])
        if tag.startswith((own, "sha256:"))
    ]


def refuse_foreign(api: "APIClient", deployment: str, wanted: Mapping[str, Collection[str]] = NOTHING) -> None:
    """Raises :class:`PlatformError` when something of the deployment's names belongs to somebody else.

    ``wanted`` are the names of containers, volumes and networks that are about to be made, by sort.
    """
    project = project_name(deployment)
    for sort, name, labels in _everything(api):
        is_concerned = labels.get(PROJECT) == project or name in wanted.get(sort, ())
        if is_concerned and labels.get(DEPLOYMENT) != deployment:
            raise PlatformError(
                f"The {sort} {name} has a name of this deployment but was not made by it, so nothing was touched. "
                "Remove or rename it, or give the deployment another name."
            )


def _everything(api: "APIClient") -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """All containers, networks and volumes of the engine: sort, name and labels."""
    for item in api.containers(all=True):
        yield "container", item["Names"][0].lstrip("/"), item["Labels"] or {}
    for item in api.networks():
        yield "network", item["Name"], item["Labels"] or {}
    for item in api.volumes()["Volumes"] or []:
        yield "volume", item["Name"], item["Labels"] or {}


def _item(name: str, labels: Mapping[str, str]) -> Item:
    return Item(name, labels.get(ADDRESS, ""), int(labels.get(GENERATION, "1")))
