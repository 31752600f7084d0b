"""Cron's fields as calendar events of systemd."""

import subprocess
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioners.outputs.quadlet.calendar import DAYS, FIELDS, MONTHS, Field, NotACalendar, calendar_events


@pytest.mark.parametrize(
    ("schedule", "events"),
    [
        ("* * * * *", ["*-*-* *:*:00 UTC"]),
        ("0 3 * * *", ["*-*-* 03:00:00 UTC"]),
        ("*/20 8-10 * * *", ["*-*-* 08,09,10:00,20,40:00 UTC"]),
        ("5/25 * * * *", ["*-*-* *:05,30,55:00 UTC"]),
        ("0 0 1 jan,JUL *", ["*-01,07-01 00:00:00 UTC"]),
        ("0 0 * * mon-fri", ["Mon,Tue,Wed,Thu,Fri *-*-* 00:00:00 UTC"]),
        ("0 0 * * 7", ["Sun *-*-* 00:00:00 UTC"]),
        ("0 0 * * 0-6", ["*-*-* 00:00:00 UTC"]),
        ("0 0 ? * ?", ["*-*-* 00:00:00 UTC"]),
        ("0 0 13 * 5", ["*-*-13 00:00:00 UTC", "Fri *-*-* 00:00:00 UTC"]),
    ],
)
def test_schedules(schedule: str, events: list[str]) -> None:
    assert list(calendar_events(schedule, None)) == events


def test_a_time_zone() -> None:
    assert calendar_events("0 3 * * *", "Europe/Berlin") == ("*-*-* 03:00:00 Europe/Berlin",)


@pytest.mark.parametrize(
    ("schedule", "reason"),
    [
        ("0 0 * *", "five fields, not 4"),
        ("60 * * * *", "'60' is no minute"),
        ("* 24 * * *", "'24' is no hour"),
        ("* * 0 * *", "'0' is no day of the month"),
        ("* * * 13 *", "'13' is no month"),
        ("* * * foo *", "'foo' is no month"),
        ("* * * * 8", "'8' is no day of the week"),
        ("*/0 * * * *", "'\\*/0' is no range of the minute"),
        ("5-3 * * * *", "'5-3' is no range"),
        ("1,,2 * * * *", "'' is no minute"),
        ("@daily", "five fields"),
    ],
)
def test_what_is_no_schedule(schedule: str, reason: str) -> None:
    with pytest.raises(NotACalendar, match=reason):
        calendar_events(schedule, None)


@pytest.mark.parametrize("zone", ["a b", "1", "Europe/", "../etc", "Z\n"])
def test_what_is_no_time_zone(zone: str) -> None:
    with pytest.raises(NotACalendar, match="is no time zone"):
        calendar_events("* * * * *", zone)


def item(field: Field) -> st.SearchStrategy[str]:
    number = st.integers(field.least, field.most)
    names = st.sampled_from(field.names) if field.names else number.map(str)
    step = st.integers(1, 20)
    return st.one_of(
        st.just("*"),
        number.map(str),
        names,
        st.tuples(number, number).map(lambda pair: "-".join(map(str, sorted(pair)))),
        st.builds("*/{}".format, step),
        st.builds("{}/{}".format, number, step),
    )


schedules = st.tuples(*(st.lists(item(field), min_size=1, max_size=3).map(",".join) for field in FIELDS)).map(" ".join)


def matches(schedule: str, moment: datetime) -> bool:
    """Whether cron runs at a moment: crontab(5), apart from what writes events."""
    minute, hour, day, month, weekday = schedule.split()

    def fits(text: str, number: int, least: int, most: int, names: tuple[str, ...] = ()) -> bool:
        return any(number in numbers(part, least, most, names) for part in text.split(","))

    def is_all(text: str, least: int, most: int, names: tuple[str, ...] = ()) -> bool:
        return all(fits(text, number, least, most, names) for number in range(least, most + 1))

    def numbers(part: str, least: int, most: int, names: tuple[str, ...]) -> set[int]:
        span, _, step = part.partition("/")
        ends = [least + names.index(end) if end in names else end for end in span.split("-")]
        if span == "*":
            ends = [least, most]
        elif len(ends) == 1:
            ends = [ends[0], max(most, int(ends[0])) if step else ends[0]]
        found = range(int(ends[0]), int(ends[1]) + 1, int(step or 1))
        return {number % 7 for number in found} if names is DAYS else set(found)

    at_day = fits(day, moment.day, 1, 31)
    at_weekday = fits(weekday, moment.isoweekday() % 7, 0, 6, DAYS)
    every_day, every_weekday = is_all(day, 1, 31), is_all(weekday, 0, 6, DAYS)
    right_day = at_day and at_weekday if every_day or every_weekday else at_day or at_weekday
    return (
        fits(minute, moment.minute, 0, 59)
        and fits(hour, moment.hour, 0, 23)
        and fits(month, moment.month, 1, 12, MONTHS)
        and right_day
    )


def event_matches(event: str, moment: datetime) -> bool:
    *weekday, date, time, zone = event.split(" ")
    assert zone == "UTC"
    _, month, day = date.split("-")
    hour, minute, second = time.split(":")

    def fits(text: str, number: int) -> bool:
        return text == "*" or f"{number:02d}" in text.split(",")

    names = weekday[0].split(",") if weekday else [moment.strftime("%a")]
    assert second == "00"
    return moment.strftime("%a") in names and all(
        (fits(month, moment.month), fits(day, moment.day), fits(hour, moment.hour), fits(minute, moment.minute))
    )


moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(lambda found: found.replace(tzinfo=UTC))  # noqa: DTZ001


@given(schedules, moments)
def test_an_event_is_at_the_times_of_cron(schedule: str, moment: datetime) -> None:
    events = calendar_events(schedule, None)
    assert any(event_matches(event, moment) for event in events) == matches(schedule, moment)


@pytest.mark.tools
def test_systemd_reads_the_events(format_tool) -> None:
    analyze = format_tool("systemd-analyze")
    schedules = ["*/7 1-5,22 1,15 feb-apr *", "0 0 13 * fri", "59 23 31 12 7", "* * * * *"]
    events = [event for each in schedules for event in calendar_events(each, "Europe/Berlin")]
    done = subprocess.run([analyze, "calendar", *events], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Next elapse") == len(events) == 6
