"""One finding about a template, for a person and for a machine alike."""

from enum import StrEnum

from topology.diagnostics.span import Span
from topology.record import ValueRecord


class Severity(StrEnum):
    """How bad a finding is; only an error makes a template unusable."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Related(ValueRecord):
    """Another place that belongs to a finding, such as the first definition of a name."""

    message: str
    span: Span


class Fix(ValueRecord):
    """The one sensible edit: replace the text in ``span`` by ``replacement``."""

    title: str
    span: Span
    replacement: str


class Diagnostic(ValueRecord):
    """A finding: a code of the catalogue, its place, and the way out.

    ``path`` leads from the document's root to the entry concerned, for example
    ``("topology_template", "node_templates", "web", "properties", "port")``.
    ``help`` says what to do; ``spec`` names the section that decides.
    """

    code: str
    message: str
    span: Span
    severity: Severity = Severity.ERROR
    path: tuple[str | int, ...] = ()
    help: str | None = None
    spec: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def is_error(self) -> bool:
        """Whether nothing can be made of the template because of it."""
        return self.severity is Severity.ERROR
