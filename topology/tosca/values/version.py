"""Section 3.3.2: versions such as ``1.0.0.alpha-10``. A qualifier is a word in any script."""

import re

_FORM = re.compile(r"(\d{1,18})\.(\d{1,18})(?:\.(\d{1,18})(?:\.([^\W\d]\w*)(?:-(\d{1,18}))?)?)?")

VersionKey = tuple[int, int, int, int, str, int]


def parse_version(text: str) -> VersionKey | None:
    """A key by which versions are compared, or None. A version with a qualifier is older than one without."""
    if text == "0":
        return 0, 0, 0, 1, "", 0
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    major, minor, fix, qualifier, build = found.groups()
    numbers = int(major), int(minor), int(fix or 0)
    if qualifier and not any(numbers):
        return None
    return (*numbers, 0 if qualifier else 1, qualifier or "", int(build or 0))
