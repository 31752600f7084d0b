"""Files that are judged otherwise here than by their own projects, each with the section that decides."""

import json
from dataclasses import dataclass
from pathlib import Path

PLACE = Path(__file__).parents[1] / "known_differences.json"


@dataclass(frozen=True, slots=True)
class Difference:
    """Why a file is judged otherwise: the deciding section of its version's specification, and what it says."""

    section: str
    reason: str


def known_differences() -> dict[str, Difference]:
    """The reasons by path, written by hand."""
    return {path: Difference(**entry) for path, entry in json.loads(PLACE.read_text(encoding="utf-8")).items()}
