"""The names of images, taken apart as Docker does it.

``[REGISTRY/]REPOSITORY[:TAG][@DIGEST]``; distribution project, "reference".
"""

import re
from dataclasses import dataclass

DOCKER_HUB = "docker.io"
_OFFICIAL = "library/"
_NAME = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_REPOSITORY = re.compile(rf"{_NAME}(?:/{_NAME})*", re.ASCII)
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", re.ASCII)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
_REGISTRY = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """An image's name. ``registry`` is a host with or without a port; ``digest`` is empty where nothing is pinned."""

    registry: str
    repository: str
    tag: str = "latest"
    digest: str = ""

    @property
    def version(self) -> str:
        """What a registry is asked for: the digest where there is one, else the tag."""
        return self.digest or self.tag


def parse_reference(name: str) -> Reference:
    """An image's name in its parts, with Docker's defaults. Raises ``ValueError``."""
    rest, _, digest = name.partition("@")
    first, slash, others = rest.partition("/")
    is_host = bool(slash) and ("." in first or ":" in first or first == "localhost")
    registry, path = (first, others) if is_host else (DOCKER_HUB, rest)
    repository, colon, tag = path.partition(":")
    tag = tag if colon else "latest"
    if registry in (DOCKER_HUB, f"index.{DOCKER_HUB}"):
        registry = DOCKER_HUB
        repository = repository if "/" in repository else f"{_OFFICIAL}{repository}"
    parts = ((_REGISTRY, registry), (_REPOSITORY, repository), (_TAG, tag))
    if not all(pattern.fullmatch(part) for pattern, part in parts) or (digest and not _DIGEST.fullmatch(digest)):
        raise ValueError(f"{name!r} is not the name of an image")
    return Reference(registry, repository, tag, digest)
