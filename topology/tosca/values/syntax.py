"""Texts in other languages: JSON and XML (Simple Profile 1.3, 5.3.2 and 5.3.4)."""

import json
from collections.abc import Callable, Mapping
from xml.parsers import expat


def is_json(text: str) -> bool:
    """Whether a text is in JSON, nested no deeper than its reader can follow."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def is_xml(text: str) -> bool:
    """Whether a text is well-formed XML. Entities are not expanded: a document that declares some is not read on."""
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _stop
    try:
        parser.Parse(text.encode(), True)
    except _EntityError:
        return True
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return True


class _EntityError(Exception):
    """The text declares an entity."""


def _stop(*_: object) -> None:
    raise _EntityError


READERS: Mapping[str, Callable[[str], bool]] = {"JSON": is_json, "XML": is_xml}
