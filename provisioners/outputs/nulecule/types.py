"""What Nulecule's provider for Docker has for each type of node, and the options."""

from collections.abc import Mapping

from provisioners.backends.contract import Option
from provisioners.containers.platform import Platform
from provisioners.outputs.manifests import OPTIONS as KUBERNETES_OPTIONS
from provisioners.outputs.types import attributes_at, support

DOCKER, KUBERNETES = "docker", "kubernetes"

PLATFORM = Platform(
    "Nulecule's provider for Docker",
    support(
        container="A command that runs it.",
        volume="A named volume.",
        network="Refused: an artifact is one command and makes no network.",
        route="The provider for Docker has no routes. Choose the provider kubernetes alone.",
    ),
    attributes_at("{name}"),
)
"""Images that are made go through a registry, so that they have one name for all providers."""

OPTIONS: Mapping[str, Option] = {
    "providers": Option(
        "The providers that get artifacts, divided by a comma.",
        rf"{DOCKER}|{KUBERNETES}|{DOCKER},{KUBERNETES}",
        f"{DOCKER},{KUBERNETES}",
    ),
    **KUBERNETES_OPTIONS,
}
"""Beside the providers those of Kubernetes; the names of runtimes are Docker's too."""


def providers(options: Mapping[str, str]) -> tuple[str, ...]:
    """The providers that were chosen."""
    return tuple((options.get("providers") or OPTIONS["providers"].default).split(","))
