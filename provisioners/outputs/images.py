"""Names of images as formats want them: in full, with registry and tag."""

import re
from dataclasses import dataclass

HUB = "docker.io"
DEFAULT_TAG = "latest"

_REFERENCE = re.compile(
    r"(?:(?P<host>[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9a-fA-F:]+\](?::[0-9]{1,5})?)/)?"
    r"(?P<path>[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*)"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
    r"(?:@(?P<digest>[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}))?",
    re.ASCII,
)
"""Source: https://pkg.go.dev/github.com/distribution/reference (grammar)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The parts of an image's name; ``tag`` is empty where there is a digest alone."""

    host: str
    path: str
    tag: str
    digest: str

    @property
    def name(self) -> str:
        """Registry and repository, without tag and digest."""
        return f"{self.host}/{self.path}"

    def __str__(self) -> str:
        return f"{self.name}{self.tag and f':{self.tag}'}{self.digest and f'@{self.digest}'}"


def reference(image: str) -> Reference | None:
    """An image's name in full: ``nginx`` is ``docker.io/library/nginx:latest``. None for what is no name."""
    host, slash, rest = image.partition("/")
    if not slash or not ("." in host or ":" in host or host == "localhost"):
        host, rest = HUB, image
    found = _REFERENCE.fullmatch(f"{host}/{rest}")
    if found is None or found["host"] is None:
        return None
    path = f"library/{found['path']}" if host == HUB and "/" not in found["path"] else found["path"]
    digest = found["digest"] or ""
    return Reference(host, path, found["tag"] or ("" if digest else DEFAULT_TAG), digest)
