"""Text from templates on its way into a Compose file."""

import re

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def literal(text: str) -> str:
    """Text that Compose takes as it is: ``$`` begins an interpolation, ``$$`` is a dollar sign.

    Compose specification, "Interpolation".
    """
    return text.replace("$", "$$")


def variable(name: str) -> str:
    """The place-holder that Compose fills from its environment; it refuses to start when the variable is not set."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not the name of a variable: {name!r}")
    return f"${{{name}?}}"
