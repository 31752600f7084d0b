"""Reads the stack's file again, in the worker: its place-holders filled, its services in their order."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from provisioners.backends.contract import Rendered
from provisioners.backends.docker_engine.labels import ADDRESS
from provisioners.backends.swarm.escape import templated
from provisioners.backends.swarm.render import FILE

Resolve = Callable[[str], str]
"""The text behind the name of a place-holder."""

Section = Mapping[str, Mapping[str, Any]]

HIDDEN = "\0hidden"
"""Stands for a secret where nobody may resolve it; no text of a template holds it."""

_DOLLAR = re.compile(r"\$(?:\$|\{(?P<name>[A-Z0-9_]+)\?\})")


@dataclass(frozen=True, slots=True)
class Stack:
    """The sections of a stack's file, by the keys that stand there; nothing in it is escaped any more."""

    services: Section
    networks: Section
    volumes: Section
    secrets: Section
    configs: Section

    def waves(self) -> Iterator[tuple[str, ...]]:
        """The keys of the services that can be applied together, after those before have come about."""
        waiting = {key: set(service.get("depends_on", ())) for key, service in self.services.items()}
        while waiting:
            wave = tuple(key for key, others in waiting.items() if not others & waiting.keys())
            yield wave
            waiting = {key: others for key, others in waiting.items() if key not in wave}

    def address(self, key: str) -> str:
        """The address of a service's node."""
        return str(self.services[key]["labels"][ADDRESS])


def read_stack(rendered: Rendered, resolve: Resolve) -> Stack:
    """The stack of a rendered form. Its order has no circles, since the graph's has none."""
    document = yaml.safe_load(rendered.files.get(FILE, "")) or {}
    services = {key: _service(found, resolve) for key, found in document.get("services", {}).items()}
    others = {name: _filled(document.get(name, {}), resolve) for name in ("networks", "volumes", "secrets", "configs")}
    return Stack(services, **others)


def hidden(_: str) -> str:
    """Resolves nothing."""
    return HIDDEN


def _service(service: Mapping[str, Any], resolve: Resolve) -> dict[str, Any]:
    """A service; what Swarm would take for a template in a secret of the environment is escaped."""
    environment = _filled(service.get("environment", {}), lambda name: templated(resolve(name)))
    return {**_filled({**service, "environment": {}}, resolve), "environment": environment}


def _filled(content: Any, resolve: Resolve) -> Any:
    if isinstance(content, str):
        return _DOLLAR.sub(lambda match: resolve(match["name"]) if match["name"] else "$", content)
    if isinstance(content, list):
        return [_filled(item, resolve) for item in content]
    if isinstance(content, dict):
        return {key: _filled(item, resolve) for key, item in content.items()}
    return content
