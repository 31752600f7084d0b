"""Coverage-guided fuzzing of the reader with atheris: ``make fuzz``, or SECONDS=60 make fuzz for a short run.

Runs in an environment of its own. Options are those of libFuzzer; the folder of inputs comes last. An input for which
reading raises, says something unsound or takes long is kept in the folder that ``TOPOSMITH_FINDINGS`` names, once for
each cause, and the run goes on.
"""

# ruff: noqa: T201

import hashlib
import importlib
import os
import pkgutil
import re
import sys
import time
import traceback
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["topology"]):
    from tests.fuzz.sound import check

    for _package in ("topology.tosca", "topology.graph", "topology.diagnostics"):
        for _module in pkgutil.walk_packages(importlib.import_module(_package).__path__, f"{_package}."):
            importlib.import_module(_module.name)

from tests.fuzz.mutate import mutated
from tests.fuzz.templates import template

FINDINGS = Path(os.environ["TOPOSMITH_FINDINGS"])
SLOW_SECONDS = 5.0
_SHARE_OF_LINES = 0.6
_SHARE_OF_NEW = 0.02

_seen: set[str] = set()


def main() -> None:
    """Fuzz until libFuzzer's options say that it is enough."""
    FINDINGS.mkdir(parents=True, exist_ok=True)
    atheris.Setup(sys.argv, one_input, custom_mutator=mutate)
    atheris.Fuzz()


def one_input(content: bytes) -> None:
    """Read one input; keep it if that shows something new."""
    started = time.process_time()
    try:
        check(content)
    except Exception as error:
        _keep(content, _cause(error), traceback.format_exc())
    if time.process_time() - started > SLOW_SECONDS:
        _keep(content, f"slow-{len(content).bit_length()}", f"{time.process_time() - started:.1f} s")


def mutate(content: bytes, max_size: int, seed: int) -> bytes:
    """Mostly changes to lines and words, else libFuzzer's own to bytes, seldom a template from nothing."""
    source = Random(seed)
    chance = source.random()
    if chance < _SHARE_OF_NEW or not content:
        return template(source)[:max_size]
    if chance < _SHARE_OF_LINES:
        return mutated(content, source)[:max_size]
    return bytes(atheris.Mutate(content, max_size))


def _cause(error: Exception) -> str:
    """The exception's kind and the last place in the reader; what was asserted, without its numbers and names."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if "topology" in frame.filename]
    where = f"{Path(own[-1].filename).stem}-{own[-1].lineno}" if own else "elsewhere"
    said = re.sub(r"[^A-Z]", "", str(error))[:6] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__}-{where}{said}"


def _keep(content: bytes, cause: str, words: str) -> None:
    if cause in _seen:
        return
    _seen.add(cause)
    name = f"{cause}-{hashlib.sha256(content).hexdigest()[:8]}"
    (FINDINGS / f"{name}.yaml").write_bytes(content)
    (FINDINGS / f"{name}.txt").write_text(words)
    print(f"FOUND {name}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
