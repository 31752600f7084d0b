"""What Helm writes around manifests: a head, hooks and notes of ``helm install --dry-run`` and ``helm get all``."""

import re

_HEAD = re.compile(rb"\A(?:Release \"|NAME: ).*?^MANIFEST:[ \t]*$", re.DOTALL | re.MULTILINE)
_NOTES = re.compile(rb"^NOTES:[ \t]*$.*\Z", re.DOTALL | re.MULTILINE)


def manifests_of(content: bytes) -> bytes:
    """The manifests alone; what is taken out leaves empty lines, so that places stay."""
    head = _HEAD.search(content)
    if head is None:
        return content
    rest = _NOTES.sub(b"", content[head.end() :])
    return b"\n" * content[: head.end()].count(b"\n") + rest
