"""Services that begin with what others say: ``extends``, in the same file or another one."""

from collections.abc import Mapping

from topology.importing.compose.merge import Entries, merged_services
from topology.importing.documents import Documents
from topology.importing.trees import Trees, value_of
from topology.record import ValueRecord
from topology.tosca.tree import MappingNode, Node, Scalar, is_null, span_of

LONGEST_CHAIN = 50


class _Link(ValueRecord):
    """A service in a chain, where it is named, and what it says."""

    file: str | None
    name: str
    at: Node
    entries: Entries


class Extending:
    """Puts services together. ``files`` are the trees of the project's files, and of those met on the way."""

    def __init__(self, documents: Documents, trees: Trees, files: dict[str, MappingNode | None]) -> None:
        self._documents = documents
        self._trees = trees
        self._files = files

    def resolve(self, services: dict[str, tuple[Scalar, Entries]]) -> None:
        """Put what each service extends before it."""
        own = dict(services)
        for name, (key, entries) in own.items():
            if "extends" in entries:
                chain = self._chain(_Link(None, name, key, entries), own)
                merged: Entries = {}
                for link in reversed(chain):
                    merged = merged_services(merged, link.entries)
                services[name] = (key, {word: entry for word, entry in merged.items() if word != "extends"})

    def _chain(self, first: _Link, own: Mapping[str, tuple[Scalar, Entries]]) -> list[_Link]:
        """A service, what it extends, what that extends, and so on; cut short after a finding."""
        chain = [first]
        while (link := self._next(chain[-1], own)) is not None:
            names = [(each.file, each.name) for each in chain]
            if (link.file, link.name) in names or len(chain) >= LONGEST_CHAIN:
                way = " -> ".join(name for _, name in [*names, (None, link.name)][-5:])
                message = f"Services extend each other in a circle, or in too long a chain: {way}."
                self._trees.findings.error("TS876", message, span_of(link.at))
                break
            chain.append(link)
        return chain

    def _next(self, link: _Link, own: Mapping[str, tuple[Scalar, Entries]]) -> _Link | None:
        node = link.entries["extends"][1] if "extends" in link.entries else None
        if node is None or is_null(node):
            return None
        if isinstance(node, Scalar):
            return self._service(link.file, node, own)
        entries = self._trees.entries(node, "`extends`")
        service = self._trees.scalar(value_of(entries, "service"), "`service`")
        file = self._trees.scalar(value_of(entries, "file"), "`file`")
        if service is None:
            self._trees.wrong(node, "`extends` has to name a `service`.")
            return None
        if file is None:
            return self._service(link.file, service, own)
        return self._service(self._load(file), service, {})

    def _load(self, file: Scalar) -> str:
        from topology.importing.compose.project import beside, one_tree  # noqa: PLC0415 - it imports this module

        path = beside(file.text, file.file)
        if path not in self._files:
            self._files[path] = one_tree(self._documents, self._trees, path, span_of(file))
        return path

    def _service(self, file: str | None, service: Scalar, own: Mapping[str, tuple[Scalar, Entries]]) -> _Link | None:
        if file is None:
            found = own.get(service.text)
            entries = found[1] if found else None
        else:
            tree = self._files.get(file)
            if tree is None:
                return None
            node = self._trees.entries(tree.get("services"), "`services`").get(service.text)
            entries = self._trees.entries(node[1], f"The service `{service.text}`") if node else None
        if entries is None:
            self._trees.missing(service, f"There is no service `{service.text}` to extend.")
            return None
        return _Link(file, service.text, service, entries)
