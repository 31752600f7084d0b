"""The stored form of what a backend rendered. Secrets are references in it, diagnostics are left out."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from provisioners.backends.contract import Build, NativeObject, Rendered

FORMAT_VERSION = 1


class RenderedFormatError(ValueError):
    """Stored data that is not a rendered form, or one that a newer version of Toposmith wrote."""


def rendered_to_json(rendered: Rendered) -> str:
    """The rendered form as JSON text, always the same for equal forms."""
    document = {
        "format_version": FORMAT_VERSION,
        "files": dict(rendered.files),
        "objects": [_object_to_data(item) for item in rendered.objects.values()],
        "builds": [asdict(build) for build in rendered.builds],
        "secrets": {name: [_part_to_data(part) for part in parts] for name, parts in rendered.secrets.items()},
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def rendered_from_json(text: str) -> Rendered:
    """What :func:`rendered_to_json` wrote. Raises :class:`RenderedFormatError`."""
    try:
        document = json.loads(text)
        version = document["format_version"]
        if version != FORMAT_VERSION:
            raise RenderedFormatError(f"the rendered form has format {version}, not {FORMAT_VERSION}")
        objects = [NativeObject(**item) for item in document["objects"]]
        return Rendered(
            files=document["files"],
            objects={item.address: item for item in objects},
            builds=tuple(Build(**build) for build in document["builds"]),
            secrets=document["secrets"],
        )
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise RenderedFormatError(f"the stored rendered form cannot be read: {error!r}") from error


def _object_to_data(item: NativeObject) -> dict[str, Any]:
    return {
        "address": item.address,
        "node_type": item.node_type,
        "name": item.name,
        "fingerprint": dict(item.fingerprint),
        "deletion_policy": item.deletion_policy,
        "attributes": dict(item.attributes),
    }


def _part_to_data(part: str | Mapping[str, str]) -> str | dict[str, str]:
    return part if isinstance(part, str) else dict(part)
