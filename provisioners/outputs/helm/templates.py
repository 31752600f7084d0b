"""What Helm fills in, and text that it leaves alone.

Sources: Helm documentation, "Chart Template Guide"; Go's package text/template.
"""

import json

OPENING = '{{ "{{" }}'
"""What Helm makes two opening braces of; they begin an action wherever they stand."""


def escaped(text: str) -> str:
    """Text that Helm gives back as it is."""
    return text.replace("{{", OPENING)


def action(pipeline: str) -> str:
    """What Helm replaces by the result of a pipeline."""
    return f"{{{{ {pipeline} }}}}"


def value(*path: str) -> str:
    """The pipeline that gives a value, whatever characters its path has."""
    first, *rest = path
    return f"index .Values.{first} {' '.join(map(json.dumps, rest))}"


def required(name: str) -> str:
    """The pipeline that gives a secret, and fails where it was not given."""
    message = f"set secrets.{name}"
    return f"required {json.dumps(message)} ({value('secrets', name)}) | quote"
