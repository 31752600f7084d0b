"""What the FILE arguments of ``toposmith import`` name: files of one folder, the folder, or standard input."""

import os
from collections.abc import Sequence
from pathlib import Path

from topology.reading import Sources
from topology.record import ValueRecord
from topology.sources import DirectorySources
from toposmith.cli.exits import CommandError
from toposmith.cli.templates import STDIN, Template, open_template

_COMPOSE = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
_OVERRIDES = (
    "compose.override.yaml",
    "compose.override.yml",
    "docker-compose.override.yaml",
    "docker-compose.override.yml",
)
_ENDINGS = (".yaml", ".yml", ".json")


class NativeFiles(ValueRecord):
    """The files to import, relative to their folder; ``folder`` is its absolute path where there is one."""

    template: Template
    paths: tuple[str, ...]
    folder: str | None
    name: str | None


class Masked:
    """Files to be shown beside findings, without the texts of secrets."""

    def __init__(self, sources: Sources, hidden: Sequence[str]) -> None:
        self._sources = sources
        self._hidden = sorted((line for text in hidden for line in text.splitlines() if line), key=len, reverse=True)

    def read(self, path: str) -> bytes:
        content = self._sources.read(path)
        for text in self._hidden:
            content = content.replace(text.encode(), b"***")
        return content


def open_native(arguments: Sequence[str], *, stdin_filename: str | None = None) -> NativeFiles:
    """The files that arguments name. Raises :class:`CommandError` when they cannot be read at all."""
    if len(arguments) == 1 and Path(arguments[0]).is_dir():
        return _from_folder(Path(arguments[0]), arguments[0])
    if len(arguments) > 1:
        return _several(arguments)
    template = open_template(arguments[0], stdin_filename=stdin_filename)
    folder = None if template.folder is None else str(Path(template.folder).resolve())
    name = None if folder is None else Path(folder).name
    return NativeFiles(template, (template.entry or arguments[0],), folder, name)


def _several(arguments: Sequence[str]) -> NativeFiles:
    """Files that may lie in several folders: all of them are read from the one that holds them all."""
    if STDIN in arguments:
        raise CommandError("standard input is read alone; give it as the only FILE")
    places = [Path(argument) for argument in arguments]
    for place in places:
        if not place.is_file():
            raise CommandError(f"{place}: there is no such file")
    folder = Path(os.path.commonpath([place.resolve().parent for place in places]))
    paths = tuple(place.resolve().relative_to(folder).as_posix() for place in places)
    return _in_folder(folder, paths)


def _from_folder(folder: Path, argument: str) -> NativeFiles:
    """A folder with a Compose file and what overrides it, or one of manifests."""
    try:
        names = sorted(place.name for place in folder.iterdir() if place.is_file())
    except OSError as error:
        raise CommandError(f"{argument}: {(error.strerror or str(error)).lower()}") from error
    compose = next((name for name in _COMPOSE if name in names), None)
    override = next((name for name in _OVERRIDES if name in names), None)
    if compose is not None:
        return _in_folder(folder, (compose, *([override] if override else [])))
    manifests = tuple(name for name in names if name.endswith(_ENDINGS))
    if not manifests:
        raise CommandError(f"{argument}: there is no Compose file and no manifest in it")
    return _in_folder(folder, manifests)


def _in_folder(folder: Path, paths: tuple[str, ...]) -> NativeFiles:
    prefix = "" if folder == Path() else f"{folder.as_posix().rstrip('/')}/"
    template = Template(DirectorySources(folder), paths[0], prefix=prefix, folder=str(folder))
    return NativeFiles(template, paths, str(folder.resolve()), folder.resolve().name)
