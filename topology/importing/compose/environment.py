"""The environment of a service: its files of variables, then what it says itself."""

from collections.abc import Iterator

from topology.diagnostics.span import Span
from topology.importing.compose.dotenv import EnvError, EnvLine, parse_env
from topology.importing.compose.interpolation import Text
from topology.importing.compose.merge import Entries
from topology.importing.compose.project import beside
from topology.importing.compose.scope import Scope
from topology.importing.draft import SECRET, DraftInput, Value
from topology.importing.names import is_secret, names_secret
from topology.importing.trees import value_of
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, is_null, scalar, span_of


def environment(scope: Scope, service: str, entries: Entries) -> dict[str, Value]:
    """Variables by name; secret ones are inputs."""
    found = dict(_from_files(scope, service, entries))
    own = value_of(entries, "environment")
    for name, (key, node) in scope.trees.entries(own, "`environment`").items():
        value = _own(scope, service, name, key, node)
        if value is not None:
            found[name] = value
    return found


def setting(scope: Scope, service: str, name: str, text: Text, at: Scalar) -> Value:
    """A value as it may stand in a template: a secret text becomes an input of the variable's name."""
    clear = "".join(part for part in text.parts if isinstance(part, str))
    if not clear or not is_secret(name, clear):
        return scope.variables.value(text, at, is_secret=names_secret(name))
    description = f"The secret {name} of {service} in {at.file}."
    found = scope.variables.add(name, DraftInput(SECRET, description, given=scope.variables.resolved(text)))
    scope.trees.tell("TS878", f"The secret `{name}` becomes the input `{found.name}`.", span_of(at))
    return found


def _own(scope: Scope, service: str, name: str, key: Scalar, node: Node) -> Value | None:
    if is_null(node):
        return scope.variables.passed_on(name, key)
    scalar = scope.trees.scalar(node, f"`{name}`")
    return None if scalar is None else setting(scope, service, name, scope.text(scalar), scalar)


def _from_files(scope: Scope, service: str, entries: Entries) -> Iterator[tuple[str, Value]]:
    listed = value_of(entries, "env_file")
    items = [listed] if isinstance(listed, Scalar | MappingNode) else scope.trees.items(listed, "`env_file`")
    for item in items:
        path, is_required = _file(scope, item)
        if path is None or is_null(path):
            continue
        place = beside(scope.plain(path, "`env_file`") or "", path.file)
        if is_required or scope.documents.find(place) is not None:
            yield from _file_variables(scope, service, place, path)


def _file(scope: Scope, item: Node) -> tuple[Scalar | None, bool]:
    if isinstance(item, Scalar):
        return item, True
    if isinstance(item, SequenceNode):
        scope.trees.wrong(item, "Each of `env_file` is a path, or a map with one.")
        return None, False
    entries = scope.trees.entries(item, "Each of `env_file`")
    scope.trees.check_keys(entries, ("path", "required", "format"), "A file of variables")
    if "format" in entries:
        scope.trees.unsaid(entries["format"][0], "Files of variables are read in Compose's own format.")
    required = entries.get("required")
    path = scope.trees.scalar(value_of(entries, "path"), "`path`")
    return path, required is None or scope.truth(required[1], "`required`")


def _file_variables(scope: Scope, service: str, place: str, at: Scalar) -> Iterator[tuple[str, Value]]:
    content = scope.documents.text(place, span_of(at))
    try:
        lines = parse_env(content) if content is not None else []
    except EnvError as error:
        span = Span(place, error.line + 1, 1, error.line + 1, 2)
        scope.trees.findings.error("TS874", f"This is no file of variables: {error}.", span)
        return
    earlier: dict[str, str] = {}
    for line in lines:
        key = scalar(line.name, True, (place, line.line), line.start)
        yield line.name, _line_value(scope, service, line, key, earlier)


def _line_value(scope: Scope, service: str, line: EnvLine, key: Scalar, earlier: dict[str, str]) -> Value:
    """The value of a line. It may use the variables of the lines before, whose texts are kept in ``earlier``."""
    if line.text is None:
        return scope.variables.passed_on(line.name, key)
    text = line.text.filled(earlier)
    if not text.variables:
        earlier[line.name] = "".join(part for part in text.parts if isinstance(part, str))
    return setting(scope, service, line.name, text, key)
