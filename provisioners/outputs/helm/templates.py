"""Objects as templates of Helm: what a value may change becomes an action, and all other text stays as it is.

Sources: Helm documentation, "Chart Template Guide"; Go's package text/template.
"""

import json

from provisioners.backends.yaml_text import as_yaml
from provisioners.planning.fingerprint import digest

OPENING = '{{ "{{" }}'
"""What Helm makes two opening braces of; they begin an action wherever they stand."""


def escaped(text: str) -> str:
    """Text that Helm gives back as it is."""
    return text.replace("{{", OPENING)


class Marks:
    """Marks for actions in an object. They are made after the object, so that no text of it can be one."""

    def __init__(self, source: object) -> None:
        self._stem = f"action-{digest(source)}"
        self._actions: list[str] = []

    def of(self, action: str) -> str:
        """The mark that stands for an action."""
        self._actions.append(action)
        return f"{self._stem}-{len(self._actions)}-end"

    def template(self, document: object) -> str:
        """A document with marks as a template."""
        text = escaped(as_yaml(document))
        for number, action in enumerate(self._actions, 1):
            text = text.replace(f"{self._stem}-{number}-end", f"{{{{ {action} }}}}")
        return text


def value(*path: str) -> str:
    """The action that gives a value, whatever characters its path has."""
    first, *rest = path
    return f"index .Values.{first} {' '.join(map(json.dumps, rest))}"


def required(name: str) -> str:
    """The action that gives a secret, and fails where it was not given."""
    message = f"set secrets.{name}"
    return f"required {json.dumps(message)} ({value('secrets', name)}) | quote"
