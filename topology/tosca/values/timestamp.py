"""Timestamps: in 1.x YAML's (Simple Profile 1.3, 3.3.1), in 2.0 those of RFC 3339 (TOSCA 2.0, 9.1.2.1)."""

import re
from datetime import UTC, datetime, timedelta, timezone

_FORM = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{0,9}))?(?:[ \t]*(Z|([-+])(\d{1,2})(?::?(\d{2}))?))?)?"
)
_STRICT = r"(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?([Zz]|([-+])(\d{2}):(\d{2})))?"
_LEAP_SECOND = 60


def parse_timestamp(text: str, *, is_strict: bool = False) -> datetime | None:
    """The moment that a text names, UTC where it has no zone; None if it names none.

    The strict form is that of RFC 3339, or a mere date, which the specification's own tests use.
    """
    found = re.fullmatch(_STRICT, text) if is_strict else _FORM.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone, sign, zone_hours, zone_minutes = found.groups()
    micro = int(((fraction or "") + "000000")[:6])
    leap = int(second or 0) == _LEAP_SECOND and is_strict
    try:
        offset = UTC
        if zone and zone not in "Zz":
            delta = timedelta(hours=int(zone_hours), minutes=int(zone_minutes or 0))
            offset = timezone(-delta if sign == "-" else delta)
        clock = int(hour or 0), int(minute or 0), int(second or 0) - leap
        moment = datetime(int(year), int(month), int(day), *clock, micro, tzinfo=offset)
        return moment + timedelta(seconds=leap)
    except (ValueError, OverflowError):
        return None
