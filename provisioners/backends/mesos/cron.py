"""Times of cron as a repeating interval of ISO 8601, where that says the same.

Chronos repeats a job after a period from its first time on. Five fields of cron say more than that; what has no equal
periods is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")

_ITEM = re.compile(r"(?P<first>\*|\?|[a-z0-9]+)(-(?P<last>[a-z0-9]+))?(/(?P<step>[0-9]+))?", re.ASCII)

LAST_SAFE_DAY = 28
"""Of a month; every month has it."""

SEARCHED_YEARS = 9
"""Between two leap days there can be eight years."""


class Uneven(ValueError):
    """The times are no repeating interval; the message says which field is the reason."""


@dataclass(frozen=True, slots=True)
class Times:
    """The values of each field, sorted. ``weekdays`` count from Sunday, which is 0."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]


def period(schedule: str, *, in_utc: bool) -> str:
    """The period of a schedule, such as ``PT15M`` or ``P1D``. Raises :class:`Uneven`.

    Where clocks are put forward, hours are not equally long in a day, so a period of several hours needs UTC.
    """
    times = parse(schedule)
    within_day = _within_day(times, in_utc)
    if within_day == "P1D":
        return _of_days(times)
    if not _every_day(times):
        raise Uneven("it runs several times on some days and not at all on others")
    return within_day


def first_time(schedule: str, after: datetime) -> datetime:
    """The first time of a schedule after a moment; both are of the clock that the schedule is about."""
    times = parse(schedule)
    day = after.replace(hour=0, minute=0, second=0, microsecond=0)
    for _ in range(366 * SEARCHED_YEARS):
        if _is_on(times, day):
            for hour in times.hours:
                for minute in times.minutes:
                    moment = day.replace(hour=hour, minute=minute)
                    if moment > after:
                        return moment
        day += timedelta(days=1)
    raise Uneven("it never runs")


def parse(schedule: str) -> Times:
    """The values of the five fields. Raises :class:`Uneven`."""
    fields = schedule.lower().split()
    if len(fields) != 5:
        raise Uneven("it has not five fields")
    minutes, hours, days, months, weekdays = fields
    return Times(
        _values(minutes, 0, 59),
        _values(hours, 0, 23),
        _values(days, 1, 31),
        _values(months, 1, 12, MONTHS),
        tuple(sorted({value % 7 for value in _values(weekdays, 0, 7, DAYS)})),
    )


def _within_day(times: Times, in_utc: bool) -> str:
    """The period between two runs of a day, ``P1D`` for one run."""
    minutes = _gap(times.minutes, 60, "minutes")
    hours = _gap(times.hours, 24, "hours")
    if len(times.minutes) == 1:
        if hours == 24:
            return "P1D"
        if hours > 1 and not in_utc:
            raise Uneven("hours of a time zone are no equal periods where clocks are put forward; use UTC")
        return f"PT{hours}H"
    if hours != 1:
        raise Uneven("it runs several times in some hours and not at all in others")
    return f"PT{minutes}M"


def _of_days(times: Times) -> str:
    if _every_day(times):
        return "P1D"
    every_month, every_weekday = len(times.months) == 12, len(times.weekdays) == 7
    if not every_weekday:
        if len(times.weekdays) == 1 and len(times.days) == 31 and every_month:
            return "P1W"
        raise Uneven("only one day of the week, without days of the month and months, is a period")
    if len(times.days) != 1:
        raise Uneven("days of the month are not equally far apart")
    if times.days[0] > LAST_SAFE_DAY:
        raise Uneven(f"not every month has a day {times.days[0]}")
    gap = _gap(times.months, 12, "months")
    return "P1Y" if gap == 12 else f"P{gap}M"


def _every_day(times: Times) -> bool:
    return (len(times.days), len(times.months), len(times.weekdays)) == (31, 12, 7)


def _is_on(times: Times, day: datetime) -> bool:
    return day.month in times.months and day.day in times.days and day.isoweekday() % 7 in times.weekdays


def _gap(values: tuple[int, ...], size: int, what: str) -> int:
    """The distance between neighbours, round the clock. Raises :class:`Uneven` unless it is always the same."""
    gaps = {(after - before) % size or size for before, after in zip(values, (*values[1:], values[0]), strict=True)}
    if len(gaps) != 1:
        raise Uneven(f"its {what} are not equally far apart")
    return gaps.pop()


def _values(field: str, least: int, most: int, names: tuple[str, ...] = ()) -> tuple[int, ...]:
    found = sorted({value for item in field.split(",") for value in _item(item, least, most, names)})
    if not found or found[0] < least or found[-1] > most:
        raise Uneven(f"{field!r} is no field of cron")
    return tuple(found)


def _item(item: str, least: int, most: int, names: tuple[str, ...]) -> Iterator[int]:
    match = _ITEM.fullmatch(item)
    if match is None or match["step"] == "0":
        raise Uneven(f"{item!r} is no field of cron")
    step = int(match["step"] or 1)
    if match["first"] in ("*", "?"):
        return iter(range(least, most + 1, step))
    first = _number(match["first"], names, least)
    last = _number(match["last"], names, least) if match["last"] else (most if match["step"] else first)
    if last < first:
        raise Uneven(f"{item!r} is no range of cron")
    return iter(range(first, min(last, most + 1) + 1, step))


def _number(text: str, names: tuple[str, ...], least: int) -> int:
    if text in names:
        return names.index(text) + (1 if least else 0)
    if not text.isdecimal() or len(text) > 2:
        raise Uneven(f"{text!r} is no number of cron")
    return int(text)
