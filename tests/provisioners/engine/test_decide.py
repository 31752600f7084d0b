"""The engine's decisions: which steps are ready, what an operation becomes, what cancel and retry do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioners.engine import decide
from provisioners.engine.decide import MAX_ATTEMPTS, StepRow
from provisioners.planning.model import FORMAT_VERSION

NOW = datetime(2030, 1, 1, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)
A = StepRow("a", "pending")
B = StepRow("b", "pending", depends_on=("a",))
C = StepRow("c", "pending", depends_on=("b",))


def states(step: StepRow, state: str) -> StepRow:
    return replace(step, state=state)


class TestReady:
    def test_what_depends_on_nothing_is_ready(self) -> None:
        assert decide.ready_steps([A, B, C], NOW) == ("a",)

    def test_what_depends_on_it_follows_when_it_has_succeeded(self) -> None:
        assert decide.ready_steps([states(A, "succeeded"), B, C], NOW) == ("b",)

    @pytest.mark.parametrize("state", ["pending", "running", "failed", "cancelled"])
    def test_nothing_follows_what_has_not_succeeded(self, state: str) -> None:
        assert "b" not in decide.ready_steps([states(A, state), B], NOW)

    def test_a_running_step_is_ready_when_its_lease_is_over(self) -> None:
        assert decide.ready_steps([replace(A, state="running", lease_until=AFTER)], NOW) == ()
        assert decide.ready_steps([replace(A, state="running", lease_until=NOW)], NOW) == ()
        assert decide.ready_steps([replace(A, state="running", lease_until=BEFORE)], NOW) == ("a",)

    def test_a_step_waits_until_its_time(self) -> None:
        assert decide.ready_steps([replace(A, not_before=AFTER)], NOW) == ()
        assert decide.ready_steps([replace(A, not_before=NOW)], NOW) == ("a",)

    def test_only_steps_of_the_served_queues(self) -> None:
        assert decide.ready_steps([replace(A, queue="site")], NOW, queues=["default"]) == ()
        assert decide.ready_steps([replace(A, queue="site")], NOW, queues=["default", "site"]) == ("a",)

    def test_newer_formats_are_left_alone(self) -> None:
        assert decide.ready_steps([replace(A, format_version=FORMAT_VERSION + 1)], NOW) == ()

    def test_too_many_attempts_are_the_end(self) -> None:
        assert decide.ready_steps([replace(A, attempt=MAX_ATTEMPTS)], NOW) == ()


class TestOperationState:
    @pytest.mark.parametrize("current", ["succeeded", "failed", "cancelled"])
    def test_what_is_finished_stays_so(self, current: str) -> None:
        assert decide.operation_state(current, [A]) == current

    def test_without_steps_there_is_nothing_to_do(self) -> None:
        assert decide.operation_state("queued", []) == "succeeded"

    def test_it_goes_on_while_there_is_something_to_do(self) -> None:
        assert decide.operation_state("running", [states(A, "succeeded"), B]) == "running"
        assert decide.operation_state("queued", [A, B]) == "queued"

    def test_it_succeeds_when_every_step_has(self) -> None:
        assert decide.operation_state("running", [states(A, "succeeded"), states(B, "succeeded")]) == "succeeded"

    def test_a_failure_blocks_all_that_depends_on_it(self) -> None:
        assert decide.operation_state("running", [states(A, "failed"), B, C]) == "failed"

    def test_what_does_not_depend_on_a_failure_is_still_done(self) -> None:
        other = StepRow("other", "pending")
        assert decide.operation_state("running", [states(A, "failed"), B, other]) == "running"
        assert decide.operation_state("running", [states(A, "failed"), B, states(other, "succeeded")]) == "failed"

    def test_it_waits_for_running_steps(self) -> None:
        running = StepRow("other", "running")
        assert decide.operation_state("running", [states(A, "failed"), running]) == "running"
        assert decide.operation_state("cancelling", [states(A, "cancelled"), running]) == "cancelling"

    def test_a_cancelled_operation_may_still_have_done_everything(self) -> None:
        assert decide.operation_state("cancelling", [states(A, "cancelled")]) == "cancelled"
        assert decide.operation_state("cancelling", [states(A, "succeeded")]) == "succeeded"


class TestCancelAndRetry:
    STEPS = tuple(StepRow(state, state) for state in ("pending", "running", "succeeded", "failed", "cancelled"))

    def test_cancel_takes_back_what_has_not_begun(self) -> None:
        assert decide.cancelled_by_cancel(self.STEPS) == ("pending",)

    def test_retry_begins_with_what_failed_and_keeps_what_succeeded(self) -> None:
        assert decide.reset_by_retry(self.STEPS) == ("failed", "cancelled")


class TestGivenUp:
    LOST = replace(A, state="running", lease_until=BEFORE, attempt=MAX_ATTEMPTS)

    def test_a_lost_step_of_a_cancelled_operation_is_cancelled(self) -> None:
        steps = [replace(self.LOST, attempt=1), replace(B, state="running", lease_until=AFTER)]
        assert {key: state for key, (state, _) in decide.given_up("cancelling", steps, NOW).items()} == {
            "a": "cancelled"
        }

    def test_a_step_that_loses_every_worker_fails(self) -> None:
        assert decide.given_up("running", [self.LOST], NOW)["a"][0] == "failed"
        assert decide.given_up("running", [replace(self.LOST, attempt=MAX_ATTEMPTS - 1)], NOW) == {}

    def test_a_pending_step_that_nobody_may_claim_any_more_fails(self) -> None:
        assert decide.given_up("running", [replace(A, attempt=MAX_ATTEMPTS)], NOW)["a"][0] == "failed"
        assert decide.given_up("running", [replace(A, attempt=MAX_ATTEMPTS - 1)], NOW) == {}


def test_back_off_grows_and_ends() -> None:
    delays = [decide.back_off(attempt) for attempt in range(1, len(decide.BACK_OFF) + 2)]
    assert delays == [*sorted(decide.BACK_OFF), None]


def test_an_address_is_complete_when_all_its_steps_are() -> None:
    steps = [
        StepRow("build", "succeeded", addresses=("web",)),
        StepRow("up", "pending", addresses=("web", "db")),
        StepRow("net", "succeeded", addresses=("net",)),
    ]
    assert decide.completed_addresses(steps) == {"net"}


@pytest.mark.parametrize(
    ("kind", "state", "was_begun", "expected"),
    [
        ("deploy", "succeeded", True, "deployed"),
        ("undeploy", "succeeded", True, "undeployed"),
        ("deploy", "failed", True, "failed"),
        ("undeploy", "cancelled", True, "failed"),
        ("undeploy", "cancelled", False, "deployed"),
    ],
)
def test_what_a_deployment_becomes(kind: str, state: str, was_begun: bool, expected: str) -> None:
    assert decide.deployment_state(kind, state, was_begun=was_begun, before="deployed") == expected


STEP_STATES = st.sampled_from(["pending", "running", "succeeded", "failed", "cancelled"])


@st.composite
def graphs(draw: st.DrawFn) -> list[StepRow]:
    """Steps whose dependencies are among those before them."""
    steps: list[StepRow] = []
    for number in range(draw(st.integers(0, 7))):
        depends = draw(st.sets(st.sampled_from([step.key for step in steps]))) if steps else set()
        attempt = draw(st.sampled_from([0, 1, MAX_ATTEMPTS - 1, MAX_ATTEMPTS]))
        own = {"depends_on": tuple(depends), "lease_until": BEFORE, "attempt": attempt}
        steps.append(StepRow(str(number), draw(STEP_STATES), **own))
    return steps


@given(graphs(), st.sampled_from(["queued", "running"]))
def test_an_operation_never_gets_stuck(steps: list[StepRow], current: str) -> None:
    """Once what nobody may claim is closed, it is finished, or a step is ready, or one is running."""
    closed = decide.given_up(current, steps, NOW)
    steps = [replace(step, state=closed[step.key][0]) if step.key in closed else step for step in steps]
    state = decide.operation_state(current, steps)
    is_finished = state not in decide.UNFINISHED
    assert is_finished or decide.ready_steps(steps, NOW) or any(step.state == "running" for step in steps)


@given(graphs())
def test_a_finished_operation_leaves_nothing_running(steps: list[StepRow]) -> None:
    if decide.operation_state("running", steps) not in decide.UNFINISHED:
        assert all(step.state != "running" for step in steps)
