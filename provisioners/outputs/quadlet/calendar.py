"""Schedules of cron as calendar events of systemd.

Sources: crontab(5); systemd.time(7), "Calendar events".
"""

import re
from dataclasses import dataclass

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
UTC = "UTC"

_ITEM = re.compile(
    r"(?:(?P<all>[*?])|(?P<first>[A-Za-z]{3}|\d{1,2})(?:-(?P<last>[A-Za-z]{3}|\d{1,2}))?)(?:/(?P<step>\d{1,2}))?"
)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", re.ASCII)


class NotACalendar(ValueError):
    """A schedule or a time zone that has no calendar event; the message is a clause for people."""


@dataclass(frozen=True, slots=True)
class Field:
    """One of the five fields: its name, its least and greatest number, and names for numbers from the least on."""

    name: str
    least: int
    most: int
    names: tuple[str, ...] = ()


FIELDS = (
    Field("minute", 0, 59),
    Field("hour", 0, 23),
    Field("day of the month", 1, 31),
    Field("month", 1, 12, MONTHS),
    Field("day of the week", 0, 7, DAYS),
)


def calendar_events(schedule: str, time_zone: str | None) -> tuple[str, ...]:
    """The events that together are a schedule. Raises :class:`NotACalendar`.

    Where both the day of the month and that of the week are restricted, cron takes either and systemd both: then there
    are two events.
    """
    parts = schedule.split()
    if len(parts) != len(FIELDS):
        raise NotACalendar(f"a schedule has five fields, not {len(parts)}")
    zone = time_zone or UTC
    if not _ZONE.fullmatch(zone):
        raise NotACalendar(f"{zone!r} is no time zone")
    minute, hour, day, month, weekday = (_numbers(field, text) for field, text in zip(FIELDS, parts, strict=True))
    time = f"{_list(hour)}:{_list(minute)}:00 {zone}"
    months = _list(month)
    by_day = f"*-{months}-{_list(day)} {time}"
    by_weekday = f"{_weekdays(weekday)} *-{months}-* {time}"
    if weekday is None:
        return (by_day,)
    return (by_weekday,) if day is None else (by_day, by_weekday)


def _numbers(field: Field, text: str) -> tuple[int, ...] | None:
    """The numbers of a field, sorted; None for all of them."""
    found: set[int] = set()
    for item in text.split(","):
        found |= set(_item(field, item))
    if field.names is DAYS:
        found = {number % len(DAYS) for number in found}
        return None if len(found) == len(DAYS) else tuple(sorted(found))
    return None if len(found) == field.most - field.least + 1 else tuple(sorted(found))


def _item(field: Field, text: str) -> range:
    match = _ITEM.fullmatch(text)
    if match is None:
        raise NotACalendar(f"{text!r} is no {field.name}")
    step = int(match["step"] or 1)
    first = field.least if match["all"] else _number(field, match["first"])
    open_ended = match["all"] or (match["step"] and not match["last"])
    last = max(first, _most(field)) if open_ended else _number(field, match["last"] or match["first"])
    if step < 1 or last < first:
        raise NotACalendar(f"{text!r} is no range of the {field.name}")
    return range(first, last + 1, step)


def _most(field: Field) -> int:
    return len(DAYS) - 1 if field.names is DAYS else field.most


def _number(field: Field, text: str) -> int:
    name = text.lower()
    number = field.least + field.names.index(name) if name in field.names else int(text) if text.isdecimal() else -1
    if not field.least <= number <= field.most:
        raise NotACalendar(f"{text!r} is no {field.name}")
    return number


def _list(numbers: tuple[int, ...] | None) -> str:
    return "*" if numbers is None else ",".join(f"{number:02d}" for number in numbers)


def _weekdays(numbers: tuple[int, ...] | None) -> str:
    return ",".join(DAYS[number].capitalize() for number in numbers or ())
