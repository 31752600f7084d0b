"""The objects that the Kubernetes backend renders, for formats that carry them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from provisioners.backends.contract import Build
from provisioners.backends.kubernetes.escape import placeholder_name
from provisioners.backends.kubernetes.labels import NODE
from provisioners.backends.kubernetes.names import names_of
from provisioners.backends.kubernetes.render import FILE, render
from provisioners.backends.kubernetes.types import OPTIONS, platform
from provisioners.outputs import limits
from provisioners.outputs.contract import OutputContext, SecretParts
from provisioners.outputs.reading import Check, Wish, read_checked
from topology.diagnostics import Diagnostic, Severity
from topology.graph.model import TopologyGraph

Manifest = dict[str, Any]

__all__ = ["OPTIONS", "Manifest", "Manifests", "containers_of", "manifests", "node_of"]

_INPUT = re.compile(r"input:([A-Za-z_][A-Za-z0-9_-]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Manifests:
    """The objects in an order in which they can be made; none where the diagnostics hold an error.

    ``secrets`` maps the name of each secret to its parts; ``placeholders`` the place-holder in a Secret to that name.
    """

    name: str
    namespace: str
    objects: tuple[Manifest, ...]
    diagnostics: tuple[Diagnostic, ...]
    builds: tuple[Build, ...]
    secrets: Mapping[str, SecretParts]
    placeholders: Mapping[str, str]

    def secret_name(self, value: str) -> str:
        """The name of the secret whose place-holder a value is."""
        return self.placeholders[placeholder_name(value)]


def manifests(graph: TopologyGraph, context: OutputContext, *checks: Check) -> Manifests:
    """What Kubernetes gets of a graph; a format adds checks of its own."""
    names = names_of(context.deployment, context.options)
    checked = read_checked(graph, context, platform(names, context.options), *CHECKS, *checks)
    rendered = render(graph, context)
    found = {*checked.diagnostics, *rendered.diagnostics}
    is_fine = not any(each.is_error for each in found)
    named = {place: _secret_name(place, parts) for place, parts in rendered.secrets.items()}
    return Manifests(
        name=names.common,
        namespace=names.namespace,
        objects=tuple(yaml.load_all(rendered.files[FILE], yaml.CSafeLoader)) if is_fine and rendered.files else (),
        diagnostics=tuple(sorted(found, key=lambda each: (each.span, each.code, each.message))),
        builds=rendered.builds,
        secrets={named[place]: parts for place, parts in rendered.secrets.items()},
        placeholders=named,
    )


def node_of(manifest: Manifest) -> str:
    """The name of the node that an object belongs to; empty for one of the whole deployment."""
    found: str = manifest["metadata"].get("labels", {}).get(NODE, "")
    return found


def containers_of(manifest: Manifest) -> Iterator[Manifest]:
    """The containers of an object's pods."""
    spec = manifest.get("spec", {})
    spec = spec.get("jobTemplate", {}).get("spec", spec)
    template = spec.get("template")
    yield from template["spec"]["containers"] if isinstance(template, Mapping) else ()


def _secret_name(placeholder: str, parts: SecretParts) -> str:
    """An input's name for what is nothing but that input; else the place-holder's."""
    only = parts[0] if len(parts) == 1 else ""
    match = _INPUT.fullmatch(only["secret"]) if isinstance(only, Mapping) else None
    return match[1] if match else placeholder


def _order(wish: Wish) -> None:
    """Say that nobody waits for jobs here."""
    for container in wish.topology.containers.values():
        if any(wish.topology.containers[address].job is not None for address in container.waits_for):
            message = f"All objects are applied at once, so '{container.node.name}' does not wait for the end of a job."
            wish.findings.add("TS864", container.node, ("requirements",), message, severity=Severity.WARNING)


CHECKS: tuple[Check, ...] = (
    limits.refuse_names_of_images,
    limits.refuse("devices", because="Kubernetes gives no devices of its hosts"),
    _order,
)
"""Beyond what the backend itself refuses."""
