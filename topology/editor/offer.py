"""One thing that may be written at the cursor."""

from topology.record import ValueRecord

FIRST, USUAL, LATER, LAST = range(4)
"""How likely an offer is what is meant."""


class Offer(ValueRecord):
    """What is shown, what kind of thing it is, and the text that takes the place of the word at the cursor."""

    label: str
    kind: str
    text: str
    detail: str = ""
    description: str | None = None
    order: int = USUAL
