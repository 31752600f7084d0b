"""Runs the steps of an operation in this process, one after the other, until none is left for it."""

import logging
import os
import secrets as random
import socket
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from uuid import UUID

from provisioners.backends.contract import Backend, Observed, PlatformError
from provisioners.backends.registry import UnknownBackend, load_backend
from provisioners.engine.active import ACTIVE
from provisioners.engine.decide import back_off
from provisioners.engine.keeper import keep_lease, start_thread, watch
from provisioners.engine.lease import StepStopped, Stop
from provisioners.engine.observe import look, look_during
from provisioners.engine.outage import OUTAGE, WORDS, forget_connections, tried_twice
from provisioners.engine.outside import outside_call
from provisioners.engine.record import record_end, record_success
from provisioners.engine.take import Taken, take_step
from provisioners.engine.work import Secrets, gathered
from provisioners.models import StepState

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class End:
    """How an attempt ended: the step's next state, the words for it, and how long to wait with the next attempt."""

    state: StepState
    error: str = ""
    wait: float | None = None


def look_at(operation_id: UUID) -> None:
    """Run whatever steps of an operation are ready for this worker until there are none."""
    while not ACTIVE.is_closed:
        taken = take_step(operation_id, worker=worker_name())
        if taken is None:
            return
        run_step(taken)


def worker_name() -> str:
    """Who runs a step: the machine and the process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def run_step(taken: Taken) -> None:
    """Run a claimed step and record what became of it; nothing is recorded once the claim is somebody else's."""
    secrets = Secrets(taken.operation.plan)
    with ACTIVE.running(taken.lease), _kept(taken):
        end = _attempt(taken, secrets)
        if end.state == StepState.SUCCEEDED:
            observed = _observed_after(taken)
            tried_twice(lambda: record_success(taken, observed), "a success")
        elif taken.lease.reason is not Stop.LOST:
            error = secrets.masked(end.error)
            tried_twice(lambda: record_end(taken, end.state, error=error, wait=end.wait), "a step's end")


@contextmanager
def _kept(taken: Taken) -> Iterator[None]:
    """The lease is kept while the context lasts."""
    keeper = start_thread("lease keeper", lambda: keep_lease(taken))
    try:
        yield
    finally:
        taken.lease.end()
        keeper.join()


@contextmanager
def _watched(backend: Backend, taken: Taken) -> Iterator[None]:
    """While a group's step runs, what comes into being is recorded."""
    ended = threading.Event()
    observer = start_thread("observer", lambda: watch(taken, ended, lambda: look_during(backend, taken)))
    try:
        yield
    finally:
        ended.set()
        observer.join()


def _attempt(taken: Taken, secrets: Secrets) -> End:
    try:
        backend = load_backend(taken.operation.deployment.target.backend)
        with _watched(backend, taken) if backend.unit == "group" else nullcontext():
            _perform(backend, taken, secrets)
    except Exception as error:  # noqa: BLE001 - whatever went wrong becomes the step's end, and a bug is logged
        return _end_of(error, taken, secrets)
    return End(StepState.SUCCEEDED)


def _perform(backend: Backend, taken: Taken, secrets: Secrets) -> None:
    with gathered(taken, secrets) as work, outside_call():
        backend.perform(work)


def _end_of(error: Exception, taken: Taken, secrets: Secrets) -> End:
    reason = taken.lease.reason
    if reason is not None or isinstance(error, StepStopped):
        return _stopped_end(reason)
    if isinstance(error, UnknownBackend):
        return End(StepState.FAILED, str(error))
    if isinstance(error, OUTAGE):
        forget_connections(f"step {taken.step.key} is to be tried again", error)
        error = PlatformError(WORDS, transient=True)
    if not isinstance(error, PlatformError):
        return _internal_error(error, taken, secrets)
    wait = back_off(taken.step.attempt) if error.transient else None
    return End(StepState.FAILED if wait is None else StepState.PENDING, str(error), wait)


def _stopped_end(reason: Stop | None) -> End:
    if reason is Stop.CANCELLED:
        return End(StepState.CANCELLED, "cancelled while it ran")
    return End(StepState.PENDING)


def _internal_error(error: Exception, taken: Taken, secrets: Secrets) -> End:
    """A bug: the log gets everything but secrets, the user a reference to it."""
    reference = random.token_hex(4)
    trace = secrets.masked("".join(traceback.format_exception(error)))
    operation, key = taken.operation.pk, taken.step.key
    log.error("internal error %s in step %s of operation %s\n%s", reference, key, operation, trace)
    return End(StepState.FAILED, f"internal error; the worker's log has more under the reference {reference}")


def _observed_after(taken: Taken) -> Mapping[str, Observed]:
    """What the platform shows after a step; nothing when it cannot say, since the next look will tell."""
    try:
        deployment = taken.operation.deployment
        return look(load_backend(deployment.target.backend), deployment)
    except PlatformError as error:
        log.info("the platform could not be observed after a step: %s", error)
    except Exception:
        log.exception("the observation after step %s failed", taken.step.key)
    return {}
