"""Secret files and configuration files: Compose puts both into the container before it starts."""

import hashlib

from provisioners.backends.docker_engine.escape import Writer, literal
from provisioners.containers.model import Container


def secret_files(writer: Writer, container: Container) -> tuple[list[dict[str, str]], dict[str, dict[str, str]]]:
    """A service's secrets and their top-level definitions: each comes from a variable of the command's environment.

    The content arrives as ``/run/secrets/NAME``, readable by every user of the container.
    """
    files = container.secret_files
    used = [{"source": _key(container, name), "target": name} for name in files]
    return used, {_key(container, name): {"environment": writer.hidden(text)} for name, text in files.items()}


def config_files(writer: Writer, container: Container) -> tuple[list[dict[str, str]], dict[str, dict[str, str]]]:
    """A service's configuration files and their top-level definitions; secret parts are place-holders."""
    files = container.config_files
    used = [{"source": _key(container, path), "target": literal(path)} for path in files]
    return used, {_key(container, path): {"content": writer.text(text)} for path, text in files.items()}


def _key(container: Container, name: str) -> str:
    return f"{container.name}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
