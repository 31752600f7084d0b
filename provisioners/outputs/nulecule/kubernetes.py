"""Artifacts for Kubernetes: the backend's objects, one in each file."""

import json
from copy import deepcopy
from typing import Any

from provisioners.outputs.manifests import Manifest, Manifests, containers_of
from provisioners.outputs.marks import Marks
from provisioners.outputs.nulecule.params import escaped, image_name, is_name, reference


def artifact(found: Manifests, manifest: Manifest) -> str:
    """An object in JSON. Images are parameters; so are secrets, which are base64 in a Secret's ``data``."""
    marks, marked = Marks(manifest), deepcopy(manifest)
    for container in containers_of(marked):
        container["image"] = marks.of(reference(image_name(container["name"])))
    texts: dict[str, Any] | None = marked.pop("stringData", None)
    if texts is not None:
        names = secret_names(found)
        marked["data"] = {key: marks.of(reference(names[found.secret_name(text)])) for key, text in texts.items()}
    return marks.filled(f"{json.dumps(marked, indent=2)}\n", escaped)


def secret_names(found: Manifests) -> dict[str, str]:
    """The parameter of each secret: its name where that can be one, else its place-holder's."""
    placeholders = {name: place for place, name in found.placeholders.items()}
    return {name: name if is_name(name) else placeholders[name] for name in found.secrets}


def file_of(manifest: Manifest) -> str:
    """The name of an object's file."""
    return f"{manifest['kind'].lower()}-{manifest['metadata']['name']}.json"
