"""All diagnostic codes with the page that explains each.

A code is stable: it is never reused and its meaning never changes. Codes are grouped by what went wrong:
``TS1xx`` the bytes and the YAML, ``TS2xx`` imports and files, ``TS3xx`` grammar (keys and kinds),
``TS4xx`` types and their derivation, ``TS5xx`` values, properties, functions and constraints,
``TS6xx`` requirements and the graph, ``TS7xx`` rights that a target must grant,
``TS8xx`` what a platform cannot do, ``TS87x`` what making a template from native files finds.
"""

from topology.diagnostics.archive_codes import ARCHIVE_CODES
from topology.diagnostics.document_codes import DOCUMENT_CODES
from topology.diagnostics.entry import Entry
from topology.diagnostics.grammar_codes import GRAMMAR_CODES
from topology.diagnostics.graph_codes import GRAPH_CODES
from topology.diagnostics.import_codes import IMPORT_CODES
from topology.diagnostics.importing_codes import IMPORTING_CODES
from topology.diagnostics.platform_codes import PLATFORM_CODES
from topology.diagnostics.type_codes import TYPE_CODES
from topology.diagnostics.value_codes import VALUE_CODES

__all__ = ["CATALOGUE", "Entry"]

CATALOGUE: dict[str, Entry] = {
    **DOCUMENT_CODES,
    **IMPORT_CODES,
    **ARCHIVE_CODES,
    **GRAMMAR_CODES,
    **TYPE_CODES,
    **VALUE_CODES,
    **GRAPH_CODES,
    **PLATFORM_CODES,
    **IMPORTING_CODES,
}
