"""Slowing down who guesses passwords: after a few failures an account waits, longer each time."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

FREE_FAILURES = 5
LONGEST_WAIT = 300.0
REMEMBERED_NAMES = 10_000


class SignInThrottle:
    """Counts failures by name within this process; seconds of the given monotonic clock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait_of(self, name: str) -> float:
        """How many seconds the next attempt for ``name`` must still wait; 0.0 when it may come now."""
        with self._lock:
            failures, last = self._failures.get(name, (0, 0.0))
        if failures < FREE_FAILURES:
            return 0.0
        pause = min(2.0 ** (failures - FREE_FAILURES), LONGEST_WAIT)
        return max(0.0, last + pause - self._clock())

    def failed(self, name: str) -> None:
        """Note a failed attempt."""
        with self._lock:
            failures, _ = self._failures.pop(name, (0, 0.0))
            self._failures[name] = (failures + 1, self._clock())
            if len(self._failures) > REMEMBERED_NAMES:
                self._failures.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """Forget the failures of ``name``."""
        with self._lock:
            self._failures.pop(name, None)
