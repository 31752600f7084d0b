"""Makes the page of all codes, docs/diagnostics.md: ``python -m topology.diagnostics.generate``."""

from collections.abc import Iterator
from pathlib import Path

from topology.diagnostics.catalogue import CATALOGUE
from topology.diagnostics.examples import example_of

PLACE = Path(__file__).parents[2] / "docs" / "diagnostics.md"

_GROUPS = {
    "TS1": "Bytes and YAML",
    "TS2": "Imports, files and archives",
    "TS3": "Grammar",
    "TS4": "Types and their derivation",
    "TS5": "Values, functions, constraints and inputs",
    "TS6": "Requirements and the graph",
    "TS7": "Rights that a target must grant",
    "TS8": "What a platform cannot do",
}
_HEAD = """\
# Diagnostics

What `toposmith validate` and the portal find has a code. A code is stable: it is never used for anything else.
`toposmith explain CODE` shows what stands here. In the examples of templates, the first line is left out where it is
`tosca_definitions_version: tosca_simple_yaml_1_3`, and a line `# file: NAME` begins another file.

This page is made by `python -m topology.diagnostics.generate`.
"""


def page() -> str:
    """The text of the page."""
    return "\n".join((_HEAD, *_contents(), *_chapters()))


def _contents() -> Iterator[str]:
    yield "| code | what is wrong |"
    yield "|---|---|"
    for code in sorted(CATALOGUE):
        yield f"| [{code}](#{code.lower()}) | {CATALOGUE[code].title} |"
    yield ""


def _chapters() -> Iterator[str]:
    for group, title in _GROUPS.items():
        yield f"## {title}\n"
        for code in sorted(code for code in CATALOGUE if code.startswith(group)):
            entry = CATALOGUE[code]
            yield f"### {code}\n\n**{entry.title}.** {entry.explanation}\n\n{example_of(code).as_markdown()}\n"


def main() -> None:
    """Write the page."""
    PLACE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
