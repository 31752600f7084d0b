"""Keeps a deployment's hands off what stands on the engine under its name but is not its own."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from provisioners.backends.docker_engine.foreign import foreign
from provisioners.backends.docker_engine.inventory import everything
from provisioners.backends.docker_engine.labels import DEPLOYMENT
from provisioners.containers.names import project_name

if TYPE_CHECKING:
    from docker import APIClient

PROJECT = "com.docker.compose.project"
NOTHING: Mapping[str, Collection[str]] = MappingProxyType({})


def refuse_foreign(api: "APIClient", deployment: str, wanted: Mapping[str, Collection[str]] = NOTHING) -> None:
    """Raises :class:`PlatformError` when something of the deployment's names belongs to somebody else.

    ``wanted`` are the names of containers, volumes and networks that are about to be made, by sort.
    """
    project = project_name(deployment)
    for sort, name, labels in everything(api):
        is_concerned = labels.get(PROJECT) == project or name in wanted.get(sort, ())
        if is_concerned and labels.get(DEPLOYMENT) != deployment:
            raise foreign(sort, name)
