"""Times of cron as repeating intervals: the same or refused."""

from datetime import UTC, datetime, timedelta

import pytest

from provisioners.backends.mesos.cron import Uneven, first_time, parse, period

EVEN = [
    ("* * * * *", "PT1M"),
    ("*/15 * * * *", "PT15M"),
    ("3,18,33,48 * * * *", "PT15M"),
    ("0-59/20 * * * *", "PT20M"),
    ("7 * * * *", "PT1H"),
    ("0 */6 * * *", "PT6H"),
    ("30 1,13 * * *", "PT12H"),
    ("0 3 * * *", "P1D"),
    ("0 3 * * mon", "P1W"),
    ("0 3 * * 7", "P1W"),
    ("0 3 ? * 0", "P1W"),
    ("0 3 15 * *", "P1M"),
    ("0 3 1 */3 *", "P3M"),
    ("0 3 1 JAN,JUL *", "P6M"),
    ("0 3 28 2 *", "P1Y"),
]

UNEVEN = [
    "*/7 * * * *",
    "0,10 * * * *",
    "*/15 3 * * *",
    "0 1,5 * * *",
    "0 9-17 * * *",
    "0 3 * * mon-fri",
    "0 3 * * 1,4",
    "0 3 1,15 * *",
    "0 3 31 * *",
    "0 3 29 2 *",
    "0 3 1 * mon",
    "0 3 1 1,3 *",
    "0 */6 1 * *",
    "*/5 * * * mon",
    "0 3 * 1 *",
]

BROKEN = [
    *("", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *", "*/0 * * * *"),
    *("a * * * *", "1- * * * *", "1,,2 * * * *", "999 * * * *", "@daily"),
]


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(("schedule", "expected"), EVEN)
def test_equal_periods(schedule: str, expected: str) -> None:
    assert period(schedule, in_utc=True) == expected


@pytest.mark.parametrize("schedule", UNEVEN)
def test_times_that_lie_unevenly(schedule: str) -> None:
    with pytest.raises(Uneven):
        period(schedule, in_utc=True)


@pytest.mark.parametrize("schedule", BROKEN)
def test_what_is_no_cron(schedule: str) -> None:
    with pytest.raises(Uneven):
        period(schedule, in_utc=True)


@pytest.mark.parametrize(("schedule", "is_kept"), [("0 */6 * * *", False), ("0 3 * * *", True), ("5 * * * *", True)])
def test_several_hours_need_a_clock_that_is_never_put_forward(schedule: str, is_kept: bool) -> None:
    if is_kept:
        assert period(schedule, in_utc=False) == period(schedule, in_utc=True)
    else:
        with pytest.raises(Uneven, match="use UTC"):
            period(schedule, in_utc=False)


@pytest.mark.parametrize(("schedule", "expected"), [
    ("*/15 * * * *", at(2026, 3, 4, 10, 15)), ("7 * * * *", at(2026, 3, 4, 10, 7)),
    ("0 3 * * *", at(2026, 3, 5, 3)), ("0 3 * * sun", at(2026, 3, 8, 3)),
    ("0 3 1 */3 *", at(2026, 4, 1, 3)), ("0 3 29 2 *", at(2028, 2, 29, 3)),
])  # fmt: skip
def test_the_first_time(schedule: str, expected: datetime) -> None:
    assert first_time(schedule, at(2026, 3, 4, 10, 3, 27)) == expected


def test_a_day_that_never_comes() -> None:
    with pytest.raises(Uneven, match="never"):
        first_time("0 3 30 2 *", at(2026, 3, 4))


@pytest.mark.parametrize(("schedule", "step"), [
    ("*/15 * * * *", timedelta(minutes=15)), ("0 */6 * * *", timedelta(hours=6)),
    ("0 3 * * *", timedelta(days=1)), ("0 3 * * 2", timedelta(days=7)),
])  # fmt: skip
def test_the_interval_meets_the_times_of_cron(schedule: str, step: timedelta) -> None:
    """The property that counts: from its first time on, the interval and cron name the same moments."""
    moment = first_time(schedule, at(2026, 3, 4, 10, 3))
    for _ in range(100):
        following = first_time(schedule, moment)
        assert following - moment == step
        moment = following


def test_the_week_begins_on_sunday_twice() -> None:
    assert parse("0 0 * * 0").weekdays == parse("0 0 * * 7").weekdays == (0,)
