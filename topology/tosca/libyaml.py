"""Phase 2, the whole of YAML: text to a tree with positions, built from the events of libyaml's parser.

The tree is bounded: nesting to 100 levels, aliases to a million nodes when written out. A duplicate key is an
error at its second place (YAML 1.2, section 3.2.1.3), an alias inside its own anchor too. The merge key ``<<``
works as in YAML 1.1, since templates share parts that way (Simple Profile 1.3, section 3.10.3.7).
"""

import io
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, TypeVar

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from topology.diagnostics.diagnostic import Related
from topology.diagnostics.span import Span
from topology.tosca.call_key import CallKey, call_key
from topology.tosca.findings import Findings
from topology.tosca.list_key import ListKey, list_key
from topology.tosca.scan import is_shallow
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, is_null, mapping, scalar, sequence, span_of

T = TypeVar("T")

MAX_DEPTH = 100
MAX_NODES = 1_000_000

_SCALAR: Any = ScalarEvent  # keeps mypy from taking marks for what may be missing
_STRING_TAGS = frozenset({"!", "tag:yaml.org,2002:str"})


def read_yaml(
    content: bytes, file: str, findings: Findings, other_keys: list[ListKey | CallKey] | None = None
) -> Node | None:
    """The tree of the file's one document, or None after a finding; as ``topology.tosca.document.parse`` says it."""
    return _built(content, file, findings, lambda builder: builder.document(), other_keys)


def read_documents(content: bytes, file: str, findings: Findings) -> list[Node] | None:
    """The trees of all documents of a file, without empty ones, or None after a finding; bounded together."""
    return _built(content, file, findings, lambda builder: builder.documents())


def _built(
    content: bytes,
    file: str,
    findings: Findings,
    build: "Callable[[_Builder], T]",
    other_keys: list[ListKey | CallKey] | None = None,
) -> T | None:
    if not is_shallow(content, file, findings):
        return None
    parser = CParser(_Named(content, file))
    try:
        return build(_Builder(parser.get_event, file, findings, other_keys))
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        _report_syntax(error, content, file, findings)
    except yaml.reader.ReaderError as error:
        _report_character(error, content, file, findings)
    finally:
        parser.dispose()
    return None


class _RefusedError(Exception):
    """The document cannot be read any further; the finding is noted already."""


class _Named(io.BytesIO):
    """Bytes that tell the parser their file's name, so that every mark carries it."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


class _Anchored(NamedTuple):
    """What an alias stands for: its node, the number of nodes below it when written out, and its height."""

    node: Node
    size: int
    height: int


class _Builder:
    """Builds one document; the recursion is bounded by MAX_DEPTH."""

    def __init__(
        self, get_event: Callable[[], Any], file: str, findings: Findings, other_keys: list[ListKey | CallKey] | None
    ) -> None:
        self._event = get_event
        self._other_keys = other_keys
        self._file = file
        self._findings = findings
        self._anchors: dict[str, _Anchored | None] = {}
        self._size = 0  # of all closed collections, aliases written out
        self._deepest = 0

    def document(self) -> Node | None:
        root = None
        while type(event := self._event()) is not StreamEndEvent:
            if type(event) is DocumentStartEvent:
                if root is not None:
                    self._refuse("TS110", "A second document begins here.", event, "Keep one document in a file.")
                root = self._node(self._event(), 0)
        if root is None:
            help_text = "Begin with `tosca_definitions_version: tosca_simple_yaml_1_3`."
            self._findings.error("TS104", "The file has no content.", Span.start_of(self._file), help=help_text)
        return root

    def documents(self) -> list[Node]:
        """Each document that says something; anchors hold within their own (YAML 1.2, section 9.1)."""
        found = []
        while type(event := self._event()) is not StreamEndEvent:
            if type(event) is DocumentStartEvent:
                self._anchors = {}
                found.append(self._node(self._event(), 0))
        return [root for root in found if not is_null(root)]

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is AliasEvent:
            return self._alias(event, depth)
        return self._bare(event, depth) if event.anchor is None else self._anchored(event, depth)

    def _bare(self, event: Any, depth: int) -> Node:
        """A node, whatever its anchor."""
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if depth >= MAX_DEPTH:
            self._refuse("TS103", "The nesting is too deep to be read.", event, "Nest less deeply.")
        self._deepest = max(self._deepest, depth)
        return self._mapping(event, depth + 1) if kind is MappingStartEvent else self._sequence(event, depth + 1)

    def _scalar(self, event: Any) -> Scalar:
        tag = event.tag
        if event.style == '"' and "\0" in event.value:
            self._refuse("TS111", "A text holds the character NUL.", event, "Leave `\\0` out; nothing can store it.")
        plain = event.implicit[0] if tag is None else tag not in _STRING_TAGS
        return scalar(event.value, plain, event.start_mark, event.end_mark)

    def _mapping(self, start: Any, depth: int) -> MappingNode:
        """A mapping. Most keys and values are plain scalars, which are made here: a call for each would be felt."""
        event: Any
        value: Any
        node = mapping(start.flow_style, start.start_mark, start.end_mark)
        entries = node.entries
        get_event = self._event
        while type(event := get_event()) is not MappingEndEvent:
            if type(event) is _SCALAR and not event.style and event.tag is event.anchor is None:
                key = Scalar()
                key.text = event.value
                key.plain = True
                key.begin = event.start_mark
                key.finish = event.end_mark
            else:
                key = self._key(event, depth)
            event = get_event()
            if type(event) is _SCALAR and not event.style and event.tag is event.anchor is None:
                value = Scalar()
                value.text = event.value
                value.plain = True
                value.begin = event.start_mark
                value.finish = event.end_mark
            else:
                value = self._node(event, depth)
            entry = (key, value)
            if entries.setdefault(key.text, entry) is not entry:
                self._report_duplicate(key, entries[key.text][0])
        end_mark: Any = event.end_mark
        node.finish = end_mark
        self._size += 2 * len(entries)
        if "<<" in entries and entries["<<"][0].plain:
            self._merge(node)
        return node

    def _key(self, event: Any, depth: int) -> Scalar:
        key = self._node(event, depth)
        if isinstance(key, Scalar):
            return key
        found = list_key(key) if isinstance(key, SequenceNode) else call_key(key)
        if found is None or self._other_keys is None:
            self._refuse("TS107", "A key must be a word, not a list or a map.", event, "Write a plain word as the key.")
        self._other_keys.append(found)
        return found

    def _sequence(self, start: Any, depth: int) -> SequenceNode:
        event: Any
        node = sequence(start.flow_style, start.start_mark, start.end_mark)
        get_event, append = self._event, node.items.append
        while type(event := get_event()) is not SequenceEndEvent:
            append(self._node(event, depth))
        end_mark: Any = event.end_mark
        node.finish = end_mark
        self._size += len(node.items)
        return node

    def _anchored(self, event: Any, depth: int) -> Node:
        """Build a node with an anchor, and remember what an alias to it would cost."""
        name, size_before, deepest_before = event.anchor, self._size, self._deepest
        self._anchors[name] = None
        self._deepest = depth
        node = self._bare(event, depth)
        self._anchors[name] = _Anchored(node, self._size - size_before, self._deepest - depth)
        self._deepest = max(self._deepest, deepest_before)
        return node

    def _alias(self, event: Any, depth: int) -> Node:
        if event.anchor not in self._anchors:
            self._refuse("TS109", f"There is no anchor `&{event.anchor}` before this alias.", event, None)
        target = self._anchors[event.anchor]
        if target is None:
            self._refuse("TS109", f"The alias `*{event.anchor}` stands inside its own anchor.", event, None)
        self._size += target.size
        self._deepest = max(self._deepest, depth + target.height)
        if self._size > MAX_NODES or depth + target.height >= MAX_DEPTH:
            message = f"Written out, the aliases make the document too large (over {MAX_NODES:,} nodes or too deep)."
            self._refuse("TS106", message, event, "Use fewer aliases inside of aliases.")
        return target.node

    def _merge(self, node: MappingNode) -> None:
        """Give a mapping the entries of those that its merge key names; its own entries win."""
        merge_key, value = node.entries.pop("<<")
        for source in value.items if isinstance(value, SequenceNode) else (value,):
            if isinstance(source, MappingNode):
                for name, entry in source.entries.items():
                    node.entries.setdefault(name, entry)
            elif not is_null(source):
                message = "The merge key `<<` takes a map or a list of maps."
                self._findings.error("TS108", message, span_of(merge_key), help="Give it an alias of a map.")

    def _report_duplicate(self, key: Scalar, first: Scalar) -> None:
        related = (Related("First defined here.", span_of(first)),)
        message = f"The key `{key.text}` is defined twice in this map."
        self._findings.error(
            "TS105", message, span_of(key), help="Remove one of the two, or rename it.", related=related, spec="3.1.3.1"
        )

    def _refuse(self, code: str, message: str, event: Any, help_text: str | None) -> NoReturn:
        start, end = event.start_mark, event.end_mark
        span = Span(self._file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        self._findings.error(code, message, span, help=help_text)
        raise _RefusedError


_BEGUN = ("while scanning a simple key", "while scanning a quoted scalar")
"""Where these go wrong, the parser is far ahead; the mistake is where they began."""


def _report_syntax(error: yaml.MarkedYAMLError, content: bytes, file: str, findings: Findings) -> None:
    places = [(error.problem or "", error.problem_mark), (error.context or "", error.context_mark)]
    if error.context in _BEGUN:
        places.reverse()
    (_, place), *rest = [(words, _at(mark, file)) for words, mark in places if mark is not None]
    related = [Related(f"{words}.", span) for words, span in rest if words and span != place]
    words = ": ".join(filter(None, (error.context if error.context in _BEGUN else None, error.problem)))
    help_text = "Check the indentation, the colons and the quotes here."
    if _is_tab(content, place):
        help_text = "Indent with spaces; YAML allows no tabs there."
    findings.error("TS100", f"This is not valid YAML: {words}.", place, help=help_text, related=related)


def _is_tab(content: bytes, place: Span) -> bool:
    line = content.split(b"\n")[place.line - 1 : place.line]
    return bool(line) and line[0].decode("utf-8", "replace")[place.column - 1 :].startswith("\t")


def _at(mark: Any, file: str) -> Span:
    return Span(file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _report_character(error: yaml.reader.ReaderError, content: bytes, file: str, findings: Findings) -> None:
    position = min(error.position or 0, len(content))
    line = content.count(b"\n", 0, position) + 1
    start = content.rfind(b"\n", 0, position) + 1
    column = len(content[start:position].decode("utf-8", "replace")) + 1
    message = f"This character is not allowed in YAML: {error.reason}."
    findings.error("TS100", message, Span(file, line, column, line, column + 1), help="Remove it.")
