"""Waiting between two looks at what takes its time: short at first, longer later."""

from collections.abc import Callable

FIRST, LONGEST, FACTOR = 0.05, 2.0, 1.5


class Pause:
    """Rests a little longer each time, by the pause of a step's work, which ends the step when it is to stop."""

    def __init__(self, pause: Callable[[float], None]) -> None:
        self._pause = pause
        self._next = FIRST

    def rest(self) -> None:
        self._pause(self._next)
        self._next = min(LONGEST, self._next * FACTOR)
