"""Keynames that TOSCA 2.0 calls otherwise than 1.x, so that a file of one version learns the word of the other."""

from collections.abc import Collection, Container, Iterator

from topology.tosca.suggestion import Suggestion

_SAME_SHAPE = (
    ("topology_template", "service_template"),
    ("valid_source_types", "valid_source_node_types"),
    ("valid_target_types", "valid_capability_types"),
    ("file", "url"),
    ("namespace_prefix", "namespace"),
    ("occurrences", "count_range"),
    ("event_type", "event"),
)
"""In 1.x and in 2.0; what stands behind one may stand behind the other."""

_OTHER_SHAPE = (("constraints", "validation"), ("occurrences", "count"), ("preconditions", "precondition"))


def successor(word: str, legal: Container[str], title: str, taken: Container[str]) -> Suggestion | None:
    """What a keyname of another version is called in this one; a fix where its value can stay as it is.

    ``legal`` are the entity's keynames in this version, whose name is ``title``, ``taken`` those that are written.
    """
    for pairs, keeps_shape in ((_SAME_SHAPE, True), (_OTHER_SHAPE, False)):
        for found in _other_names(word, pairs):
            if found in legal:
                text = (
                    f"In {title} it is called `{found}`{'' if keeps_shape else ', and its value is written otherwise'}."
                )
                return Suggestion(text, word, found if keeps_shape and found not in taken else None)
    return None


def is_called_otherwise(name: str, written: Collection[str]) -> bool:
    """Whether a keyname is written under the name that it has in another version."""
    return any(found in written for found in _other_names(name, (*_SAME_SHAPE, *_OTHER_SHAPE)))


def _other_names(word: str, pairs: Collection[tuple[str, str]]) -> Iterator[str]:
    for first, second in pairs:
        if word in (first, second):
            yield second if word == first else first
