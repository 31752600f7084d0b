"""The files of a Compose project as one: what it includes, what goes before it, and which services it starts."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from topology.diagnostics.span import Span
from topology.importing.compose.extends import Extending
from topology.importing.compose.forms import service_form
from topology.importing.compose.keys import INCLUDE, TOP_LEVEL
from topology.importing.compose.merge import Entries, merged_services
from topology.importing.documents import Documents
from topology.importing.trees import Trees, value_of
from topology.record import Record, field
from topology.tosca.tree import MappingNode, Node, Scalar, is_null, span_of

SECTIONS = ("services", "volumes", "networks", "secrets", "configs")


class Project(Record):
    """The sections of a project by name; ``left_out`` are services that only a profile starts."""

    name: str | None = None
    services: dict[str, tuple[Scalar, Entries]] = field(default_factory=dict)
    left_out: dict[str, Scalar] = field(default_factory=dict)
    folder: str | None = None
    others: dict[str, dict[str, tuple[Scalar, Node]]] = field(default_factory=dict)

    def section(self, name: str) -> Entries:
        """The entries of a section other than that of the services."""
        return self.others.get(name, {})


def load_project(
    documents: Documents, trees: Trees, entry: str, overrides: Sequence[str], profiles: Sequence[str]
) -> Project | None:
    """The project of a file, with other files that go before it; None where the file is no Compose file at all."""
    loader = _Loader(documents, trees)
    for path in (entry, *overrides):
        loader.load(path, Span.start_of(path), is_override=path != entry)
    if not loader.project.services:
        if not trees.findings.has_errors:
            message = "The file has no `services`."
            help_text = "Files of the first version of Compose list services at the top: put them under `services`."
            trees.findings.error("TS870", message, Span.start_of(entry), help=help_text)
        return None
    Extending(documents, trees, loader.trees_of_files).resolve(loader.project.services)
    _leave_out(loader.project, trees, profiles)
    return loader.project


class _Loader:
    def __init__(self, documents: Documents, trees: Trees) -> None:
        self.project = Project()
        self.trees_of_files: dict[str, MappingNode | None] = {}
        self._documents = documents
        self._trees = trees

    def load(self, path: str, at: Span, *, is_override: bool = False) -> None:
        """Take in a file and what it includes, each once."""
        if path in self.trees_of_files:
            return
        self.trees_of_files[path] = None
        tree = one_tree(self._documents, self._trees, path, at)
        self.trees_of_files[path] = tree
        if tree is None:
            return
        if not tree.entries.keys() & set(TOP_LEVEL):
            return
        self._trees.check_keys(tree.entries, TOP_LEVEL, "A Compose file")
        for included in self._included(tree):
            self.load(*included)
        name = tree.get("name")
        if isinstance(name, Scalar) and not is_null(name):
            self.project.name = name.text
        for section in SECTIONS:
            self._take(section, self._trees.entries(tree.get(section), f"`{section}`"), is_override)
        if (models := tree.get("models")) is not None:
            self._trees.impossible(models, "Models of Compose have no counterpart in a template.")

    def _included(self, tree: MappingNode) -> Iterator[tuple[str, Span]]:
        for item in self._trees.items(tree.get("include"), "`include`"):
            entries = self._trees.entries(item, "Each of `include`") if not isinstance(item, Scalar) else {}
            self._trees.check_keys(entries, ("path", *INCLUDE), "An include")
            self._trees.leave_out(entries, INCLUDE, "an include")
            path = item if isinstance(item, Scalar) else value_of(entries, "path")
            listed = [path] if isinstance(path, Scalar) else self._trees.scalars(path, "`path`")
            for each in listed:
                yield beside(each.text, each.file), span_of(each)

    def _take(self, section: str, entries: Mapping[str, tuple[Scalar, Node]], is_override: bool) -> None:
        for name, (key, node) in entries.items():
            if name.startswith("x-"):
                continue
            if section == "services":
                self._take_service(name, key, node, is_override)
                continue
            known = self.project.others.setdefault(section, {})
            if name in known and not is_override and span_of(known[name][0]) != span_of(key):
                self._trees.wrong(key, f"`{name}` is defined in another file too.")
            known[name] = (key, node)

    def _take_service(self, name: str, key: Scalar, node: Node, is_override: bool) -> None:
        entries = service_form(self._trees.entries(node, f"The service `{name}`"))
        known = self.project.services.get(name)
        if known is not None and is_override:
            entries = merged_services(known[1], entries)
        elif known is not None:
            self._trees.wrong(key, f"The service `{name}` is defined in another file too.")
        self.project.services[name] = (key, entries)


def one_tree(documents: Documents, trees: Trees, path: str, at: Span) -> MappingNode | None:
    """The tree of a file; None, after a finding, for one that is no Compose file."""
    found = documents.trees(path, at)
    if found is None:
        return None
    if len(found) == 1 and isinstance(found[0], MappingNode):
        return found[0]
    message = "A Compose file is one map, with `services`."
    trees.findings.error("TS870", message, span_of(found[-1]) if found else Span.start_of(path))
    return None


def beside(path: str, file: str) -> str:
    """A path that a file names, relative to the folder of the first file."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def _leave_out(project: Project, trees: Trees, wanted: Sequence[str]) -> None:
    """Take out the services that only profiles start which nobody asked for."""
    for name, (key, entries) in list(project.services.items()):
        node = value_of(entries, "profiles")
        profiles = [each.text for each in trees.scalars(node, "`profiles`")]
        if profiles and not {"*", *profiles} & set(wanted):
            listed = ", ".join(f"`{each}`" for each in profiles)
            help_text = f"Import it with --profile {profiles[0]}."
            trees.unsaid(key, f"`{name}` belongs to the profile {listed} only, and is left out.", help_text)
            project.left_out[name] = key
            del project.services[name]
