"""What the other reader said of a template."""

import json
from enum import StrEnum

from topology.record import ValueRecord


class Outcome(StrEnum):
    """How the other reader's run ended."""

    ACCEPTS = "accepts"
    REFUSES = "refuses"
    VERSION_NOT_SUPPORTED = "does not support the version"
    CRASHED = "crashed"
    TIMED_OUT = "timed out"
    STOPPED = "was stopped"


class Opinion(ValueRecord):
    """The other reader's verdict: its messages in its own words, or what it crashed on or was stopped at."""

    outcome: Outcome
    messages: tuple[str, ...] = ()
    version: str = ""


def encode_opinion(opinion: Opinion) -> bytes:
    """An opinion as the child writes it: one line of JSON."""
    return json.dumps([opinion.outcome, opinion.messages, opinion.version]).encode()


def decode_opinion(answer: bytes) -> Opinion:
    """The opinion that a child wrote."""
    outcome, messages, version = json.loads(answer)
    return Opinion(Outcome(outcome), tuple(messages), version)
