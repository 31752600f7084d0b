"""Waiting between two looks at what takes its time: short at first, longer later."""

import time

FIRST, LONGEST, FACTOR = 0.05, 2.0, 1.5


class Pause:
    """Rests a little longer each time."""

    def __init__(self) -> None:
        self._next = FIRST

    def rest(self) -> None:
        time.sleep(self._next)
        self._next = min(LONGEST, self._next * FACTOR)
