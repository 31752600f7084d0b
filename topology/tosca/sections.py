"""Where each version's specification says what a section of Simple Profile 1.3 says.

The grammar modules and the findings name sections of 1.3. A finding in a file of another version names that version's
own section where it is known, and none where it is not. What only 2.0 has is named ``2.0:`` and its section there.
"""

from collections.abc import Mapping

from topology.diagnostics import Diagnostic
from topology.record import replace
from topology.tosca.dialect import SIMPLE_1_3, TOSCA_2_0, V2_0, Dialect

_IN_2_0 = {
    "3.1.3.1": "6.8.4",
    "3.3": "9.1",
    "3.3.1": "9.1.1",
    "3.3.2": "9.1.2.3",
    "3.3.3": "8.4",
    "3.4.3": "7.2.1",
    "3.5.1": "12.2",
    "3.6.2": "5.3.1",
    "3.6.3": "9.10",
    "3.6.5": "8.6",
    "3.6.5.2": "8.6",
    "3.6.6": "6.5",
    "3.6.6.1": "6.5",
    "3.6.7": "12.2",
    "3.6.8": "6.8.1",
    "3.6.8.2": "6.8.2",
    "3.6.8.2.3": "6.8.4",
    "3.6.9": "9.3",
    "3.6.10": "9.3",
    "3.6.10.3": "9.3",
    "3.6.10.5": "9.3",
    "3.6.10.6": "9.3",
    "3.6.11": "9.4",
    "3.6.12": "9.5",
    "3.6.13": "9.6",
    "3.6.14": "9.7",
    "3.6.14.1": "9.7",
    "3.6.15": "9.9",
    "3.6.16": "11.8",
    "3.6.17": "11.4",
    "3.6.19": "11.6",
    "3.6.20": "11.2",
    "3.6.21": "16.5",
    "3.6.22": "16.5",
    "3.6.22.2": "16.5",
    "3.6.23": "13.2.3",
    "3.6.23.1": "13.2.3.1",
    "3.6.23.3": "13.2.3.3",
    "3.6.23.4": "13.2.3.4",
    "3.6.25": "9.10",
    "3.6.26": "13.2.1",
    "3.6.27": "13.2.2",
    "3.7.2": "8.2",
    "3.7.3": "8.4",
    "3.7.3.1.1": "8.4",
    "3.7.3.3": "8.4",
    "3.7.4": "12.1",
    "3.7.5": "11.1",
    "3.7.5.4": "11.1",
    "3.7.6": "9.2",
    "3.7.7": "8.1",
    "3.7.9": "7.1",
    "3.7.9.1": "7.1",
    "3.7.10": "7.3",
    "3.7.10.1": "7.3",
    "3.7.11": "16.1",
    "3.7.12": "16.3",
    "3.8.1": "8.3",
    "3.8.2": "8.5",
    "3.8.2.2": "8.5",
    "3.8.3": "7.2",
    "3.8.3.1": "7.2",
    "3.8.3.3": "7.2",
    "3.8.4": "7.4",
    "3.8.4.3": "7.4",
    "3.8.5": "16.2",
    "3.8.6": "16.4",
    "3.8.7": "13.2",
    "3.8.8": "15.2",
    "3.8.9": "15.3",
    "3.8.10": "15.4",
    "3.8.11": "15.5",
    "3.8.12": "15.6",
    "3.8.13": "15.1",
    "3.9": "6.9.1",
    "3.9.1": "6.9.1",
    "3.9.2.1": "6.9.1",
    "3.10": "6.1",
    "3.10.1": "6.1",
    "3.10.3.1": "6.2",
    "4.1": "10.3",
    "4.3.1": "10.2.3.2",
    "4.3.2": "10.2.3.3",
    "4.3.3": "10.2.3.4",
    "4.4": "10.2.1",
    "4.4.1": "10.2.1.1",
    "4.4.2": "10.2.1.2",
    "4.5.1": "10.2.1.3",
    "4.8.1": "10.2.1.4",
}
SECTIONS: Mapping[int, Mapping[str, str]] = {V2_0: _IN_2_0}
"""By version: a section of 1.3, and the section of that version."""

ONLY_2_0 = "2.0:"


def with_section(found: Diagnostic, dialects: Mapping[str, Dialect]) -> Diagnostic:
    """The finding with the document and the section that decide, for the version of its file."""
    if found.spec is None:
        return found
    dialect = dialects.get(found.span.file, SIMPLE_1_3)
    return replace(found, spec=section_of(found.spec, dialect))


def section_of(spec: str, dialect: Dialect) -> str | None:
    """A section of Simple Profile 1.3 as text for readers of a version, such as ``TOSCA 2.0, section 7.3``."""
    if spec.startswith(ONLY_2_0):
        return f"{TOSCA_2_0.title}, section {spec.removeprefix(ONLY_2_0)}"
    if dialect.order == SIMPLE_1_3.order:
        return f"{dialect.title}, section {spec}"
    known = SECTIONS.get(dialect.order, {}).get(spec)
    return None if known is None else f"{dialect.title}, section {known}"
