"""What there is of a deployment on an engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provisioners.backends.docker_engine.labels import ADDRESS, DEPLOYMENT, GENERATION
from provisioners.containers.names import image_repository, project_name

if TYPE_CHECKING:
    from docker import APIClient


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
    return [item_of(item["Name"], item["Labels"]) for item in found]


def networks(api: "APIClient", deployment: str) -> list[Item]:
    """The networks of a deployment."""
    found = api.networks(filters={"label": f"{DEPLOYMENT}={deployment}"})
    return [item_of(item["Name"], item["Labels"]) for item in found]


def images(api: "APIClient", deployment: str, registry: str = "") -> list[Item]:
    """The images that were made for a deployment, by each of their names.

    Whoever makes an image may give it any label. So an image has to have a name of the deployment too, in the target's
    ``registry`` where that is given, or none any more, and then must not come from a registry.
    """
    found = api.images(filters={"label": f"{DEPLOYMENT}={deployment}"})
    repository = image_repository(project_name(deployment), "")
    own = f"{registry}/{repository}" if registry else repository
    return [
        Item(tag, item["Labels"].get(ADDRESS, ""), 1)
        for item in found
        for tag in item["RepoTags"] or ([] if item["RepoDigests"] else [item["Id"]])
        if tag.startswith((own, "sha256:"))
    ]


def everything(api: "APIClient") -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """All containers, networks and volumes of the engine: sort, name and labels."""
    for item in api.containers(all=True):
        yield "container", item["Names"][0].lstrip("/"), item["Labels"] or {}
    for item in api.networks():
        yield "network", item["Name"], item["Labels"] or {}
    for item in api.volumes()["Volumes"] or []:
        yield "volume", item["Name"], item["Labels"] or {}


def item_of(name: str, labels: Mapping[str, str]) -> Item:
    """A named object from its labels."""
    return Item(name, labels.get(ADDRESS, ""), int(labels.get(GENERATION, "1")))
