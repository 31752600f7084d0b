"""An entry of the catalogue of codes."""

from topology.record import ValueRecord


class Entry(ValueRecord):
    """A code's short title and its explanation, in sentences a newcomer understands."""

    title: str
    explanation: str
