"""The child: takes one request from standard input, reads the template, writes one answer, and ends."""

import gc
import sys
import traceback

from topology.reading import read_template
from topology.sandbox.confine import confine, die_with
from topology.sandbox.protocol import EXIT_ANSWER, EXIT_BUG, EXIT_MEMORY, encode_answer, read_request
from topology.sources import MemorySources


def main(parent: int, cpu_seconds: int, memory: int, max_answer: int) -> int:
    """Serve one request under limits. Gives the exit status; what goes wrong is told without the template's text."""
    die_with(parent)
    confine(cpu_seconds, memory)
    gc.disable()
    try:
        return _serve(max_answer)
    except MemoryError:
        return EXIT_MEMORY
    except Exception as error:  # noqa: BLE001 - the parent tells of it
        sys.stderr.write("\n".join([type(error).__name__, *traceback.format_tb(error.__traceback__)]))
        return EXIT_BUG


def _serve(max_answer: int) -> int:
    request = read_request(sys.stdin.buffer)
    sources = MemorySources(request.files)
    reading = read_template(sources, request.entry, inputs=request.inputs, substitutes=request.substitutes)
    answer = encode_answer(reading)
    if len(answer) > max_answer:
        return EXIT_ANSWER
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0
