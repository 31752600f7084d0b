"""How often containers may end again and again before that is a failure."""

from collections.abc import Collection

from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.troubles import CRASH_LOOP, MOST_STARTS, Trouble


class Starts:
    """The starts of one step's workloads.

    With ``bears_others`` all of them started at once, and one may end for want of another: as long as any of the others
    has not ended as often itself, each may be started again, and :data:`MOST_STARTS` times after that.
    """

    def __init__(self, *, bears_others: bool = False) -> None:
        self._bears_others = bears_others
        self._looping: set[str] = set()
        self._first: dict[str, int] = {}

    def are_left(self, manifest: Data, trouble: Trouble, path: str, pending: Collection[str]) -> bool:
        """Whether a trouble is one that another start may end. ``pending`` are the paths of what is not ready yet.

        A job counts its failures itself, and says when there were too many.
        """
        if trouble.reason != CRASH_LOOP:
            return False
        if manifest["kind"] == "Job":
            return True
        if not self._bears_others:
            return False
        self._looping.add(path)
        if not self._looping.issuperset(pending):
            return True
        return trouble.restarts < self._first.setdefault(trouble.pod, trouble.restarts) + MOST_STARTS
