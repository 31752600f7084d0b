"""Fills a folder for a run of the fuzzer: ``seeds/`` with templates, and ``words.dict`` with the language's words.

Seeds are the project's own scenarios and examples and, where ``TOPOSMITH_CORPUS`` names them, files of others.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.fuzz.templates import template
from tests.fuzz.vocabulary import FUNCTIONS, VALUES, keynames, versions

ROOT = Path(__file__).parents[2]
OWN = ("tests/scenarios/language", "tosca-templates")
MADE = 200
LARGEST = 6000


def main(folder: Path) -> None:
    """Write seeds and words."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for content in _contents():
        if len(content) <= LARGEST:
            (seeds / hashlib.sha256(content).hexdigest()[:20]).write_bytes(content)
    words = {*keynames(), *FUNCTIONS, *VALUES, *versions(), "&a ", "*a", "<<: *a", "!!str ", "---\n", "? ", "|-\n"}
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"' for word in sorted(words))
    (folder / "words.dict").write_text("\n".join(lines) + "\n")


def _contents() -> Iterator[bytes]:
    corpus = os.environ.get("TOPOSMITH_CORPUS")
    for folder in [*(ROOT / name for name in OWN), *([Path(corpus)] if corpus else [])]:
        for pattern in ("*.yaml", "*.yml"):
            yield from (path.read_bytes() for path in sorted(folder.rglob(pattern)))
    yield from (template(Random(number)) for number in range(MADE))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
