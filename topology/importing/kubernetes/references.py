"""References to variables in the commands and the environment of a container.

Source: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/.
"""

import re
from collections.abc import Mapping

from topology.importing.draft import InputRef, Joined, Value

_REFERENCE = re.compile(r"\$(\$|\(([^()]*)\))")


def expanded(text: str, known: Mapping[str, Value]) -> Value:
    """A text with the values of the variables that it names; ``$$`` is a dollar sign, an unknown name stays."""
    parts: list[str | InputRef] = []
    end = 0
    for found in _REFERENCE.finditer(text):
        parts.append(text[end : found.start()])
        parts += _parts("$" if found[1] == "$" else known.get(found[2], found[0]))
        end = found.end()
    return joined([*parts, text[end:]])


def joined(parts: list["str | InputRef"]) -> Value:
    """Parts as one value."""
    found: list[str | InputRef] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    if not found:
        return ""
    return found[0] if len(found) == 1 else Joined(tuple(found))


def _parts(value: Value) -> tuple["str | InputRef", ...]:
    return value.parts if isinstance(value, Joined) else (value,) if isinstance(value, InputRef) else (str(value),)
