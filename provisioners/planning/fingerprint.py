"""Fingerprints: what an instance is made of, section by section, as digests that can be stored and compared."""

import hashlib
import json
from collections.abc import Mapping, Sequence

DIGEST_LENGTH = 32


def digest(value: object) -> str:
    """A digest of JSON-like data that does not depend on the order of keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]


def fingerprint(sections: Mapping[str, object]) -> dict[str, str]:
    """A digest for each section that holds anything, so that an absent and an empty section are the same."""
    return {name: digest(content) for name, content in sorted(sections.items()) if not _is_empty(content)}


def changed_sections(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the sections in which two fingerprints differ, sorted."""
    return tuple(sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)))


def in_words(sections: Sequence[str]) -> str:
    """The changed sections as a sentence: ``environment and image change``."""
    if not sections:
        return "nothing changes"
    if len(sections) == 1:
        name = sections[0]
        return f"{name} {'change' if name.endswith('s') and not name.endswith('ss') else 'changes'}"
    return f"{', '.join(sections[:-1])} and {sections[-1]} change"


def _is_empty(content: object) -> bool:
    return content is None or (isinstance(content, str | bytes | Mapping | Sequence) and len(content) == 0)
