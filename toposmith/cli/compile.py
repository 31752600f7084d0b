"""``toposmith compile``: the files of a platform or of a format, without a server and without touching anything."""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from provisioners.backends.contract import Right
from provisioners.outputs.contract import OutputContext, Package
from topology.diagnostics.report import Report
from topology.graph.model import TopologyGraph
from topology.reading import Reading
from topology.record import replace
from toposmith.cli.compile_options import Arguments, read_arguments
from toposmith.cli.compiled import write_package
from toposmith.cli.compiled_images import described, open_images, write_images
from toposmith.cli.exits import CommandError, Exit
from toposmith.cli.findings import read, show
from toposmith.cli.inputs import inputs_for
from toposmith.cli.sources_options import outside_from
from toposmith.cli.substitutes import with_substitutes
from toposmith.cli.targets import CompileTarget, load_target, options_for, write_list
from toposmith.cli.templates import STDIN, Template, open_template
from toposmith.cli.type_maps import type_map_of

if TYPE_CHECKING:
    from provisioners.local_images.image import Image

_MAX_NAME = 40
_RIGHTS = "TS7"
"""What the codes of rights that a target must grant begin with."""


def main(arguments: Sequence[str]) -> int:
    """Exit status 0, 1 when the template or the target refuses, 2 for wrong use or unreadable input."""
    options = read_arguments(arguments)
    if options.list:
        write_list()
        return Exit.FINE
    target = load_target(options.to)
    images = open_images(_pairs(options.image, "--image", "IMAGE=PATH"))
    context = _context(options, target, images)
    outside = outside_from(options.repository, options.allow_host, options.profile_source)
    template = replace(open_template(options.file, stdin_filename=options.stdin_filename), outside=outside)
    template = with_substitutes(template, options.substitute)
    declared = _graph(template, read(template))
    if declared is None:
        return Exit.FINDINGS
    inputs = inputs_for(declared.inputs, options.input, options.input_file)
    graph = _graph(template, read(template, inputs.values))
    if graph is None:
        return Exit.FINDINGS
    package = target.render(graph, context)
    if not _is_fine(template, package):
        return Exit.FINDINGS
    write_package(package, {**graph.template_secrets, **inputs.secrets}, options.output)
    write_images(package, images, options.output)
    return Exit.FINE


def _graph(template: Template, reading: Reading) -> TopologyGraph | None:
    if reading.has_errors or reading.graph is None:
        show(template, Report(reading.diagnostics), sys.stderr)
        return None
    return reading.graph


def _context(options: Arguments, target: CompileTarget, images: Mapping[str, "Image"]) -> OutputContext:
    return OutputContext(
        deployment=options.name or _name_after(options.stdin_filename or options.file),
        secret_digest=lambda reference: "",
        rights=frozenset(map(Right, options.grant)),
        options=options_for(target, options.option),
        digests=_pairs(options.digest, "--digest", "IMAGE=DIGEST"),
        images=described(images),
        type_map=type_map_of(options.type_map),
    )


def _pairs(texts: Sequence[str], option: str, form: str) -> Mapping[str, str]:
    """Values by the name of an image, in which there is no equals sign."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not (equals and name and value):
            raise CommandError(f"{option} {text!r}: write {form}")
        found[name] = value
    return found


def _name_after(file: str) -> str:
    """A name for the deployment: the file's, or its folder's where the file has the usual name."""
    if file == STDIN:
        return "topology"
    place = Path(file).absolute()
    name = place.parent.name if place.stem in ("service", "template", "main") else place.stem
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_MAX_NAME] or "topology"


def _is_fine(template: Template, package: Package) -> bool:
    report = Report(tuple(map(template.shown, package.diagnostics)))
    show(template, report, sys.stderr)
    if any(item.code.startswith(_RIGHTS) for item in report.diagnostics):
        print(
            "What a platform allows is said with --grant RIGHT; toposmith compile --help names the rights.",
            file=sys.stderr,
        )
    return not report.has_errors
