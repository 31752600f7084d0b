"""From native files to a template and back: import, read, and compile for a platform."""

from dataclasses import dataclass
from pathlib import Path

from provisioners.backends.contract import RenderContext, Rendered, Right
from provisioners.backends.registry import load_backend
from topology.importing.door import Imported, Origin, import_files
from topology.importing.write import SIMPLE_1_3, Version
from topology.reading import Reading, Sources, read_template
from topology.sources import DirectorySources, MemorySources
from topology.values.value import Secret, Value

ENTRY = "imported.template.yaml"


@dataclass(frozen=True)
class Compiled:
    """What came of a template. ``secrets`` are the texts of the place-holders in the native files."""

    imported: Imported
    rendered: Rendered
    secrets: dict[str, str]


class _Beside:
    """A template beside the files that it was made from."""

    def __init__(self, text: str, rest: Sources) -> None:
        self._own = MemorySources({ENTRY: text.encode()})
        self._rest = rest

    def read(self, path: str) -> bytes:
        try:
            return self._own.read(path)
        except FileNotFoundError:
            return self._rest.read(path)


def import_folder(folder: Path, *paths: str, version: Version = SIMPLE_1_3, origin: Origin | None = None) -> Imported:
    return import_files(
        DirectorySources(folder), paths, origin=origin, version=version, folder=str(folder), name=folder.name
    )


def read_imported(imported: Imported, inputs: dict[str, Value] | None = None) -> Reading:
    assert imported.text is not None, imported.diagnostics
    return read_template(_Beside(imported.text, MemorySources({})), ENTRY, inputs=inputs)


def compiled(imported: Imported, backend: str, **given: str) -> Compiled:
    """Compile a template with all rights; secrets are those of the source, other inputs are ``given``."""
    assert imported.draft is not None, imported.diagnostics
    texts = {name: each.given or "" for name, each in imported.draft.inputs.items() if each.is_secret}
    inputs: dict[str, Value] = {**given, **{name: Secret(f"input:{name}") for name in texts}}
    reading = read_imported(imported, inputs)
    assert reading.diagnostics == (), (imported.text, reading.diagnostics)
    assert reading.graph is not None
    context = RenderContext("deployment", secret_digest=lambda reference: "", rights=frozenset(Right))
    rendered = load_backend(backend).render(reading.graph, context)
    assert not [found for found in rendered.diagnostics if found.is_error], (imported.text, rendered.diagnostics)
    known = {f"input:{name}": text for name, text in texts.items()}
    secrets = {
        name: "".join(part if isinstance(part, str) else known[part["secret"]] for part in parts)
        for name, parts in rendered.secrets.items()
    }
    return Compiled(imported, rendered, secrets)
