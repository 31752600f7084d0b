"""Finding the template with which an archive or a folder begins.

Source: TOSCA Simple Profile 1.3, sections 6.1 and 6.2; TOSCA 2.0, sections 17.1 and 17.3: what TOSCA.meta names, or the
one YAML file at the top.
"""

from collections.abc import Callable, Iterable

from topology.csar.contents import DEFAULT_LIMITS, refusal
from topology.csar.head import YAML_ENDINGS
from topology.csar.meta import ENTRY, META_PATH, ROOT_META_PATH, Meta, read_meta
from topology.csar.paths import safe_path
from topology.diagnostics import Diagnostic, Severity, Span
from topology.record import ValueRecord

_META_HELP = f"Write a line '{ENTRY}: PATH' with the path of the service template."


class Entry(ValueRecord):
    """The path of the entry file, or None when a finding (TS287, TS288) says why; and what TOSCA.meta says."""

    path: str | None
    diagnostics: tuple[Diagnostic, ...] = ()
    meta: Meta | None = None

    @property
    def diagnostic(self) -> Diagnostic | None:
        """The first finding that leaves the archive without a beginning."""
        return next((found for found in self.diagnostics if found.is_error), None)


def find_entry(
    paths: Iterable[str],
    container: str,
    *,
    meta: bytes | None,
    root_meta: bytes | None = None,
    exists: Callable[[str], bool] | None = None,
) -> Entry:
    """The entry file among ``paths``; ``meta`` and ``root_meta`` are the contents of TOSCA.meta where there is one.

    ``exists`` answers for paths below the top when ``paths`` holds only the top. ``container`` is the name of the
    archive or folder, for the diagnostics.
    """
    known = frozenset(paths)
    if meta is None and root_meta is None:
        return _at_the_top(known, container)
    file = f"{container.rstrip('/')}/{ROOT_META_PATH if meta is None else META_PATH}"
    if meta is not None and root_meta is not None:
        message = f"There are two: {META_PATH} and {ROOT_META_PATH}."
        return Entry(None, (_fault(message, Span.start_of(file), "Remove one of them."),))
    said, found = read_meta(meta if meta is not None else root_meta or b"", file)
    if said is None:
        return Entry(None, found)
    found += _place_fault(said, file) if meta is None else ()
    return _from_meta(said, found, container, known, exists or known.__contains__)


def _from_meta(
    meta: Meta, found: tuple[Diagnostic, ...], container: str, known: frozenset[str], exists: Callable[[str], bool]
) -> Entry:
    found += tuple(_missing(path, span) for path, span in meta.others if not _is_there(path, exists))
    if meta.entry is None and meta.csar_version == "2.0":
        top = _at_the_top(known, container)
        return Entry(None if _has_errors(found) else top.path, found + top.diagnostics, meta)
    if meta.entry is None:
        if not _has_errors(found):
            found += (_fault(f"TOSCA.meta has no line '{ENTRY}: PATH'.", meta.entry_span, _META_HELP),)
    elif not _is_there(meta.entry, exists):
        found += (_missing(meta.entry, meta.entry_span),)
    path = None if meta.entry is None or _has_errors(found) else safe_path(meta.entry, DEFAULT_LIMITS)
    return Entry(path, found, meta)


def _at_the_top(paths: frozenset[str], container: str) -> Entry:
    candidates = sorted(path for path in paths if "/" not in path and path.lower().endswith(YAML_ENDINGS))
    if len(candidates) == 1:
        return Entry(candidates[0])
    if not candidates:
        message = "There is no YAML file at the top level, and no TOSCA-Metadata/TOSCA.meta that names one."
        return Entry(None, (refusal("TS287", container, message, "Put the service template at the top level."),))
    listed = ", ".join(candidates[:5]) + (", …" if len(candidates) > 5 else "")
    message = f"There are {len(candidates)} YAML files at the top level: {listed}."
    help_text = "Give the path of the one to read, or name it in TOSCA.meta."
    return Entry(None, (refusal("TS287", container, message, help_text),))


def _is_there(written: str, exists: Callable[[str], bool]) -> bool:
    path = safe_path(written, DEFAULT_LIMITS)
    return path is not None and exists(path)


def _place_fault(meta: Meta, file: str) -> tuple[Diagnostic, ...]:
    if meta.csar_version in (None, "2.0"):
        return ()
    message = "Before TOSCA 2.0, TOSCA.meta stands in the folder TOSCA-Metadata; other programs may not find it here."
    return (
        Diagnostic("TS288", message, Span.start_of(file), Severity.WARNING, spec="Simple Profile 1.3, section 6.1"),
    )


def _missing(path: str, span: Span) -> Diagnostic:
    return _fault(f"TOSCA.meta names {path!r}, which is not there.", span, "Paths begin at the root of the archive.")


def _fault(message: str, span: Span, help: str) -> Diagnostic:  # noqa: A002
    return Diagnostic("TS288", message, span, help=help, spec="Simple Profile 1.3, section 6.2")


def _has_errors(found: tuple[Diagnostic, ...]) -> bool:
    return any(diagnostic.is_error for diagnostic in found)
