"""Secrets of a template: a reference stands for the text wherever values go."""

from collections.abc import Mapping

from topology.record import Record, field
from topology.tosca.findings import Path
from topology.values.value import Call, Concat, Secret, Unknown, Value, as_text


class Secrets(Record):
    """The texts of secret literals by their references; ``owner`` is the way to a service that stands for a node."""

    texts: dict[str, str] = field(default_factory=dict)
    owner: str = ""

    def seal(self, value: Value, path: Path) -> Value:
        """References in place of what is known of a value; what is secret or unknown already stays."""
        if type(value) is str:
            return self._sealed(value, path)
        if value is None or isinstance(value, Secret | Unknown | Call):
            return value
        if isinstance(value, Concat):
            return Concat(tuple(self.seal(part, (*path, index)) for index, part in enumerate(value.parts)))
        if isinstance(value, Mapping):
            return {key: self.seal(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, tuple):
            return tuple(self.seal(item, (*path, index)) for index, item in enumerate(value))
        return self._sealed(as_text(value), path)

    def _sealed(self, text: str, path: Path) -> Secret:
        reference = f"template:{self.owner}{'/'.join(map(str, _short(path)))}"
        self.texts[reference] = text
        return Secret(reference)


def _short(path: Path) -> Path:
    """A path as references show it: from the node's name on."""
    if path[:1] == ("topology_template",):
        path = path[1:]
    return path[1:] if path[:1] == ("node_templates",) else path
