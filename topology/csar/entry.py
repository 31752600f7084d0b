"""Finding the template with which an archive or a folder begins.

Source: TOSCA Simple Profile 1.3, section 6.1 and 6.2: TOSCA-Metadata/TOSCA.meta, or the one YAML file at the top.
"""

from collections.abc import Callable, Iterable

from topology.csar.contents import Limits, refusal
from topology.csar.paths import safe_path
from topology.diagnostics import Diagnostic
from topology.record import ValueRecord

META_PATH = "TOSCA-Metadata/TOSCA.meta"
_ENTRY_KEY = "Entry-Definitions"


class Entry(ValueRecord):
    """The path of the entry file, or the finding (TS287, TS288) that there is none."""

    path: str | None
    diagnostic: Diagnostic | None = None


def find_entry(
    paths: Iterable[str], container: str, *, meta: bytes | None, exists: Callable[[str], bool] | None = None
) -> Entry:
    """The entry file among ``paths``; ``meta`` is the content of TOSCA.meta where there is one.

    ``exists`` answers for paths below the top when ``paths`` holds only the top. ``container`` is the name of the
    archive or folder, for the diagnostic.
    """
    known = frozenset(paths)
    if meta is not None:
        return _from_meta(meta, container, exists or known.__contains__)
    return _at_the_top(known, container)


def _at_the_top(paths: frozenset[str], container: str) -> Entry:
    candidates = sorted(path for path in paths if "/" not in path and path.lower().endswith((".yaml", ".yml")))
    if len(candidates) == 1:
        return Entry(candidates[0])
    if not candidates:
        message = "There is no YAML file at the top level, and no TOSCA-Metadata/TOSCA.meta that names one."
        return _failed("TS287", container, message, "Put the service template at the top level.")
    listed = ", ".join(candidates[:5]) + (", …" if len(candidates) > 5 else "")
    message = f"There are {len(candidates)} YAML files at the top level: {listed}."
    return _failed("TS287", container, message, "Give the path of the one to read, or name it in TOSCA.meta.")


def _from_meta(meta: bytes, container: str, exists: Callable[[str], bool]) -> Entry:
    try:
        named = _first_block(meta.decode("utf-8-sig")).get(_ENTRY_KEY)
    except UnicodeDecodeError:
        return _failed("TS288", container, f"{META_PATH} is not text in UTF-8.")
    if not named:
        return _failed("TS288", container, f"{META_PATH} has no entry {_ENTRY_KEY!r}.", _META_HELP)
    path = safe_path(named, Limits())
    if path is None or not exists(path):
        return _failed("TS288", container, f"{META_PATH} names {named!r}, which is not there.", _META_HELP)
    return Entry(path)


_META_HELP = f"Write a line '{_ENTRY_KEY}: PATH' with the path of the service template."


def _first_block(text: str) -> dict[str, str]:
    """The names and values up to the first empty line; a line that begins with a space continues the one before."""
    entries: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if not line.strip():
            break
        if line.startswith(" "):
            entries[name] = entries.get(name, "") + line.strip()
            continue
        name, _, value = line.partition(":")
        entries[name := name.strip()] = value.strip()
    return entries


def _failed(code: str, container: str, message: str, help: str | None = None) -> Entry:  # noqa: A002
    return Entry(None, refusal(code, container, message, help))
