"""What a service answers when it does not do what was asked.

::

    Refused
    +-- NotFound                what was named is not there, or belongs to another team
    +-- Conflict                the state of things forbids it
    +-- Invalid                 a template or its inputs are at fault; carries diagnostics
"""

from collections.abc import Sequence

from topology.diagnostics import Diagnostic


class Refused(Exception):
    """A request that is understood and not carried out. ``code`` is stable, ``message`` says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotFound(Refused):
    """What was named is not there, or belongs to another team."""

    def __init__(self, what: str) -> None:
        super().__init__("not_found", f"There is no such {what}.")


class Conflict(Refused):
    """The state of things forbids it."""


class Invalid(Refused):
    """A template, its inputs or the target's rights forbid it, each at its place."""

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic], *, code: str = "template_invalid") -> None:
        super().__init__(code, message)
        self.diagnostics = tuple(diagnostics)
