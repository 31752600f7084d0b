"""``toposmith import``: a service template from a Compose file or from Kubernetes manifests."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from topology.diagnostics.report import Report
from topology.importing.door import Imported, Origin, import_files
from topology.importing.write import SIMPLE_1_3, VERSIONS
from topology.importing.yaml_lines import lines_of
from topology.record import replace
from toposmith.cli.dotenv import write_private
from toposmith.cli.exits import CommandError, Exit
from toposmith.cli.findings import show
from toposmith.cli.native_files import Masked, NativeFiles, open_native


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 with a template, 1 when none can be made, 2 for wrong use or unreadable input."""
    options = _parser().parse_args(arguments)
    files = open_native(options.files, stdin_filename=options.stdin_filename)
    imported = import_files(
        files.template.sources,
        files.paths,
        origin=Origin(options.origin) if options.origin else None,
        version=VERSIONS[options.to_version],
        profiles=options.profile,
        folder=files.folder,
        name=files.name,
    )
    shown = replace(files.template, sources=Masked(files.template.sources, imported.hidden))
    show(shown, Report(tuple(map(shown.shown, imported.diagnostics))), sys.stderr)
    if imported.text is None or imported.draft is None:
        return Exit.FINDINGS
    _write(imported.text, options.output)
    _tell_of_inputs(imported, options.secrets_file)
    _tell_of_files(imported, files, options.output)
    return Exit.FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="toposmith import",
        description="Write a service template that says what a Compose file or Kubernetes manifests say. "
        "What a template cannot say is told on standard error.",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a Compose file and those that override it, manifests, a folder of either, or - for stdin",
    )
    parser.add_argument(
        "--from", dest="origin", choices=[origin.value for origin in Origin], help="default: what the first file is"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="PATH", help="the file to write; default: standard output")
    parser.add_argument("--to-version", choices=list(VERSIONS), default=SIMPLE_1_3.name, help="default: %(default)s")
    parser.add_argument(
        "--profile", action="append", default=[], metavar="NAME", help="a profile of Compose whose services to take in"
    )
    parser.add_argument(
        "--secrets-file", type=Path, metavar="PATH", help="write the secrets of the source there, for --input-file"
    )
    parser.add_argument("--stdin-filename", metavar="PATH", help="the file that standard input stands for")
    return parser


def _write(text: str, place: Path | None) -> None:
    if place is None:
        sys.stdout.write(text)
        return
    try:
        place.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{place}: cannot be written: {error.strerror}") from error
    _say(f"wrote {place}")


def _tell_of_inputs(imported: Imported, place: Path | None) -> None:
    """Say which values have to be given at a deployment; those of the source's secrets go where they were asked for."""
    draft = imported.draft
    assert draft is not None
    if place is not None and draft.secrets:
        try:
            write_private(place, "\n".join(lines_of(draft.secrets)) + "\n")
        except OSError as error:
            raise CommandError(f"{place}: cannot be written: {error.strerror}") from error
        _say(f"wrote {place} with {len(draft.secrets)} secret values; only you can read it")
    written = draft.secrets.keys() if place is not None else frozenset()
    missing = [name for name in draft.needed if name not in written]
    if place is not None and draft.secrets:
        _say(f"give them with --input-file {place}")
    for name in missing:
        where = "; the source holds one: --secrets-file PATH writes it down" if name in draft.secrets else ""
        what = draft.inputs[name].description.rstrip(".")
        _say(f"give a value with --input {name}=VALUE: {what}{where}")


def _tell_of_files(imported: Imported, files: NativeFiles, output: Path | None) -> None:
    """Say when the template does not lie beside the files that its images are made from."""
    assert imported.draft is not None
    made = [node.image.file for node in imported.draft.nodes.values() if node.image and node.image.is_dockerfile]
    folder = output.parent.resolve() if output is not None else None
    if made and folder is not None and files.folder is not None and str(folder) != files.folder:
        _say(f"{made[0]} is named as seen from {files.folder}: put the template there")


def _say(line: str) -> None:
    print(line, file=sys.stderr)
