"""Names of inputs and nodes, and which names tell that a value is a secret."""

import re
from collections.abc import Container

_FORBIDDEN = re.compile(r"[^A-Za-z0-9]+", re.ASCII)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])", re.ASCII)
_SECRET = re.compile(
    r"(PASSWORDS?|PASSWD|PASSPHRASE|SECRETS?|TOKENS?|CREDENTIALS?"
    r"|(^|_)(PASS|PWD|APIKEY|(API|PRIVATE|ACCESS|SECRET|ENCRYPTION|SIGNING|MASTER)_KEY))$",
    re.ASCII,
)
_HARMLESS = frozenset({"", "0", "1", "true", "false", "yes", "no", "on", "off"})
_LOGIN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/\s:@]*:[^/\s@]+@")


def is_secret(name: str, text: str) -> bool:
    """Whether a setting is a secret: by what its name ends in, or by a login with a password in an address."""
    if text.lower() in _HARMLESS:
        return False
    return names_secret(name) or bool(_LOGIN.search(text))


def names_secret(name: str) -> bool:
    """Whether what a name ends in is what people call secrets, such as ``DB_PASSWORD`` or ``apiKey``."""
    words = _FORBIDDEN.sub("_", _CAMEL.sub("_", name)).upper()
    return bool(_SECRET.search(words))


def input_name(text: str) -> str:
    """A text as the name of an input: lower case, digits and ``_``."""
    name = _FORBIDDEN.sub("_", text).strip("_").lower() or "value"
    return name if name[0].isalpha() else f"n_{name}"


def free(name: str, taken: Container[str], *endings: str) -> str:
    """A name that is not taken: itself, or with one of the endings, or with a number."""
    for candidate in (name, *(f"{name}_{ending}" for ending in endings)):
        if candidate not in taken:
            return candidate
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
