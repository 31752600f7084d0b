"""Texts with a mark where the cursor is, and short ways to ask about that place."""

from collections.abc import Mapping

from topology.editor.analysis import Analysis, analyse
from topology.editor.completion import Completion, complete
from topology.editor.offer import Offer
from topology.sources import MemorySources

MARK = "‸"
NAME = "template.yaml"
HEAD = """\
tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ toposmith:1.0 ]
topology_template:
"""
NODES = HEAD + "  node_templates:\n"


def unmarked(text: str) -> tuple[str, int, int]:
    """The text without its mark, and the mark's line and column from 0."""
    before, after = text.split(MARK)
    line = before.count("\n")
    return before + after, line, len(before) - (before.rfind("\n") + 1)


def sources(files: Mapping[str, str] | None = None) -> MemorySources:
    """Further files by path."""
    return MemorySources({path: text.encode() for path, text in (files or {}).items()})


def completed(text: str, files: Mapping[str, str] | None = None) -> Completion | None:
    """What is offered at the mark."""
    return complete(sources(files), NAME, *unmarked(text))


def offers(text: str, files: Mapping[str, str] | None = None) -> dict[str, Offer]:
    """The offers at the mark by their labels, in order."""
    found = completed(text, files)
    return {offer.label: offer for offer in found.offers} if found is not None else {}


def labels(text: str, files: Mapping[str, str] | None = None) -> list[str]:
    """The labels offered at the mark, in order."""
    return list(offers(text, files))


def applied(text: str, label: str) -> str:
    """The line of the mark after an offer was taken."""
    found = completed(text)
    assert found is not None
    offer = next(offer for offer in found.offers if offer.label == label)
    line = unmarked(text)[0].split("\n")[found.cursor.line]
    return line[: found.cursor.start] + offer.text + line[found.cursor.end :]


def analysed(text: str, files: Mapping[str, str] | None = None) -> Analysis:
    """The analysis of a text without a mark."""
    found = analyse(sources(files), NAME, text)
    assert found is not None
    return found
