"""Reads type maps from YAML. See docs/type-maps.md for what may stand in one."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NoReturn, TypeVar

from provisioners.backends.type_map import LeftOut, Mapped, Notation, Place, TypeEntry, TypeMap
from provisioners.containers.type_map.settings import SETTINGS
from topology.diagnostics import Diagnostic
from topology.tosca.document import parse
from topology.tosca.findings import Findings
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, entry_span, kind_of, span_of

VERSION = "1.0"
_TOP = ("type_map", "description", "types")
_PORT_PARTS = ("target", "published", "protocol", "address")
_KEYS = (
    *("is", "reason", "image", "dockerfile", "settings", "storage_location", "node_names_are_hosts"),
    *("without_effect", "left_out"),
)
NO_NAMES: tuple[str, ...] = ()
NO_IMAGES: tuple[tuple[tuple[str, ...], ...], tuple[str, ...]] = ((), ())
Kind = TypeVar("Kind", Mapped, Notation)
Part = TypeVar("Part")


class _UnreadableError(Exception):
    """What has been found makes the map unusable."""


def read_type_map(content: bytes, file: str) -> tuple[TypeMap, tuple[Diagnostic, ...]]:
    """The map that a file holds, and what is wrong with it; the map is empty when anything is (TS880, TS881)."""
    findings = Findings()
    root = parse(content, file, findings)
    if root is None:
        return TypeMap(), findings.sorted()
    reader = _Reader(findings)
    try:
        entries = reader.types(root)
    except _UnreadableError:
        entries = {}
    found = findings.sorted()
    return TypeMap({} if found else entries), found


class _Reader:
    """Each method reads one part. What is wrong is a finding; reading goes on where it can."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def types(self, root: Node) -> dict[str, TypeEntry]:
        version = root.get("type_map") if isinstance(root, MappingNode) else None
        if not isinstance(version, Scalar) or version.text != VERSION:
            message = f"This is no type map: it has to begin with 'type_map: \"{VERSION}\"'."
            self._findings.error("TS880", message, span_of(version or root))
            raise _UnreadableError
        for name, _ in self._entries(root):
            self._known(root, name, _TOP)
        return {name: self._type(item) for name, item in self._entries(self._child(root, "types"))}

    def _type(self, node: Node) -> TypeEntry:
        kind = self._word(self._child(node, "is"), Mapped)
        for key, _ in self._entries(node):
            self._known(node, key, _KEYS)
        images, artifacts = self._optional(node, "image", self._images, NO_IMAGES)
        reason = self._optional(node, "reason", self._text, "")
        if kind is Mapped.REFUSED and not reason:
            self._error(node, "What is refused needs a 'reason', a sentence for whoever wrote the template.")
        return TypeEntry(
            kind=kind,
            reason=reason,
            images=images,
            image_artifacts=artifacts,
            dockerfile_artifacts=self._optional(node, "dockerfile", self._artifacts, NO_NAMES),
            settings=self._optional(node, "settings", partial(self._settings, kind), {}),
            locations=self._optional(node, "storage_location", self._texts, NO_NAMES),
            node_names_are_hosts=self._optional(node, "node_names_are_hosts", self._truth, False),
            without_effect=frozenset(self._optional(node, "without_effect", self._texts, NO_NAMES)),
            left_out=self._optional(node, "left_out", self._all_left_out, {}),
        )

    def _images(self, node: Node) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
        properties: tuple[str, ...] = ()
        artifacts: tuple[str, ...] = ()
        for key, item in self._entries(node):
            if self._known(node, key, ("property", "artifact")):
                texts = self._texts(item)
                properties, artifacts = (texts, artifacts) if key == "property" else (properties, texts)
        return tuple(tuple(path.split(".")) for path in properties), artifacts

    def _artifacts(self, node: Node) -> tuple[str, ...]:
        for key, _ in self._entries(node):
            self._known(node, key, ("artifact",))
        return self._texts(self._child(node, "artifact"))

    def _settings(self, kind: Mapped, node: Node) -> dict[str, tuple[Place, ...]]:
        found = {}
        for name, item in self._entries(node):
            if self._known(node, name, tuple(sorted(SETTINGS[kind]))):
                items = item.items if isinstance(item, SequenceNode) else [item]
                found[name] = tuple(map(self._place, items))
        return found

    def _place(self, node: Node) -> Place:
        if isinstance(node, Scalar):
            return Place(tuple(node.text.split(".")))
        for key, _ in self._entries(node):
            self._known(node, key, ("at", "as", "fields"))
        path = tuple(self._text(self._child(node, "at")).split("."))
        written = node.get("as") if isinstance(node, MappingNode) else None
        notation = Notation.PLAIN if written is None else self._word(written, Notation)
        return Place(path, notation, self._fields(node) if notation is Notation.PORT_FIELDS else {})

    def _fields(self, node: Node) -> dict[str, tuple[str, ...]]:
        fields = self._child(node, "fields")
        found = {}
        for part, names in self._entries(fields):
            if self._known(fields, part, _PORT_PARTS):
                found[part] = self._texts(names)
        if "target" not in found:
            self._error(fields, "The fields of a port need at least 'target', the port inside the container.")
        return found

    def _left_out(self, node: Node) -> LeftOut:
        if isinstance(node, Scalar):
            return LeftOut(node.text)
        for key, _ in self._entries(node):
            self._known(node, key, ("reason", "unless"))
        unless = node.get("unless") if isinstance(node, MappingNode) else None
        return LeftOut(self._text(self._child(node, "reason")), None if unless is None else self._text(unless))

    def _all_left_out(self, node: Node) -> dict[str, LeftOut]:
        return {name: self._left_out(item) for name, item in self._entries(node)}

    def _optional(self, node: Node, key: str, read: Callable[[Node], Part], default: Part) -> Part:
        found = node.get(key) if isinstance(node, MappingNode) else None
        return default if found is None else read(found)

    def _entries(self, node: Node) -> Iterator[tuple[str, Node]]:
        if not isinstance(node, MappingNode):
            self._fail(node, f"Here a map belongs, not {kind_of(node)}.")
        return ((name, item) for name, (_, item) in node.entries.items())

    def _child(self, node: Node, key: str) -> Node:
        found = node.get(key) if isinstance(node, MappingNode) else None
        return found if found is not None else self._fail(node, f"The key '{key}' is missing.")

    def _known(self, node: Node, key: str, known: tuple[str, ...]) -> bool:
        if key not in known and isinstance(node, MappingNode):
            message = f"A type map knows no '{key}' here, but {', '.join(known) or 'nothing'}."
            self._findings.error("TS881", message, entry_span(*node.entries[key]))
        return key in known

    def _word(self, node: Node, words: type[Kind]) -> Kind:
        text = self._text(node)
        if text in list(words):
            return words(text)
        return self._fail(node, f"{text!r} is none of {', '.join(words)}.")

    def _text(self, node: Node) -> str:
        return node.text if isinstance(node, Scalar) else self._fail(node, f"Here a text belongs, not {kind_of(node)}.")

    def _texts(self, node: Node) -> tuple[str, ...]:
        return tuple(map(self._text, node.items)) if isinstance(node, SequenceNode) else (self._text(node),)

    def _truth(self, node: Node) -> bool:
        text = self._text(node)
        return text == "true" if text in ("true", "false") else self._fail(node, "This is either true or false.")

    def _error(self, node: Node, message: str) -> None:
        self._findings.error("TS881", message, span_of(node))

    def _fail(self, node: Node, message: str) -> NoReturn:
        self._error(node, message)
        raise _UnreadableError
