"""The life of a worker process: the reconciler begins with it, and what still runs is handed back at its end."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from celery.signals import worker_shutdown, worker_shutting_down
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

from provisioners.engine.active import ACTIVE
from provisioners.engine.keeper import start_thread
from provisioners.engine.reconcile import reconcile, sweep_folders
from provisioners.engine.retention import prune

log = logging.getLogger(__name__)

GRACE_SECONDS = 5.0
"""How long a running step may go on after the worker was told to end, before it is handed back."""

HOUSEKEEPING_SECONDS = 3600.0


class Reconciler:
    """A thread that looks at everything each ``settings.RECONCILE_SECONDS``, and cleans up each hour."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._housekeeping_due = time.monotonic()

    def start(self) -> None:
        """Begin, until :meth:`end`."""
        self._thread = start_thread("reconciler", self._run)

    def end(self) -> None:
        """End, and wait until the thread has: the interpreter must not be taken down under it."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._pass()
            if self._ended.wait(settings.RECONCILE_SECONDS):
                return

    def _pass(self) -> None:
        attempt(reconcile)
        if time.monotonic() >= self._housekeeping_due:
            self._housekeeping_due = time.monotonic() + HOUSEKEEPING_SECONDS
            attempt(prune)
            attempt(sweep_folders)
        connections.close_all()


def attempt(work: Callable[[], None]) -> None:
    """Do it, and say so in the log when it fails: the next time comes soon."""
    try:
        work()
    except (DatabaseError, InterfaceError) as error:
        log.warning("%s: the database cannot be used: %s", work.__name__, error)
    except Exception:
        log.exception("%s failed", work.__name__)


RECONCILER = Reconciler()


def begin() -> None:
    """Start what runs beside the tasks, and be told when the process is to end."""
    RECONCILER.start()
    worker_shutting_down.connect(on_shutting_down)
    worker_shutdown.connect(on_shutdown)


def on_shutting_down(**_: Any) -> None:
    """Begin nothing more; what does not end soon is handed back."""
    ACTIVE.close()
    timer = threading.Timer(GRACE_SECONDS, ACTIVE.hand_back)
    timer.daemon = True
    timer.start()


def on_shutdown(**_: Any) -> None:
    RECONCILER.end()
