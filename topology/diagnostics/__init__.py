"""Diagnostics are values: what is wrong, where, and the way out. Nothing here prints or raises."""

from typing import TYPE_CHECKING, Any

from topology.diagnostics.diagnostic import Diagnostic, Fix, Related, Severity
from topology.diagnostics.span import Span

if TYPE_CHECKING:
    from topology.diagnostics.catalogue import CATALOGUE, Entry
    from topology.diagnostics.codec import as_dict, from_dict

__all__ = ["CATALOGUE", "Diagnostic", "Entry", "Fix", "Related", "Severity", "Span", "as_dict", "from_dict"]

_LATER = {"CATALOGUE": "catalogue", "Entry": "catalogue", "as_dict": "codec", "from_dict": "codec"}


def __getattr__(name: str) -> Any:
    """What finding mistakes does not need is imported when it is asked for: the catalogue is a lot of text."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
