"""A worker's side of a claim: until when it may act, and why it must stop.

Its own clock decides here, and it stops early: the time is counted from before the renewal was sent, and ends at a
part of the lease. The clock goes on while the machine sleeps.
"""

import threading
import time
from enum import StrEnum

USABLE_PART = 0.75
"""The part of a lease during which its holder acts; the rest is for its outside children to end."""


class Stop(StrEnum):
    """Why a step is not carried on."""

    LOST = "the lease was lost"
    CANCELLED = "cancelled"
    SHUTDOWN = "the worker is shutting down"


class StepStopped(Exception):
    """The step must not be carried on by this worker."""

    def __init__(self, reason: Stop) -> None:
        super().__init__(reason.value)
        self.reason = reason


def boot_time() -> float:
    """Seconds since the machine started, sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Lease:
    """The time that is left for a claimed step. Safe to use from several threads."""

    def __init__(self, seconds: float, *, begun: float) -> None:
        self._seconds = seconds
        self._deadline = begun + seconds * USABLE_PART
        self._reason: Stop | None = None
        self._stopped = threading.Event()
        self._ended = threading.Event()

    @property
    def deadline(self) -> float:
        """The :func:`boot_time` at which this worker stops unless the lease is renewed."""
        return self._deadline

    @property
    def reason(self) -> Stop | None:
        """Why to stop; None while the step may go on."""
        if self._reason is None and boot_time() >= self._deadline:
            self.stop(Stop.LOST)
        return self._reason

    def renewed(self, *, begun: float) -> None:
        """Take note of a renewal that was sent at ``begun``. A lease that is over stays so."""
        if self.reason is None:
            self._deadline = begun + self._seconds * USABLE_PART

    def stop(self, reason: Stop) -> None:
        """Say that the step must not go on; the first reason stays. It is not over before :meth:`end`."""
        if self._reason is None:
            self._reason = reason
        self._stopped.set()

    def end(self) -> None:
        """The step is over, and its thread does nothing more: who waits may go."""
        self._ended.set()
        self._stopped.set()

    def check(self) -> None:
        """Raise :class:`StepStopped` unless the step may go on."""
        reason = self.reason
        if reason is not None:
            raise StepStopped(reason)

    def wait(self, seconds: float) -> bool:
        """Sleep until the lease is stopped or ended, or for ``seconds``; whether it is."""
        return self._stopped.wait(seconds)

    def wait_for_end(self, seconds: float) -> bool:
        """Sleep until the step is over, or for ``seconds``; whether it is. A stop alone does not wake."""
        return self._ended.wait(seconds)
