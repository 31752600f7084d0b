"""The child: answers requests one after the other, each within limits, until the server ends or a limit ends it."""

import gc
import resource
import sys
import traceback

from topology.sandbox.confine import confine, die_with
from topology.sandbox.protocol import EXIT_MEMORY
from toposmith.lsp.answers import answer
from toposmith.lsp.channel import pack, read_request

_A_LONG_LIFE = 1_000_000


def main(parent: int, cpu_seconds: int, memory: int) -> int:
    """Serve requests; ``cpu_seconds`` is what each may take, ``memory`` what the whole process may. The exit status."""
    die_with(parent)
    confine(_A_LONG_LIFE, memory)
    gc.disable()
    while (request := read_request(sys.stdin.buffer)) is not None:
        _allow(cpu_seconds)
        try:
            message = pack({"answer": answer(request)})
        except MemoryError:
            return EXIT_MEMORY
        except Exception as error:  # noqa: BLE001 - a bug must not end the editor's session; the server tells of it
            place = "".join(traceback.format_tb(error.__traceback__)[-3:])
            message = pack({"bug": f"{type(error).__name__} in {request.method}\n{place}"})
        sys.stdout.buffer.write(message)
        sys.stdout.buffer.flush()
        gc.collect()
    return 0


def _allow(cpu_seconds: int) -> None:
    """So much processor time from now on; the system ends the process that takes more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + cpu_seconds, _A_LONG_LIFE + 1))
