"""What a run of the reader found, as the renderers take it."""

from collections.abc import Iterable

from topology.diagnostics.diagnostic import Diagnostic, Severity
from topology.record import ValueRecord


class Report(ValueRecord):
    """All findings about one template, in order of place. ``template`` is the name that the user gave it."""

    diagnostics: tuple[Diagnostic, ...]
    template: str = ""

    @property
    def has_errors(self) -> bool:
        """Whether one of the findings is an error."""
        return self.count(Severity.ERROR) > 0

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    def in_words(self) -> str:
        """The counts of what there is, such as "2 errors, 1 warning"; "no findings" when there are none."""
        counts = ((self.count(severity), severity.value) for severity in Severity)
        return ", ".join(_counted(number, word) for number, word in counts if number) or "no findings"


def each_once(reports: Iterable[Report]) -> tuple[Diagnostic, ...]:
    """The findings of several templates; what two of them import has its findings once."""
    return tuple(dict.fromkeys(diagnostic for report in reports for diagnostic in report.diagnostics))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
