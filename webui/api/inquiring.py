"""Questions to a platform: put by the web, answered by a worker."""

import asyncio
import time
from collections.abc import Callable

from provisioners.models import Inquiry, StepState
from webui.api.database import visit

LOOK_EVERY = 0.2
LONGEST_WAIT = 20.0
ANSWERED = (StepState.SUCCEEDED, StepState.FAILED, StepState.CANCELLED)


class Unanswered(Exception):
    """No answer came, or the platform's own words of refusal; ``by_platform`` tells which."""

    def __init__(self, detail: str, *, by_platform: bool) -> None:
        super().__init__(detail)
        self.detail = detail
        self.by_platform = by_platform


async def ask(put: Callable[[], Inquiry]) -> str:
    """Put an inquiry and wait for a worker's answer, without holding a connection. Raises :class:`Unanswered`."""
    key = (await visit(put)).pk
    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline:
        inquiry = await visit(lambda: Inquiry.objects.get(pk=key))
        if inquiry.state in ANSWERED:
            return _answer(inquiry)
        await asyncio.sleep(LOOK_EVERY)
    raise Unanswered("No worker answered in time. Is one running for this target's queue?", by_platform=False)


def _answer(inquiry: Inquiry) -> str:
    if inquiry.state != StepState.SUCCEEDED:
        raise Unanswered(inquiry.error or "The question was given up.", by_platform=True)
    return inquiry.answer
