"""What a container gets from a ConfigMap and a Secret of its own: files, and values that nobody may read in a pod."""

import hashlib
import re
from dataclasses import dataclass, field

from provisioners.backends.kubernetes.escape import reference
from provisioners.backends.kubernetes.rendering import Manifest, Rendering
from provisioners.containers.model import Container
from provisioners.containers.text import Text
from provisioners.planning.fingerprint import digest

SECRETS_FOLDER = "/run/secrets"
_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9._-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Beside:
    """The content of both by key. ``arguments`` are the secret parts of commands by the name of their variable."""

    config: dict[str, Text] = field(default_factory=dict)
    secret: dict[str, Text] = field(default_factory=dict)
    arguments: dict[str, str] = field(default_factory=dict)


def beside(container: Container) -> Beside:
    """What stands beside the pods of a container."""
    found = Beside()
    for name, text in container.secret_files.items():
        found.secret[secret_file_key(name)] = text
    for path, text in container.config_files.items():
        (found.secret if text.is_secret else found.config)[config_file_key(path)] = text
    for name, text in container.environment.items():
        if text.is_secret:
            found.secret[variable_key(name)] = text
    for text in (*container.entrypoint, *container.command):
        if text.is_secret:
            name = reference(text)
            found.secret[variable_key(name)] = text
            found.arguments[name] = variable_key(name)
    return found


def manifests(rendering: Rendering, container: Container, found: Beside) -> list[Manifest]:
    """The ConfigMap and the Secret, where there is something in them."""
    made = []
    if found.config:
        data = {key: text.plain for key, text in found.config.items()}
        made.append(rendering.of_container("v1", "ConfigMap", container, data=data))
    if found.secret:
        data = {key: rendering.writer.hidden(text) for key, text in found.secret.items()}
        made.append(rendering.of_container("v1", "Secret", container, type="Opaque", stringData=data))
    return made


def content_digest(rendering: Rendering, found: Beside) -> str | None:
    """A digest of all that stands beside a pod: a change of it makes new pods. None where there is nothing."""
    parts = {
        sort: {key: rendering.writer.digests([text]) for key, text in texts.items()}
        for sort, texts in (("config", found.config), ("secret", found.secret))
        if texts
    }
    return digest(parts) if parts else None


def secret_file_key(name: str) -> str:
    return f"secret.{name}"


def variable_key(name: str) -> str:
    return f"env.{name}"


def config_file_key(path: str) -> str:
    """The key of a file; its end is the file's own name, so that people recognise it."""
    last = _NOT_IN_A_KEY.sub("-", path.rpartition("/")[2])[-60:] or "file"
    return f"file.{hashlib.sha256(path.encode()).hexdigest()[:8]}.{last}"
