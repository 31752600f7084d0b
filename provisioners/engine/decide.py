"""The engine's decisions, as pure functions of rows and the time. The rows are values here; nothing is read or written.

Times are those of the database's clock.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from provisioners.planning.model import FORMAT_VERSION

MAX_ATTEMPTS = 10
"""After so many attempts a step fails, whatever became of its workers: it may be what kills them.

An attempt that a worker hands back does not count.
"""

BACK_OFF = (1.0, 5.0, 20.0)
"""Seconds to wait after the first, second, ... transient failure; after the last one the step fails."""

UNFINISHED = ("queued", "running", "cancelling")


@dataclass(frozen=True, slots=True)
class StepRow:
    """What the decisions need to know of a step."""

    key: str
    state: str
    addresses: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    queue: str = "default"
    format_version: int = FORMAT_VERSION
    attempt: int = 0
    lease_until: datetime | None = None
    not_before: datetime | None = None

    def is_expired(self, now: datetime) -> bool:
        """Whether its worker has lost it."""
        return self.state == "running" and self.lease_until is not None and self.lease_until < now


def ready_steps(steps: Sequence[StepRow], now: datetime, *, queues: Collection[str] | None = None) -> tuple[str, ...]:
    """The keys of the steps that a worker may claim, in order; those of its ``queues`` when they are given.

    A step is ready when all it depends on has succeeded, and it is pending and not told to wait, or its lease is
    over. Steps in a newer format are left to newer workers.
    """
    done = {step.key for step in steps if step.state == "succeeded"}
    return tuple(
        step.key
        for step in steps
        if step.format_version <= FORMAT_VERSION
        and (queues is None or step.queue in queues)
        and done.issuperset(step.depends_on)
        and _is_free(step, now)
        and step.attempt < MAX_ATTEMPTS
    )


def _is_free(step: StepRow, now: datetime) -> bool:
    if step.state == "pending":
        return step.not_before is None or step.not_before <= now
    return step.is_expired(now)


def operation_state(current: str, steps: Sequence[StepRow]) -> str:
    """The state of an operation whose state is ``current`` and whose steps are these.

    An operation fails when a step has failed and nothing that does not depend on it is left to do.
    """
    states = {step.state for step in steps}
    if current not in UNFINISHED or "running" in states:
        return current
    if states <= {"succeeded"}:
        return "succeeded"
    if current == "cancelling":
        return "cancelled"
    return current if _has_future(steps) else "failed"


def _has_future(steps: Sequence[StepRow]) -> bool:
    """Whether some pending step depends on nothing that has failed, directly or through others."""
    dead = {step.key for step in steps if step.state in ("failed", "cancelled")}
    pending = [step for step in steps if step.state == "pending"]
    while True:
        doomed = {step.key for step in pending if not dead.isdisjoint(step.depends_on)}
        if doomed <= dead:
            return any(step.key not in dead for step in pending)
        dead |= doomed


def cancelled_by_cancel(steps: Sequence[StepRow]) -> tuple[str, ...]:
    """The steps that a cancel takes back at once; running ones are stopped by their workers."""
    return tuple(step.key for step in steps if step.state == "pending")


def reset_by_retry(steps: Sequence[StepRow]) -> tuple[str, ...]:
    """The steps that a retry makes pending again; what has succeeded stays so."""
    return tuple(step.key for step in steps if step.state in ("failed", "cancelled"))


def given_up(current: str, steps: Sequence[StepRow], now: datetime) -> dict[str, tuple[str, str]]:
    """Steps without a worker that nobody may claim any more: key to their final state and the reason."""
    expired = [step for step in steps if step.is_expired(now)]
    if current == "cancelling":
        return {step.key: ("cancelled", "cancelled after its worker was lost") for step in expired}
    reason = f"given up after {MAX_ATTEMPTS} attempts, none of which came to an end"
    unclaimed = expired + [step for step in steps if step.state == "pending"]
    return {step.key: ("failed", reason) for step in unclaimed if step.attempt >= MAX_ATTEMPTS}


def back_off(attempt: int) -> float | None:
    """Seconds until the next attempt after a transient failure of this one (from 1); None when it is to fail."""
    return BACK_OFF[attempt - 1] if attempt <= len(BACK_OFF) else None


def completed_addresses(steps: Sequence[StepRow]) -> frozenset[str]:
    """The instances of which every step has succeeded: what the plan says of them is now true."""
    open_addresses = {address for step in steps if step.state != "succeeded" for address in step.addresses}
    return frozenset(address for step in steps for address in step.addresses) - open_addresses


def deployment_state(kind: str, state: str, *, was_begun: bool, before: str) -> str:
    """What a deployment is after an operation of this kind that ended in this state.

    An operation that was cancelled before any step began leaves the deployment as it was ``before``.
    """
    if state == "succeeded":
        return "deployed" if kind == "deploy" else "undeployed"
    if state == "cancelled" and not was_begun:
        return before
    return "failed"
