"""Importing short texts, and what is found in them."""

from textwrap import dedent

from topology.diagnostics import Diagnostic
from topology.importing.door import Imported, Origin, import_files
from topology.sources import MemorySources


def import_text(text: str | bytes, origin: Origin | None = None, **files: str | bytes) -> Imported:
    """Import one file; ``files`` lie beside it, with ``__`` for a dot and ``___`` for a slash in their names."""
    content = dedent(text).encode() if isinstance(text, str) else text
    named = {
        name.replace("___", "/").replace("__", "."): each.encode() if isinstance(each, str) else each
        for name, each in files.items()
    }
    return import_files(MemorySources({"main.yaml": content, **named}), ["main.yaml"], origin=origin, name="sample")


def found(text: str | bytes, **files: str | bytes) -> list[tuple[str, str, int, int]]:
    """Code, file, line and column of each finding."""
    return [_place(each) for each in import_text(text, **files).diagnostics]


def codes(text: str | bytes, **files: str | bytes) -> list[str]:
    return [each.code for each in import_text(text, **files).diagnostics]


def messages(text: str | bytes, **files: str | bytes) -> str:
    return "\n".join(each.message for each in import_text(text, **files).diagnostics)


def node(text: str, name: str = "web", **files: str | bytes) -> dict[str, object]:
    """The properties of a node of a draft without errors."""
    imported = import_text(text, **files)
    assert imported.draft is not None, imported.diagnostics
    return imported.draft.nodes[name].properties  # type: ignore[return-value]


def _place(each: Diagnostic) -> tuple[str, str, int, int]:
    return each.code, each.span.file, each.span.line, each.span.column
