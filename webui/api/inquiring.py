"""Questions to a platform: put by the web, answered by a worker."""

import asyncio
import time
from collections.abc import Callable

from provisioners.models import Inquiry, StepState
from provisioners.services.inquiries import give_up_inquiry
from webui.api.database import visit
from webui.api.problems import Problem

LOOK_EVERY = 0.2
LONGEST_WAIT = 20.0
ANSWERED = (StepState.SUCCEEDED, StepState.FAILED, StepState.CANCELLED)


class Unanswered(Exception):
    """No answer came, or the platform's own words of refusal; ``by_platform`` tells which."""

    def __init__(self, detail: str, *, by_platform: bool) -> None:
        super().__init__(detail)
        self.detail = detail
        self.by_platform = by_platform

    def as_problem(self) -> Problem:
        """502 with the platform's words, or 504 when no worker answered."""
        if self.by_platform:
            return Problem(502, "platform_refused", self.detail)
        return Problem(504, "no_worker_answered", self.detail)


async def ask(put: Callable[[], Inquiry], *, takes: float = 0.0) -> str:
    """Put an inquiry and wait for a worker's answer, without holding a connection. Raises :class:`Unanswered`.

    ``takes`` are the seconds that answering itself may take.
    """
    asked = await visit(put)
    key = asked.pk
    deadline = time.monotonic() + LONGEST_WAIT + takes
    while time.monotonic() < deadline:
        inquiry = await visit(lambda: Inquiry.objects.get(pk=key))
        if inquiry.state in ANSWERED:
            return _answer(inquiry)
        await asyncio.sleep(LOOK_EVERY)
    await visit(lambda: give_up_inquiry(inquiry=asked))
    raise Unanswered("No worker answered in time. Is one running for this target's queue?", by_platform=False)


def _answer(inquiry: Inquiry) -> str:
    if inquiry.state != StepState.SUCCEEDED:
        raise Unanswered(inquiry.error or "The question was given up.", by_platform=True)
    return inquiry.answer
