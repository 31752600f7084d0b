r"""Text from templates on its way into units.

Quadlet copies values into the command line of a service, so that three readers see them: Quadlet's own parser,
systemd's, which takes ``%`` for a specifier and ``$`` for a variable, and Podman's. Sources: systemd.syntax(7),
"Quoting"; systemd.service(5), "Command lines"; systemd.unit(5), "Specifiers"; podman-systemd.unit(5).
"""

import re

_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", '"': '\\"'}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PATH = re.compile(r"/[^\x00-\x20\x7f$%\"'\\:]*")


def word(text: str) -> str:
    r"""One word in double quotes, for keys whose values are lists of words.

    Raises ``ValueError`` for what no unit can hold; :func:`is_word` tells before.
    """
    if not is_word(text):
        raise ValueError("NUL cannot stand in a unit")
    return f'"{"".join(map(_escaped, literal(text)))}"'


def is_word(text: str) -> bool:
    """Whether a text can be a word. No command line holds NUL."""
    return "\0" not in text


def is_argument(text: str) -> bool:
    """Whether a text can be a word of ``Exec=``.

    Quadlet's parser ends at an empty word, and it writes a lone semicolon without quotes, which systemd takes for the
    beginning of another command.
    """
    return is_word(text) and text not in ("", ";")


def raw(text: str) -> str:
    """Text for keys whose whole value counts as it stands. Raises ``ValueError``; :func:`is_raw` tells before."""
    if not is_raw(text):
        raise ValueError("the text cannot stand in a unit without quotes")
    return literal(text)


def is_raw(text: str) -> bool:
    """Whether a text survives without quotes: one line, without blanks, quotes and backslashes at its ends."""
    return bool(text) and not _CONTROL.search(text) and text == text.strip().strip("\"'\\") and text != ";"


def is_path(text: str) -> bool:
    """Whether a text is an absolute path that also ``RequiresMountsFor=`` takes, where nothing can be quoted."""
    return _PATH.fullmatch(text) is not None


def literal(text: str) -> str:
    """Text without specifiers and variables: each ``%`` and ``$`` twice."""
    return text.replace("%", "%%").replace("$", "$$")


def prose(text: str) -> str:
    """Text for people, in one line; variables do not exist there."""
    return _CONTROL.sub(" ", text).replace("%", "%%").rstrip("\\ ")


def _escaped(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    return f"\\x{ord(character):02x}" if _CONTROL.match(character) else character
