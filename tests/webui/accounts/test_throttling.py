from webui.accounts import throttling
from webui.accounts.throttling import FREE_FAILURES, LONGEST_WAIT, SignInThrottle


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def throttle_after(failures: int) -> tuple[SignInThrottle, Clock]:
    clock = Clock()
    throttle = SignInThrottle(clock)
    for _ in range(failures):
        throttle.failed("ann")
    return throttle, clock


def test_a_few_failures_cost_nothing() -> None:
    throttle, _ = throttle_after(FREE_FAILURES - 1)

    assert throttle.wait_of("ann") == 0.0


def test_the_wait_doubles_up_to_its_limit() -> None:
    waits = [throttle_after(FREE_FAILURES + more)[0].wait_of("ann") for more in range(4)]

    assert waits == [1.0, 2.0, 4.0, 8.0]
    assert throttle_after(FREE_FAILURES + 50)[0].wait_of("ann") == LONGEST_WAIT


def test_the_wait_passes() -> None:
    throttle, clock = throttle_after(FREE_FAILURES + 1)

    clock.now += 1.5
    assert throttle.wait_of("ann") == 0.5
    clock.now += 1.0
    assert throttle.wait_of("ann") == 0.0


def test_others_do_not_wait() -> None:
    throttle, _ = throttle_after(FREE_FAILURES + 3)

    assert throttle.wait_of("bob") == 0.0


def test_success_forgets_failures() -> None:
    throttle, _ = throttle_after(FREE_FAILURES + 3)

    throttle.succeeded("ann")

    assert throttle.wait_of("ann") == 0.0


def test_made_up_names_do_not_fill_the_memory(monkeypatch) -> None:
    monkeypatch.setattr(throttling, "REMEMBERED_NAMES", 2)
    throttle, _ = throttle_after(FREE_FAILURES)

    throttle.failed("bob")
    throttle.failed("cid")

    assert throttle.wait_of("ann") == 0.0
