"""Secrets in DC/OS's store, on a target that names one: applications and pods refer to them by their path.

A path holds a digest of what is kept there, so a changed secret is another one, and putting one twice is putting it
once. Files of pods come from the store as well, the only way there is to put a file into a container.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from provisioners.backends.mesos.types import is_by_pods
from provisioners.backends.mesos.writer import Leaf, Writer
from provisioners.containers.model import Container
from provisioners.containers.text import Text
from provisioners.planning.fingerprint import digest

SECRETS_FOLDER = "/run/secrets"


@dataclass
class References:
    """The secrets of one application or pod: ``definitions`` by the name that it uses, ``kept`` by path."""

    writer: Writer
    app: str
    definitions: dict[str, dict[str, str]] = field(default_factory=dict)
    kept: dict[str, Leaf] = field(default_factory=dict)

    def name(self, text: Text) -> str:
        """The name in the application of a text that is kept in the store."""
        leaf = self.writer.text(text)
        found = digest([leaf, self.writer.digests(leaf)])[:16]
        name = f"s-{found}"
        path = f"{self.app.strip('/')}/{found}"
        self.definitions[name] = {"source": path}
        self.kept[path] = leaf
        return name


def has_store(options: Mapping[str, str]) -> bool:
    """Whether secrets of applications and pods go to DC/OS's store."""
    return bool(options.get("secret_store"))


def takes_files(options: Mapping[str, str]) -> bool:
    """Whether files can be put into containers; the store's files are for Mesos's own containerizer."""
    return has_store(options) and is_by_pods(options)


def environment(references: References, container: Container, options: Mapping[str, str]) -> dict[str, object]:
    """The variables of a container; secret ones are references where there is a store."""
    return {
        name: {"secret": references.name(text)}
        if text.is_secret and has_store(options)
        else references.writer.text(text)
        for name, text in container.environment.items()
    }


def files(references: References, container: Container, options: Mapping[str, str]) -> dict[str, str]:
    """The files of a container: the name of the secret behind each absolute path."""
    if not takes_files(options):
        return {}
    wanted = {f"{SECRETS_FOLDER}/{name}": text for name, text in container.secret_files.items()}
    return {path: references.name(text) for path, text in {**wanted, **container.config_files}.items()}


def as_document(kept: Mapping[str, Leaf]) -> str:
    """What is to be in the store, by path, as a file."""
    return f"{json.dumps(kept, indent=2, ensure_ascii=False, sort_keys=True)}\n"
