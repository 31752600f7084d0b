"""Names by the rules of the App Container specification, "AC Name Type" and "AC Identifier Type"."""

import re

from provisioners.containers.model import Topology, Volume
from provisioners.outputs.images import HUB, Reference
from provisioners.planning.fingerprint import digest

HUB_IDENTIFIER = "registry-1.docker.io"
"""What images of Docker's hub are called once they are converted."""

_IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-._~/][a-z0-9]+)*", re.ASCII)
_IMAGE_ID = re.compile(r"sha512-[0-9a-f]{128}", re.ASCII)


def identifier(reference: Reference) -> str | None:
    """The identifier of an image; None where its name has characters that identifiers do not have."""
    host = HUB_IDENTIFIER if reference.host == HUB else reference.host.lower()
    found = f"{host}/{reference.path}"
    return found if _IDENTIFIER.fullmatch(found) else None


def is_image_id(text: str) -> bool:
    """Whether a text is an image's ID."""
    return _IMAGE_ID.fullmatch(text) is not None


def volume_name(topology: Topology, volume: Volume) -> str:
    """A volume's name in the pod, with its generation."""
    return volume.name.removeprefix(f"{topology.project}-")


def file_name(container: str, path: str) -> str:
    """The name of what a container sees as a file at a path."""
    return f"{container}-{digest(path)[:16]}"
