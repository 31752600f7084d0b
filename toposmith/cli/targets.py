"""What ``--to`` can name: a platform that is deployed to, or a format that others run."""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from provisioners.backends.contract import Option, Rendered
from provisioners.backends.registry import backend_names, load_backend
from provisioners.outputs.contract import OutputContext, Package, Render, SecretNote
from provisioners.outputs.registry import load_output, output_names
from provisioners.plugins import UnknownPlugin
from topology.graph.model import TopologyGraph
from toposmith.cli.exits import CommandError

PLATFORM, FORMAT = "platform", "format"


@dataclass(frozen=True, slots=True)
class CompileTarget:
    """One of them: ``kind`` is :data:`PLATFORM` or :data:`FORMAT`."""

    name: str
    kind: str
    title: str
    options: Mapping[str, Option]
    render: Render


def target_names() -> tuple[str, ...]:
    """The names of all, sorted."""
    return tuple(sorted({*backend_names(), *output_names()}))


def load_target(name: str) -> CompileTarget:
    """The one of that name; of two of the same name it is the platform. Raises :class:`CommandError`."""
    if name not in target_names():
        raise CommandError(f"there is no platform or format {name!r}; installed: {', '.join(target_names())}")
    try:
        return _platform(name) if name in backend_names() else _format(name)
    except UnknownPlugin as error:
        raise CommandError(str(error)) from error


def write_list() -> None:
    """Write each name with what it is, and its options."""
    for name in target_names():
        target = load_target(name)
        sys.stdout.write(f"{name:<12} {target.kind:<9} {target.title}\n")
        for key, option in target.options.items():
            sys.stdout.write(f"{'':<22} --option {key}=...: {option.description}\n")


def options_for(target: CompileTarget, pairs: Iterable[str]) -> Mapping[str, str]:
    """The options that were given, and the others' defaults. Raises :class:`CommandError`."""
    found = {name: option.default for name, option in target.options.items() if option.default}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise CommandError(f"--option {pair!r}: write NAME=VALUE")
        if name not in target.options:
            known = ", ".join(target.options) or "none"
            raise CommandError(f"{target.title} has no option {name!r}; it has: {known}")
        if not re.fullmatch(target.options[name].pattern, value):
            raise CommandError(f"--option {name}: {value!r} does not match {target.options[name].pattern}")
        found[name] = value
    return found


def _platform(name: str) -> CompileTarget:
    """A backend; a right that no target of it can grant is not granted here either."""
    backend = load_backend(name)

    def render(graph: TopologyGraph, context: OutputContext) -> Package:
        return as_package(backend.render(graph, replace(context, rights=context.rights & backend.rights)))

    return CompileTarget(name, PLATFORM, backend.title, backend.options, render)


def as_package(rendered: Rendered) -> Package:
    """What a backend renders, with its place-holders as variables."""
    return Package(
        files=rendered.files,
        diagnostics=rendered.diagnostics,
        builds=rendered.builds,
        secrets=tuple(SecretNote(name, parts, f"set the variable {name}") for name, parts in rendered.secrets.items()),
        dotenv=True,
    )


def _format(name: str) -> CompileTarget:
    output = load_output(name)
    return CompileTarget(name, FORMAT, output.title, output.options, output.render)
