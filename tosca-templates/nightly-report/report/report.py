"""Writes a page about the machine that it runs on: ``report.py PATH``."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path

PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Nightly report</title></head>
<body>
<h1>Nightly report</h1>
<table>
{rows}
</table>
</body>
</html>
"""


def facts(proc: Path, now: datetime) -> dict[str, str]:
    """What the kernel says, by what it is called in the report."""
    load = (proc / "loadavg").read_text().split()[0]
    memory = dict(line.split(":", 1) for line in (proc / "meminfo").read_text().splitlines())
    return {
        "Written at": now.strftime("%Y-%m-%d %H:%M UTC"),
        "Processors": str(os.cpu_count()),
        "Load": load,
        "Memory": memory["MemTotal"].strip(),
        "Free memory": memory["MemAvailable"].strip(),
    }


def page(found: Mapping[str, str]) -> str:
    """The facts as a page."""
    rows = (f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in found.items())
    return PAGE.format(rows="\n".join(rows))


def write(place: Path, text: str) -> None:
    """Put a page in its place; a reader sees the old one or the new one, never a part."""
    new = place.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(place)


if __name__ == "__main__":
    write(Path(sys.argv[1]), page(facts(Path("/proc"), datetime.now(UTC))))
