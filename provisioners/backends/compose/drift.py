"""What somebody else changed on the engine: the containers there are, against the file that was applied."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from provisioners.backends.compose.render import FILE
from provisioners.backends.contract import Rendered
from provisioners.backends.docker_engine.labels import ADDRESS, CONTENT


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
        yield f"there are {len(containers)} containers instead of {wanted}"
    for container in containers:
        yield from _of_container(service, container)


def _of_container(service: Mapping[str, Any], container: Mapping[str, Any]) -> Iterator[str]:
    name = container["Names"][0].lstrip("/")
    if container["Labels"].get(CONTENT) != service["labels"][CONTENT]:
        yield f"{name} was made from other settings"
    image = _unescaped(service["image"])
    if not container["Image"].startswith("sha256:") and container["Image"] != image:
        yield f"{name} runs the image {container['Image']} instead of {image}"
    if service.get("network_mode") is None:
        joined = sorted(container["NetworkSettings"]["Networks"])
        if joined != service["networks"]:
            yield f"{name} is in the networks {', '.join(joined) or 'none'} instead of {', '.join(service['networks'])}"


def _unescaped(text: str) -> str:
    return text.replace("$$", "$")
