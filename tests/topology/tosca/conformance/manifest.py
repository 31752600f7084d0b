"""The list of the files: what is known of each, and how."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

SURE = ("asserted", "consensus")
"""Kinds of knowledge that count: the file's own project tests it, or several independent parsers accept it."""

_KNOWN = re.compile(r"tosca_2_0|tosca_simple_yaml_1_[0-3]")


@dataclass(frozen=True, slots=True)
class Row:
    """One file: its path below the folder, the version it names, and what is expected of it and why."""

    path: str
    version: str
    expected: str
    confidence: str
    kind: str
    why: str

    @property
    def project(self) -> str:
        """The folder of the project that the file comes from; its files import each other."""
        return self.path.partition("/")[0]

    @property
    def entry(self) -> str:
        """The path below the project's folder."""
        return self.path.partition("/")[2]

    @property
    def family(self) -> str:
        """The version as tables name it; all unusual ones are one family."""
        if "nfv" in self.version:
            return "NFV"
        return self.version if _KNOWN.fullmatch(self.version) else "another or none"

    @property
    def counts(self) -> bool:
        """Whether the expectation is sure enough to be held against."""
        return self.confidence in SURE and self.expected in ("valid", "invalid")

    @property
    def error_lines(self) -> frozenset[int]:
        """The lines that the project's own test says its errors are at, if it does."""
        match = re.search(r"\blines=([\d, ]+)", self.why)
        return frozenset(int(number) for number in match[1].split(",") if number.strip()) if match else frozenset()


def rows(corpus: Path) -> list[Row]:
    """All files of the list, in its order."""
    with (corpus / "manifest.tsv").open(newline="", encoding="utf-8") as manifest:
        return [Row(**row) for row in csv.DictReader(manifest, delimiter="\t")]
