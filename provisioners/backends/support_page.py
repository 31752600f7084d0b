"""How each backend was tried, as a page of the documentation.

``python -m provisioners.backends.support_page > docs/support.md`` writes it; a test holds it current.
"""

import sys
from collections.abc import Mapping

from provisioners.backends.contract import Backend, Tried
from provisioners.backends.mapping_page import PLATFORMS
from provisioners.backends.registry import load_backend

INTRODUCTION = """\
# What was tried, and on what

Each backend says how its own tests ran it, and with which version. This page is generated from the code:
`python -m provisioners.backends.support_page > docs/support.md`. Nobody has run any of them in production yet.
"""

MEANING: Mapping[Tried, str] = {
    Tried.REAL: "The tests make, change, observe and remove real containers on the platform itself.",
    Tried.EMULATOR: "The tests talk to a program that others wrote to behave like the platform. Nobody has run it on "
    "the real one.",
    Tried.SCHEMA: "What is rendered is checked against the platform's published schemas. Nobody has run it on the "
    "real one.",
    Tried.STAND_IN: "The tests talk to a stand-in of our own, which takes what the platform's documentation allows and "
    "nothing else. Nobody has run it on the real one.",
}


def support_page() -> str:
    """The whole page in Markdown."""
    backends = [load_backend(name) for name in PLATFORMS]
    rows = "".join(f"| {backend.title} | {backend.tried} | {backend.tried_with} |\n" for backend in backends)
    table = f"| platform | tried | with |\n| --- | --- | --- |\n{rows}"
    meanings = "".join(f"- **{tried}**: {MEANING[tried]}\n" for tried in _used(backends))
    return "\n".join([INTRODUCTION, table, "What the words mean:\n", meanings])


def _used(backends: list[Backend]) -> list[Tried]:
    """The ways that occur, in their own order."""
    return [tried for tried in Tried if any(backend.tried is tried for backend in backends)]


if __name__ == "__main__":
    sys.stdout.write(support_page())
