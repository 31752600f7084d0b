"""What there is of a deployment on the engine, and what stands there under its name but is not ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provisioners.backends.compose.names import project_name
from provisioners.backends.contract import PlatformError

if TYPE_CHECKING:
    from docker import APIClient

DEPLOYMENT = "toposmith.deployment"
ADDRESS = "toposmith.address"
GENERATION = "toposmith.generation"
PROJECT = "com.docker.compose.project"


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
    """The images that were made for a deployment, by each of their names."""
    found = api.images(filters={"label": f"{DEPLOYMENT}={deployment}"})
    return [
        _item(tag, item["Labels"])
        for item in found
        for tag in item["RepoTags"] or [item["Id"]]
        if tag != "<none>:<none>"
    ]


def refuse_foreign(api: "APIClient", deployment: str, wanted: Iterable[str] = ()) -> None:
    """Raises :class:`PlatformError` when something of the deployment's names belongs to somebody else.

    ``wanted`` are names of volumes and networks that are about to be made.
    """
    project = project_name(deployment)
    by_project = {"label": f"{PROJECT}={project}"}
    everything = [
        *(("container", item["Names"][0].lstrip("/"), item) for item in api.containers(all=True, filters=by_project)),
        *(("network", item["Name"], item) for item in api.networks()),
        *(("volume", item["Name"], item) for item in api.volumes()["Volumes"] or []),
    ]
    names = frozenset(wanted)
    for sort, name, item in everything:
        labels = item["Labels"] or {}
        concerned = labels.get(PROJECT) == project or (sort != "container" and name in names)
        if concerned and labels.get(DEPLOYMENT) != deployment:
            raise PlatformError(
                f"The {sort} {name} has a name of this deployment but was not made by it, so nothing was touched. "
                "Remove or rename it, or give the deployment another name."
            )


def _item(name: str, labels: Mapping[str, str]) -> Item:
    return Item(name, labels.get(ADDRESS, ""), int(labels.get(GENERATION, "1")))
