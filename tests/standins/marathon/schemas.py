"""Marathon's official schemas, from the folder that ``TOPOSMITH_ENGINES`` names."""

import json
import os
from functools import cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from tests.standins.marathon.raml import Types, Violation

VARIABLE = "TOPOSMITH_ENGINES"
BASE = "https://raw.githubusercontent.com/mesosphere/marathon/master/docs/docs/rest-api/public/api/v2/schema/"


def folder() -> Path | None:
    """Where the schemas are; None where nobody says so."""
    value = os.environ.get(VARIABLE)
    found = Path(value) / "schemas" / "marathon" if value else None
    return found if found is not None and found.is_dir() else None


class Unchecked:
    """Where the schemas are not at hand, the stand-in keeps to the rules alone."""

    def app(self, data: object) -> list[Violation]:
        return []

    def group(self, data: object) -> list[Violation]:
        return []

    def pod(self, data: object) -> list[Violation]:
        return []


class Schemas(Unchecked):
    """The schemas, read once."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.types = Types(place / "raml" / "types")

    def app(self, data: object) -> list[Violation]:
        """What is wrong with an application, by its JSON schema and by its RAML type."""
        return [*self._by_schema("AppDefinition.json", data), *self.types.check("app.raml", "App", data)]

    def group(self, data: object) -> list[Violation]:
        """What is wrong with the update of a group."""
        return [*self._by_schema("Group.json", data), *self.types.check("group.raml", "GroupUpdate", data)]

    def pod(self, data: object) -> list[Violation]:
        """What is wrong with a pod."""
        validator = Draft7Validator(json.loads((self._place / "Pod.schema.json").read_text()))
        found = [("/" + "/".join(map(str, one.path)), one.message) for one in validator.iter_errors(data)]
        return [*found, *self.types.check("pod.raml", "Pod", data)]

    def _by_schema(self, name: str, data: object) -> list[Violation]:
        validator = Draft4Validator({"$ref": f"{BASE}{name}"}, registry=self._registry)
        return [("/" + "/".join(map(str, found.path)), found.message) for found in validator.iter_errors(data)]

    @cached_property
    def _registry(self) -> Registry[Any]:
        resources = []
        for name in ("AppDefinition.json", "Group.json"):
            content = json.loads((self._place / name).read_text())
            content.pop("id", None)
            resources.append((f"{BASE}{name}", Resource(content, DRAFT4)))
        return Registry().with_resources(resources)
