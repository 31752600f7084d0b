"""Parameters: what whoever runs the package may change, or has to give.

Artifacts name them as ``${name}``, with the rules of Python's ``string.Template`` (Nulecule specification 0.0.2,
"Parameters"; Atomic App's way of filling them in).
"""

import re

Param = dict[str, object]

BASE64 = "[A-Za-z0-9+/]*={0,2}"

_IDENTIFIER = re.compile("[_a-z][_a-z0-9]*", re.ASCII | re.IGNORECASE)


def escaped(text: str) -> str:
    """Text in which no parameter is named."""
    return text.replace("$", "$$")


def reference(name: str) -> str:
    """What a parameter's value takes the place of. Raises ``ValueError`` for what is no name of one."""
    if not is_name(name):
        raise ValueError(f"{name!r} cannot be the name of a parameter")
    return f"${{{name}}}"


def is_name(name: str) -> bool:
    """Whether a text can be the name of a parameter."""
    return _IDENTIFIER.fullmatch(name) is not None


def image_name(container: str) -> str:
    """The parameter for a container's image. Names of containers have hyphens and no underscores."""
    return f"image_{container.replace('-', '_')}"


def image_param(container: str, image: str) -> Param:
    """A container's image, which may be another."""
    return {"name": image_name(container), "description": f"The image of {container}", "default": image}


def secret_param(name: str) -> Param:
    """A secret, which has to be given. It is base64, so that nothing in it ends the text that it becomes a part of."""
    constraint = {"allowed_pattern": f"^{BASE64}$", "description": "It must be base64."}
    return {
        "name": name,
        "description": f"The secret {name}, in base64",
        "hidden": True,
        "constraints": [constraint],
    }
