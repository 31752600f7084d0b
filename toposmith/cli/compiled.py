"""Writes what ``toposmith compile`` made, and says what is left to do."""

import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from provisioners.outputs.contract import Package, SecretNote
from toposmith.cli.dotenv import render_dotenv, write_private
from toposmith.cli.exits import CommandError


def write_package(package: Package, known: Mapping[str, str], folder: Path | None) -> None:
    """Write to the folder, or one file to standard output. ``known`` are the texts of secrets by their reference.

    Raises :class:`CommandError`.
    """
    if folder is None:
        _write_to_stdout(package)
    else:
        _write_to(folder, package)
    _write_secrets(package, known, folder)
    _tell_of_the_rest(package)


def _write_to_stdout(package: Package) -> None:
    if len(package.files) > 1 or package.folders:
        raise CommandError("there are several files to write; name a folder with -o")
    sys.stdout.writelines(package.files.values())


def _write_to(folder: Path, package: Package) -> None:
    try:
        for path in package.folders:
            (folder / path).mkdir(parents=True, exist_ok=True)
        for path, text in package.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="")
            _say(f"wrote {place}")
    except OSError as error:
        raise CommandError(f"{folder}: cannot be written: {error.strerror}") from error


def _write_secrets(package: Package, known: Mapping[str, str], folder: Path | None) -> None:
    """Known secrets go into ``.env`` where the files' own tool reads it; of all others it is said how to give them."""
    texts = {note.name: _resolved(note.parts, known) for note in package.secrets}
    found = {name: text for name, text in texts.items() if text is not None}
    written = found if folder is not None and package.dotenv else {}
    if folder is not None and written:
        place = folder / ".env"
        try:
            write_private(place, render_dotenv(written))
        except OSError as error:
            raise CommandError(f"{place}: cannot be written: {error.strerror}") from error
        _say(f"wrote {place} with {len(written)} secret values; only you can read it")
    for note in package.secrets:
        if note.name not in written:
            _say(f"{note.how}: {_described(note)}")


def _resolved(parts: Sequence[str | Mapping[str, str]], known: Mapping[str, str]) -> str | None:
    """The text of all parts together, or None as long as one of them is not known."""
    texts = [part if isinstance(part, str) else known.get(part["secret"]) for part in parts]
    return None if None in texts else "".join(text for text in texts if text is not None)


def _described(note: SecretNote) -> str:
    """What a place-holder is made of, without the text of anything hidden."""
    references = [part["secret"] for part in note.parts if not isinstance(part, str)]
    return f"made of {', '.join(references)}" if references else "a hidden text of the template"


def _tell_of_the_rest(package: Package) -> None:
    for build in package.builds:
        command = ["docker", "build", "-t", build.image, "-f", build.dockerfile, build.context or "."]
        _say(f"build the image first, in the template's folder: {shlex.join(command)}")
    for path, source in package.copies.items():
        _say(f"copy the template's folder {source} to {path}")
    for note in package.notes:
        _say(note)


def _say(line: str) -> None:
    print(line, file=sys.stderr)
