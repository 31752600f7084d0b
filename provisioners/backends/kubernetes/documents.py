"""The rendered file as objects, and the secrets on their way into them."""

import base64
from collections.abc import Iterable, Iterator, Mapping

import yaml

from provisioners.backends.contract import Rendered, Work
from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.escape import placeholder_name
from provisioners.backends.kubernetes.labels import ADDRESS
from provisioners.backends.kubernetes.render import FILE


def documents(rendered: Rendered) -> list[Data]:
    """The objects of the file, in its order."""
    return list(yaml.safe_load_all(rendered.files.get(FILE, "")))


def address_of(manifest: Mapping[str, object]) -> str:
    """The address of the node that an object belongs to; empty for one of the whole deployment."""
    metadata = manifest["metadata"]
    annotations = metadata.get("annotations") if isinstance(metadata, Mapping) else None
    found = (annotations or {}).get(ADDRESS, "")
    return str(found)


def of_addresses(manifests: Iterable[Data], addresses: Iterable[str]) -> Iterator[Data]:
    """The objects of some nodes."""
    wanted = frozenset(addresses)
    return (manifest for manifest in manifests if address_of(manifest) in wanted)


def resolved(work: Work) -> dict[str, str]:
    """The text of each place-holder, by its name."""
    return {
        name: "".join(part if isinstance(part, str) else work.resolve(part["secret"]) for part in parts)
        for name, parts in work.rendered.secrets.items()
    }


def filled_in(manifest: Data, texts: Mapping[str, str]) -> Data:
    """A Secret with its content in place of place-holders; any other object as it is."""
    if "stringData" not in manifest:
        return manifest
    rest = {key: value for key, value in manifest.items() if key != "stringData"}
    data = {key: _encoded(texts[placeholder_name(value)]) for key, value in manifest["stringData"].items()}
    return {**rest, "data": data}


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
