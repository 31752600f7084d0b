"""Where each version's specification says what a section of Simple Profile 1.3 says.

The grammar modules and the findings name sections of 1.3. A finding in a file of another version names that version's
own section where it is known, and none where it is not.
"""

from collections.abc import Mapping

from topology.diagnostics import Diagnostic
from topology.record import replace
from topology.tosca.dialect import SIMPLE_1_3, V2_0, Dialect

SECTIONS: Mapping[int, Mapping[str, str]] = {V2_0: {}}
"""By version: a section of 1.3, and the section of that version."""


def with_section(found: Diagnostic, dialects: Mapping[str, Dialect]) -> Diagnostic:
    """The finding with the document and the section that decide, for the version of its file."""
    if found.spec is None:
        return found
    dialect = dialects.get(found.span.file, SIMPLE_1_3)
    return replace(found, spec=section_of(found.spec, dialect))


def section_of(spec: str, dialect: Dialect) -> str | None:
    """A section of Simple Profile 1.3 as text for readers of a version, such as ``TOSCA 2.0, section 7.3``."""
    if dialect.order == SIMPLE_1_3.order:
        return f"{dialect.title}, section {spec}"
    known = SECTIONS.get(dialect.order, {}).get(spec)
    return None if known is None else f"{dialect.title}, section {known}"
