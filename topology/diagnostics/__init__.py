"""Diagnostics are values: what is wrong, where, and the way out. Nothing here prints or raises."""

from topology.diagnostics.catalogue import CATALOGUE, Entry
from topology.diagnostics.codec import as_dict, from_dict
from topology.diagnostics.diagnostic import Diagnostic, Fix, Related, Severity
from topology.diagnostics.span import Span

__all__ = ["CATALOGUE", "Diagnostic", "Entry", "Fix", "Related", "Severity", "Span", "as_dict", "from_dict"]
