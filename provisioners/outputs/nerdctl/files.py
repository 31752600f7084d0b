"""Secrets and configuration files: nerdctl mounts files that lie beside the Compose file."""

from collections.abc import Iterator

from provisioners.backends.docker_engine.escape import literal
from provisioners.containers.model import Container
from provisioners.containers.text import Text
from provisioners.outputs.contract import SecretNote
from provisioners.planning.fingerprint import digest

Definitions = dict[str, dict[str, str]]

SECRETS, CONFIGS = "secrets", "configs"


def used(container: Container) -> dict[str, list[dict[str, str]]]:
    """What a service names: each file's key and where the container sees it."""
    return {
        SECRETS: [{"source": key, "target": literal(target)} for key, target, _ in _secrets(container)],
        CONFIGS: [{"source": key, "target": literal(target)} for key, target, _ in _configs(container)],
    }


def definitions(container: Container) -> dict[str, Definitions]:
    """The top-level definitions of a service's files."""
    return {
        SECRETS: {key: {"file": f"./{SECRETS}/{key}"} for key, _, _ in _secrets(container)},
        CONFIGS: {key: {"file": f"./{CONFIGS}/{key}"} for key, _, _ in _configs(container)},
    }


def config_files(container: Container) -> dict[str, str]:
    """The configuration files without a secret part, by their path beside the Compose file."""
    return {f"{CONFIGS}/{key}": text.plain for key, _, text in _configs(container)}


def secret_notes(container: Container) -> Iterator[SecretNote]:
    """Where each secret has to be written."""
    for key, _, text in _secrets(container):
        yield SecretNote(f"{SECRETS}/{key}", text.parts, f"write the file {SECRETS}/{key}")


def _secrets(container: Container) -> Iterator[tuple[str, str, Text]]:
    """Each secret that is a file: its key, where the container sees it, and what it holds."""
    for name, text in container.secret_files.items():
        yield _key(container, f"/run/secrets/{name}"), f"/run/secrets/{name}", text
    for path, text in container.config_files.items():
        if text.is_secret:
            yield _key(container, path), path, text


def _configs(container: Container) -> Iterator[tuple[str, str, Text]]:
    for path, text in container.config_files.items():
        if not text.is_secret:
            yield _key(container, path), path, text


def _key(container: Container, path: str) -> str:
    return f"{container.name}-{digest(path)[:8]}"
