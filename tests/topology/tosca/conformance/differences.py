"""Files that are judged otherwise here than by their own projects, each with the section that decides."""

import json
from dataclasses import dataclass
from pathlib import Path

PLACE = Path(__file__).parents[1] / "known_differences.json"

KINDS = {
    "text": "the text says otherwise",
    "missing": "an import leads nowhere",
    "option": "for an option of another parser",
    "label": "the file itself says otherwise",
    "contested": "other tests expect the opposite",
    "open": "left open by the text",
}
"""Why a file is judged otherwise. Where it is ``contested`` or ``open``, the decision is ours."""

OURS = ("contested", "open")


@dataclass(frozen=True, slots=True)
class Difference:
    """Why a file is judged otherwise: the kind, the deciding section of its version, and what it says."""

    kind: str
    section: str
    reason: str

    @property
    def is_ours(self) -> bool:
        """Whether no specification decides it."""
        return self.kind in OURS


def known_differences() -> dict[str, Difference]:
    """The reasons by path, written by hand."""
    return {path: Difference(**entry) for path, entry in json.loads(PLACE.read_text(encoding="utf-8")).items()}
