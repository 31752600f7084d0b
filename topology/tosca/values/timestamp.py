"""Section 3.3.1: timestamps, in the form of YAML's timestamp type."""

import re
from datetime import UTC, datetime, timedelta, timezone

_FORM = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{0,9}))?(?:[ \t]*(Z|([-+])(\d{1,2})(?::?(\d{2}))?))?)?"
)


def parse_timestamp(text: str) -> datetime | None:
    """The moment that a text names, UTC where it has no zone; None if it names none."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone, sign, zone_hours, zone_minutes = found.groups()
    micro = int(((fraction or "") + "000000")[:6])
    try:
        offset = UTC
        if zone and zone != "Z":
            delta = timedelta(hours=int(zone_hours), minutes=int(zone_minutes or 0))
            offset = timezone(-delta if sign == "-" else delta)
        clock = int(hour or 0), int(minute or 0), int(second or 0)
        return datetime(int(year), int(month), int(day), *clock, micro, tzinfo=offset)
    except ValueError:
        return None
