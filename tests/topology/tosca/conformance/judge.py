"""The reader's verdict on a file, in a few processes since the files are many."""

import gc
import signal
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import FrameType

from tests.topology.tosca.conformance.manifest import Row
from tests.topology.tosca.conformance.surroundings import Surroundings
from topology.diagnostics import Diagnostic
from topology.reading import read_template

SECONDS = 20
"""More than any file needs; a reader that takes longer hangs."""


class _Hangs(BaseException):
    """The time is over; no handler of the reader may take it for its own."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of reading a file: valid, invalid, crashed or hangs; with the findings, or the traceback."""

    row: Row
    verdict: str
    diagnostics: tuple[Diagnostic, ...] = ()
    trouble: str = ""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(found for found in self.diagnostics if found.is_error)

    @property
    def agrees(self) -> bool:
        return self.verdict == self.row.expected


def judge(corpus: Path, row: Row) -> Judgement:
    """Read a file as its project does, with what stands around it."""
    signal.signal(signal.SIGALRM, _hangs)
    signal.alarm(SECONDS)
    try:
        around = Surroundings(corpus, row.project)
        reading = read_template(around, row.entry, policy=around.policy, fetcher=around)
    except _Hangs:
        return Judgement(row, "hangs")
    except Exception:
        return Judgement(row, "crashed", trouble=traceback.format_exc())
    finally:
        signal.alarm(0)
    return Judgement(row, "invalid" if reading.has_errors else "valid", reading.diagnostics)


def judge_all(corpus: Path, wanted: Iterable[Row], processes: int = 2) -> list[Judgement]:
    """The verdicts in the order of the rows."""
    wanted = list(wanted)
    if processes == 1 or len(wanted) < 20:
        return [judge(corpus, row) for row in wanted]
    with get_context("fork").Pool(processes, initializer=gc.freeze) as pool:
        return pool.map(partial(judge, corpus), wanted, chunksize=10)


def _hangs(_number: int, _frame: FrameType | None) -> None:
    raise _Hangs
