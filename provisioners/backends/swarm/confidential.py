"""Secret files and configuration files: Swarm's secrets and configs, one for each content, since neither can change."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from provisioners.backends.docker_engine.escape import Writer, literal
from provisioners.backends.docker_engine.labels import labels
from provisioners.backends.swarm.names import content_name
from provisioners.containers.model import Container, Topology
from provisioners.containers.text import Text

Definitions = Mapping[str, Mapping[str, object]]

READABLE = 0o444
VARIABLE = "x-toposmith-variable"
"""In the file, the name of the place-holder that is a secret's content: Docker itself does not look there."""

ADDRESS = "x-toposmith-address"
FOLDER = "configs"


@dataclass(frozen=True, slots=True)
class Confidential:
    """What a service uses of a sort, the top-level definitions that it brings, and their files."""

    used: list[dict[str, object]]
    definitions: Definitions
    files: Mapping[str, str] = field(default_factory=dict)


def secrets(writer: Writer, topology: Topology, container: Container) -> Confidential:
    """Secret files, and configuration files with a secret part. They are made before the file is applied."""
    hidden = {path: text for path, text in container.config_files.items() if text.is_secret}
    files = {**container.secret_files, **hidden}
    names = {path: _secret_name(writer, topology, container, path, text) for path, text in files.items()}
    definitions = {
        names[path]: {
            "external": True,
            "name": names[path],
            VARIABLE: writer.hidden(text),
            ADDRESS: literal(container.address),
        }
        for path, text in files.items()
    }
    return Confidential(_used(names), definitions)


def configs(topology: Topology, container: Container) -> Confidential:
    """Configuration files without a secret part; each is a file beside the stack's."""
    files = {path: text.plain for path, text in container.config_files.items() if not text.is_secret}
    names = {path: content_name(topology.deployment, f"{container.name}:{path}", text) for path, text in files.items()}
    definitions = {
        name: {
            "file": f"./{FOLDER}/{name}",
            "name": name,
            "labels": labels(topology.deployment, container.address, container.generation),
        }
        for name in names.values()
    }
    return Confidential(_used(names), definitions, {f"{FOLDER}/{names[path]}": text for path, text in files.items()})


def _used(names: Mapping[str, str]) -> list[dict[str, object]]:
    return [{"source": name, "target": literal(path), "mode": READABLE} for path, name in names.items()]


def _secret_name(writer: Writer, topology: Topology, container: Container, path: str, text: Text) -> str:
    variable = writer.hidden(text)
    content = "".join((variable, *writer.digests(f"${{{variable}?}}")))
    return content_name(topology.deployment, f"{container.name}:{path}", content)
