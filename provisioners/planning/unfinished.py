"""What is not as it is recorded: a mark in the recorded fingerprint, or words of drift, which the next plan reads.

A mark is written before anything is done to an instance and taken away when it is done. An instance that somebody else
took away is marked when a plan is made; what somebody else changed stays in words of the platform's.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from provisioners.planning.model import Recorded

SECTION = "unfinished"
"""The name of the mark among the sections of a fingerprint; no native object has a section of that name."""


class Unfinished(StrEnum):
    """What is wrong: it may not be there at all, it may not be as its fingerprint says, or it is known to be away."""

    EXISTENCE = "existence"
    CONTENT = "content"
    GONE = "gone"


REASONS = {
    Unfinished.EXISTENCE: "an earlier operation did not complete creating or deleting it",
    Unfinished.CONTENT: "an earlier operation did not complete changing it",
    Unfinished.GONE: "it is no longer on the platform",
}

ABSENT = frozenset({Unfinished.EXISTENCE, Unfinished.GONE})
"""The marks under which an instance has to be created."""


def marked(fingerprint: Mapping[str, str], mark: Unfinished) -> dict[str, str]:
    """The fingerprint with a mark; that the existence is uncertain outweighs all else."""
    if mark_of(fingerprint) is Unfinished.EXISTENCE:
        return dict(fingerprint)
    return {**fingerprint, SECTION: mark.value}


def mark_of(fingerprint: Mapping[str, str]) -> Unfinished | None:
    """The mark in a fingerprint, if any."""
    return Unfinished(fingerprint[SECTION]) if SECTION in fingerprint else None


def repair_reason(recorded: Recorded) -> str | None:
    """Why an instance is to be brought about again although nothing else is wanted; None when it is as recorded."""
    mark = mark_of(recorded.fingerprint)
    return REASONS[mark] if mark is not None else drift_reason(recorded)


def drift_reason(recorded: Recorded) -> str | None:
    """What somebody else changed of an instance, as a reason of a plan."""
    return f"somebody changed it: {'; '.join(recorded.drift)}" if recorded.drift else None


def unmarked(recorded: Recorded) -> Recorded:
    """What is recorded, without the mark: what backends compare."""
    return replace(recorded, fingerprint={key: item for key, item in recorded.fingerprint.items() if key != SECTION})
