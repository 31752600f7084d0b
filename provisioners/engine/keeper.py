"""The threads beside a running step: one keeps its lease, one watches what comes into being."""

import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

from provisioners.backends.contract import PlatformError
from provisioners.engine.claims import renew
from provisioners.engine.lease import Stop, boot_time
from provisioners.engine.take import Taken
from provisioners.models import Operation, OperationState

log = logging.getLogger(__name__)

LONGEST_BEAT = 1.0
RENEWALS_PER_LEASE = 4


def start_thread(name: str, work: Callable[[], None]) -> threading.Thread:
    """Run ``work`` in a thread of its own, which gives its database connections back."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread


def keep_lease(taken: Taken) -> None:
    """Renew the lease until the step is over, and stop the step when it is lost or the operation is cancelled.

    A step that is to stop is renewed as well: its thread may still wait for the platform, and nobody else may have it
    before that has returned. A lost lease is not renewed, and without a database the lease runs out by itself.
    """
    pause = settings.LEASE_SECONDS / RENEWALS_PER_LEASE
    renewed = boot_time()
    while not taken.lease.wait_for_end(min(LONGEST_BEAT, pause)) and taken.lease.reason is not Stop.LOST:
        try:
            begun = boot_time()
            if begun - renewed >= pause:
                if not _renew(taken, begun):
                    return
                renewed = begun
            if Operation.objects.filter(pk=taken.operation.pk, state=OperationState.CANCELLING).exists():
                taken.lease.stop(Stop.CANCELLED)
        except (DatabaseError, InterfaceError):
            log.warning("the lease of step %s could not be renewed", taken.step.key, exc_info=True)
            connections.close_all()


def _renew(taken: Taken, begun: float) -> bool:
    """Renew once; False when the step is no longer ours."""
    is_ours = renew(taken.claim)
    if is_ours:
        taken.lease.renewed(begun=begun)
    else:
        taken.lease.stop(Stop.LOST)
    return is_ours


def watch(taken: Taken, ended: threading.Event, look: Callable[[], None]) -> None:
    """Call ``look`` about each second until ``ended``, or until the step is no longer ours."""
    while not ended.wait(LONGEST_BEAT) and taken.lease.reason is None:
        try:
            look()
        except PlatformError as error:
            log.info("the platform could not be observed: %s", error)
        except (DatabaseError, InterfaceError):
            log.warning("an observation could not be recorded", exc_info=True)
            connections.close_all()
        except Exception:
            log.exception("the observation during step %s failed", taken.step.key)
            return
