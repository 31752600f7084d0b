"""``toposmith csar inspect``: what an archive says of itself, and what it holds."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from topology.csar import Limits, read_csar
from topology.csar.contents import in_mebibytes
from topology.csar.describe import Description, describe
from topology.csar.meta import META_PATH, ROOT_META_PATH
from topology.diagnostics import as_dict
from topology.diagnostics.printable import printable
from topology.diagnostics.report import Report
from topology.sources import MemorySources
from toposmith.cli.exits import CommandError, Exit
from toposmith.cli.findings import show
from toposmith.cli.templates import Template

FORMAT_VERSION = "1.0"


def inspect(file: str, *, as_json: bool) -> int:
    """Write the description to standard output; what is wrong with the archive to standard error, or into the JSON."""
    content = _content(file)
    description = describe(read_csar(content, file), content)
    report = Report(description.csar.diagnostics)
    if as_json:
        print(json.dumps(_as_json(description, file), indent=2))
    else:
        show(Template(MemorySources(description.csar.files), None, f"{file}/"), report, sys.stderr)
        print("\n".join(map(printable, _lines(description, file))))
    return Exit.FINDINGS if report.has_errors else Exit.FINE


def _content(file: str) -> bytes:
    limit = Limits().total_size
    try:
        with Path(file).open("rb") as opened:
            content = opened.read(limit + 1)
    except (OSError, ValueError) as error:
        raise CommandError(f"{file}: {(getattr(error, 'strerror', None) or str(error)).lower()}") from error
    if len(content) > limit:
        raise CommandError(f"{file}: is larger than {in_mebibytes(limit)}")
    return content


def _lines(description: Description, file: str) -> Iterator[str]:
    csar, head = description.csar, description.head
    yield f"{file}: {description.format}, {description.size} bytes, sha256 {description.sha256}"
    if csar.meta is not None:
        by = f", created by {csar.meta.created_by}" if csar.meta.created_by else ""
        yield f"metadata: {_meta_path(description)}, CSAR-Version {csar.meta.csar_version or 'not said'}{by}"
    if head is not None:
        yield f"entry: {csar.entry} ({head.version or 'no version'})"
        said = [text for text in (head.name, head.template_version, head.author and f"by {head.author}") if text]
        if said:
            yield f"template: {' '.join(said)}"
    for path, _ in csar.meta.others if csar.meta is not None else ():
        yield f"substituting template: {path}"
    if description.files:
        yield ""
    width = max((len(str(each.size)) for each in description.files), default=0)
    for each in description.files:
        yield f"{each.size:>{width}}  {each.path}{f'  ({each.version})' if each.version else ''}"


def _meta_path(description: Description) -> str:
    return META_PATH if META_PATH in description.csar.files else ROOT_META_PATH


def _as_json(description: Description, file: str) -> dict[str, object]:
    csar, head = description.csar, description.head
    return {
        "format_version": FORMAT_VERSION,
        "file": file,
        "format": description.format,
        "size": description.size,
        "sha256": description.sha256,
        "metadata": _meta_as_json(description),
        "entry": None
        if head is None
        else {
            "path": csar.entry,
            "tosca_definitions_version": head.version,
            "template_name": head.name,
            "template_author": head.author,
            "template_version": head.template_version,
        },
        "files": [
            {"path": each.path, "size": each.size, "sha256": each.sha256, "tosca_definitions_version": each.version}
            for each in description.files
        ],
        "diagnostics": [as_dict(found) for found in csar.diagnostics],
    }


def _meta_as_json(description: Description) -> dict[str, object] | None:
    meta = description.csar.meta
    if meta is None:
        return None
    return {
        "path": _meta_path(description),
        "csar_version": meta.csar_version,
        "tosca_meta_file_version": meta.file_version,
        "created_by": meta.created_by,
        "entry_definitions": meta.entry,
        "other_definitions": [path for path, _ in meta.others],
    }
