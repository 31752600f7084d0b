"""How much fetching may take."""

import time

from topology.record import ValueRecord
from topology.sources import MAX_FILE_SIZE


class FetchLimits(ValueRecord):
    """Bytes of one file, seconds for one file and for all of a template, and redirects that are followed for one."""

    size: int = MAX_FILE_SIZE
    seconds: float = 15.0
    all_seconds: float = 60.0
    redirects: int = 5


class Deadline:
    """A point in time; what waits asks how long it still may."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds until then. Raises ``TimeoutError`` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left
