"""What this worker process is running, so that it can hand it back when it is told to end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from provisioners.engine.lease import Lease, Stop


class ActiveSteps:
    """The leases of the steps that run in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._leases: set[Lease] = set()
        self._is_closed = threading.Event()

    @property
    def is_closed(self) -> bool:
        """Whether no further step may be begun here."""
        return self._is_closed.is_set()

    @contextmanager
    def running(self, lease: Lease) -> Iterator[None]:
        """Count a lease as active while the context lasts."""
        with self._lock:
            self._leases.add(lease)
        try:
            yield
        finally:
            with self._lock:
                self._leases.discard(lease)

    def close(self) -> None:
        """Begin nothing more."""
        self._is_closed.set()

    def hand_back(self) -> None:
        """Stop what still runs; other workers go on with it."""
        with self._lock:
            for lease in self._leases:
                lease.stop(Stop.SHUTDOWN)


ACTIVE = ActiveSteps()
"""The one of this process."""
