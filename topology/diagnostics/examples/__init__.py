"""For each code an example of wrong text, one of right text, and the section that decides.

They stand in YAML files, one for the codes of each ten. Those of templates leave out the line with the version where it
is ``tosca_simple_yaml_1_3``. A line ``# file: NAME`` begins another file of the template.
"""

from functools import cache
from pathlib import Path

import yaml

from topology.record import ValueRecord

FOLDER = Path(__file__).parent


class Example(ValueRecord):
    """The texts of one code. ``language`` is ``yaml`` for templates and ``text`` for anything else."""

    section: str
    wrong: str
    right: str
    language: str = "yaml"

    def as_text(self) -> str:
        """For a terminal."""
        return f"Wrong:\n\n{_indented(self.wrong)}\n\nRight:\n\n{_indented(self.right)}\n\nDecided by: {self.section}."

    def as_markdown(self) -> str:
        """For a page."""
        blocks = (f"{title}:\n\n{_fenced(text, self.language)}" for title, text in self._titled())
        return "\n\n".join((*blocks, f"Decided by: {self.section}."))

    def _titled(self) -> tuple[tuple[str, str], ...]:
        return ("Wrong", self.wrong), ("Right", self.right)


def example_of(code: str) -> Example:
    """The example of a code of the catalogue; every code has one. Raises ``KeyError`` for other codes."""
    return _read(FOLDER / f"{code[:4]}.yaml")[code]


def all_examples() -> dict[str, Example]:
    """The examples of all codes."""
    return {code: example for place in sorted(FOLDER.glob("*.yaml")) for code, example in _read(place).items()}


@cache
def _read(place: Path) -> dict[str, Example]:
    if not place.exists():
        return {}
    with place.open(encoding="utf-8") as file:
        return {code: Example(**texts) for code, texts in yaml.load(file, yaml.CSafeLoader).items()}


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip().split("\n"))


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"
