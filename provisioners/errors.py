"""What a service of this floor refuses: the refusals of the floor below, and one more.

::

    Refused
    ├── NotFound                 there is no such thing, or it is another team's
    ├── Conflict                 the state of things does not allow it now
    ├── Invalid                  the request or the template has mistakes; ``diagnostics`` say where
    └── ConfirmationRequired     it touches data and wants to be confirmed
"""

from topology.errors import Conflict, Invalid, NotFound, Refused

__all__ = ["ConfirmationRequired", "Conflict", "Invalid", "NotFound", "Refused"]


class ConfirmationRequired(Refused):
    """The plan destroys or abandons data, and nobody has said yes to that."""

    def __init__(self, message: str) -> None:
        super().__init__("confirmation_required", message)
