"""Reads a template with an audit hook that notes every file, socket and process the reader asks for.

Run with the folder of the template; prints one JSON object. The hook is set after the imports of this file.
"""

import json
import sys
from pathlib import Path

from topology.reading import read_template
from topology.sources import DirectorySources

WATCHED = (
    "open",
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.system",
    "urllib.",
    "ctypes.dlopen",
)


def main(folder):
    events = []

    def note(event, arguments):
        if event.startswith(WATCHED):
            events.append([event, str(arguments[0]) if arguments else ""])

    sys.addaudithook(note)
    reading = read_template(DirectorySources(Path(folder)), "service.yaml")
    noted = list(events)
    json.dump({"codes": [item.code for item in reading.diagnostics], "events": noted}, sys.stdout)


main(sys.argv[1])
