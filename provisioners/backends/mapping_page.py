"""The mapping of every concept to every platform, as a page of the documentation.

``python -m provisioners.backends.mapping_page > docs/mapping.md`` writes it; a test holds it current.
"""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Protocol

from provisioners.backends.registry import load_backend
from provisioners.containers.concepts import CONCEPTS, RIGHT_CODES
from provisioners.containers.types import Kind, Support
from topology.diagnostics import CATALOGUE

PLATFORMS = ("compose", "swarm", "kubernetes", "mesos")

INTRODUCTION = """\
# From TOSCA to each platform

What the same template becomes on each platform. This page is generated from the code:
`python -m provisioners.backends.mapping_page > docs/mapping.md`.

Names derive from the deployment, the node's address and its generation. Everything that is made carries the
deployment's name and the node's address; what does not carry them is never touched. What a platform cannot do is
refused when a plan is made, at its line of the template, with the code that stands in the table.
"""


class Mapped(Protocol):
    """The module ``mapping`` of a backend's folder: its support of types, its cells by concept, and its own notes."""

    SUPPORT: Mapping[str, Support]
    CELLS: Mapping[str, str]
    NOTES: str


def mapping_page() -> str:
    """The whole page in Markdown."""
    mapped = {name: mapping_of(name) for name in PLATFORMS}
    titles = [load_backend(name).title for name in PLATFORMS]
    parts = [
        INTRODUCTION,
        "## Node types\n\nTypes derived from these become the same. A node with an image is a container even where its "
        "type is refused.\n",
        _table(("type", *titles), _type_rows(mapped)),
        "## All else\n",
        _table(("in the template", *titles), _concept_rows(mapped)),
        "## Rights\n\nEach is refused at the template's line unless the target grants it.\n",
        _table(("right", "code", "without it", *titles), _right_rows()),
        *(f"## {title}\n\n{module.NOTES}" for title, module in zip(titles, mapped.values(), strict=True)),
    ]
    return "\n".join(parts)


def mapping_of(name: str) -> Mapped:
    """The module ``mapping`` of a backend of this package."""
    module: Mapped = import_module(f"provisioners.backends.{name}.mapping")
    return module


def _type_rows(mapped: Mapping[str, Mapped]) -> Iterable[tuple[str, ...]]:
    names = dict.fromkeys(name for module in mapped.values() for name in module.SUPPORT)
    return ((f"`{name}`", *(_cell(module.SUPPORT.get(name)) for module in mapped.values())) for name in names)


def _cell(support: Support | None) -> str:
    if support is None:
        return "Refused (TS801)."
    return f"Refused (TS801). {support.note}" if support.kind is Kind.UNSUPPORTED else support.note


def _concept_rows(mapped: Mapping[str, Mapped]) -> Iterable[tuple[str, ...]]:
    return ((title, *(module.CELLS[key] for module in mapped.values())) for key, title in CONCEPTS.items())


def _right_rows() -> Iterable[tuple[str, ...]]:
    backends = [load_backend(name) for name in PLATFORMS]
    for right, code in RIGHT_CODES.items():
        cells = ("can be granted" if right in backend.rights else "never" for backend in backends)
        yield (f"`{right}`", code, CATALOGUE[code].title, *cells)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    sys.stdout.write(mapping_page())
