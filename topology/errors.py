"""What a service refuses, as typed errors: the API maps the class to a status and shows code and message.

::

    Refused
    ├── NotFound                 there is no such thing, or it is another team's
    ├── Conflict                 the state of things does not allow it now
    └── Invalid                  the request or the template has mistakes; ``diagnostics`` say where
"""

from collections.abc import Sequence

from topology.diagnostics import Diagnostic


class Refused(Exception):
    """A request that is not carried out. ``code`` is stable, ``message`` is for the person who asked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotFound(Refused):
    """There is no such thing in this team."""

    def __init__(self, message: str, code: str = "not_found") -> None:
        super().__init__(code, message)


class Conflict(Refused):
    """The state of things does not allow it now."""


class Invalid(Refused):
    """The request or the template has mistakes."""

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = (), code: str = "invalid") -> None:
        super().__init__(code, message)
        self.diagnostics = tuple(diagnostics)
