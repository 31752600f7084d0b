"""What somebody else changed on the engine: the containers there are, against the file that was applied."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from provisioners.backends.compose.render import FILE
from provisioners.backends.contract import Rendered
from provisioners.backends.docker_engine.labels import ADDRESS, CONTENT

FULL_NAMES = ("localhost/", "docker.io/library/", "docker.io/")
"""What Podman writes before a short name: that of an image of its own, or of Docker Hub's."""


def wanted_services(wanted: Rendered) -> Mapping[str, Mapping[str, Any]]:
    """The services of a file by the address of their node."""
    document = yaml.safe_load(wanted.files.get(FILE, "")) or {}
    networks = {key: item["name"] for key, item in document.get("networks", {}).items()}
    return {
        _unescaped(service["labels"][ADDRESS]): {
            **service,
            "networks": sorted(networks[key] for key in service.get("networks", ())),
        }
        for service in document.get("services", {}).values()
    }


def differences(service: Mapping[str, Any], containers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """In words: how the containers of a service, as the engine lists them, differ from its part of the file."""
    wanted = service["deploy"]["replicas"]
    if len(containers) != wanted:
        yield f"{len(containers)} of {wanted} containers are there"
    for container in containers:
        yield from _of_container(service, container)


def displaced(
    wanted: Rendered, containers: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Mapping[str, Any], frozenset[str]], ...]:
    """The containers that are in wrong networks, each with the names of those that it should be in."""
    services = wanted_services(wanted)
    return tuple(
        (container, frozenset(service["networks"]))
        for container in containers
        if (service := services.get(container["Labels"][ADDRESS])) is not None
        and list(_of_networks(service, container))
    )


def _of_container(service: Mapping[str, Any], container: Mapping[str, Any]) -> Iterator[str]:
    yield from _of_content(service, container)
    yield from _of_networks(service, container)


def _of_content(service: Mapping[str, Any], container: Mapping[str, Any]) -> Iterator[str]:
    name = container["Names"][0].lstrip("/")
    if container["Labels"].get(CONTENT) != service["labels"][CONTENT]:
        yield f"{name} was made from other settings"
    image = _unescaped(service["image"])
    if not is_image(container["Image"], image):
        yield f"{name} runs the image {container['Image']} instead of {image}"


def is_image(listed: str, wanted: str) -> bool:
    """Whether an engine's list may mean an image: it names some by their identifiers, and Podman all in full."""
    return listed.startswith("sha256:") or listed in (wanted, *(f"{prefix}{wanted}" for prefix in FULL_NAMES))


def _of_networks(service: Mapping[str, Any], container: Mapping[str, Any]) -> Iterator[str]:
    joined = sorted(container["NetworkSettings"]["Networks"] or ())
    if service.get("network_mode") is None and joined != service["networks"]:
        name, wanted = container["Names"][0].lstrip("/"), ", ".join(service["networks"])
        yield f"{name} is in the networks {', '.join(joined) or 'none'} instead of {wanted}"


def _unescaped(text: str) -> str:
    return text.replace("$$", "$")
