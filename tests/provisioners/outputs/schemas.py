"""The JSON schemas of formats, from the folder that TOPOSMITH_ENGINES names."""

import json
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from tests.conftest import descriptions


def check(document: Any, format: str, schema: str) -> None:  # noqa: A002 - the word for it
    """Check a document by a schema of a format. References are looked for among the format's own files, by name."""
    folder = descriptions() / "schemas" / format

    def retrieve(address: str) -> Resource[Any]:
        name = address.removeprefix("file:").rpartition("/")[2]
        return DRAFT4.create_resource(_read(next(folder.rglob(name))))

    found = _read(folder / schema)
    jsonschema.Draft4Validator(found, registry=Registry(retrieve=retrieve)).validate(document)


def _read(place: Path) -> Any:
    return json.loads(place.read_text())
