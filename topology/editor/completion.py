"""What may be written at the cursor."""

from topology.editor.analysis import Analysis, analyse
from topology.editor.completion_keys import keys_for
from topology.editor.completion_values import values_for
from topology.editor.cursor import Cursor, locate
from topology.editor.offer import Offer
from topology.reading import Sources
from topology.record import ValueRecord


class Completion(ValueRecord):
    """What is offered for the word of the cursor, the best first."""

    cursor: Cursor
    offers: tuple[Offer, ...]


def complete(sources: Sources, name: str, text: str, line: int, column: int) -> Completion | None:
    """The offers at a line and column of a text, both from 0 and in characters; None where there is nothing to say.

    The text may be unfinished. What has been typed of the word does not limit the offers: editors choose among them.
    """
    cursor = locate(text, line, column)
    analysis = analyse(sources, name, text, cursor) if cursor is not None else None
    if cursor is None or analysis is None:
        return _beginning(cursor) if cursor is not None else None
    return Completion(cursor, tuple(_offers(analysis, cursor)))


def _offers(analysis: Analysis, cursor: Cursor) -> list[Offer]:
    keys = keys_for(analysis, cursor) if cursor.may_be_key else []
    values = values_for(analysis, cursor) if cursor.may_be_value else []
    known: dict[str, Offer] = {}
    for offer in (*keys, *values):
        known.setdefault(offer.label, offer)
    return sorted(known.values(), key=lambda offer: (offer.order, offer.label))


def _beginning(cursor: Cursor) -> Completion | None:
    """In a file of which nothing can be read yet, the line with which every file begins."""
    if cursor.path:
        return None
    return Completion(cursor, (Offer("tosca_definitions_version", "keyname", "tosca_definitions_version: "),))
