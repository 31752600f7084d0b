"""Which place an import means: Simple Profile 1.3, 3.6.8.2; TOSCA 2.0, 6.8.2.

A place is a path below the template's root, or outside of it whatever the reader's policy allows.
"""

import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from topology.profiles.profile import IMPORTABLE
from topology.sources import SourceRefused
from topology.tosca.dialect import Dialect
from topology.tosca.findings import Findings, Help, nearest
from topology.tosca.tree import Scalar, span_of

if TYPE_CHECKING:
    from topology.import_policy import ImportPolicy
    from topology.tosca.grammar.import_definition import ImportDefinition
    from topology.tosca.grammar.repository_definition import RepositoryDefinition

SPEC = "3.6.8"

_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"
_OWN_FILE = r"^file:(?!/)"
"""Before a relative path the scheme says nothing: the file is one of the template's own."""


def is_outside(place: str) -> bool:
    """Whether a place is outside of the template's own files, whose paths never hold two slashes together."""
    return "://" in place


class Places:
    """Says where an imported file or profile is. Without a policy nothing outside of the template is reached."""

    def __init__(self, findings: Findings, policy: "ImportPolicy | None" = None) -> None:
        self._findings = findings
        self._given = policy

    @property
    def _policy(self) -> "ImportPolicy":
        if self._given is None:
            from topology.import_policy import NOTHING_OUTSIDE  # noqa: PLC0415 - rarely needed

            self._given = NOTHING_OUTSIDE
        return self._given

    def of_file(
        self,
        definition: "ImportDefinition",
        written: Scalar,
        importer: str,
        dialect: Dialect,
        repositories: "Mapping[str, RepositoryDefinition]",
    ) -> str | None:
        """The place of a file that ``importer`` names, or None after a finding (TS202, TS203, TS208 to TS210)."""
        text = written.text if dialect.is_simple else re.sub(_OWN_FILE, "", written.text)
        has_scheme = re.match(_SCHEME, text) is not None or text.startswith("//")
        repository = definition.repository
        if repository is not None and not self._is_usable(repository, definition, has_scheme, dialect, repositories):
            return None
        try:
            if repository is not None:
                return self._in_repository(repository, text, repositories)
            if has_scheme:
                return self._policy.resolve_url(text)
            if is_outside(importer):
                return self._policy.resolve_relative(importer, text)
        except SourceRefused as refused:
            self._report(written, definition, refused)
            return None
        return self._inside(definition, written, text, importer, dialect)

    def _is_usable(
        self,
        name: Scalar,
        definition: "ImportDefinition",
        has_scheme: bool,
        dialect: Dialect,
        repositories: "Mapping[str, RepositoryDefinition]",
    ) -> bool:
        """Whether the repository is known and the file is not given by a whole address, which 2.0 excludes."""
        path = (*definition.path, "repository")
        if has_scheme and not dialect.is_simple:
            message = "An import with a whole address names no repository."
            help_text: Help = "Remove `repository`, or write the file's path within it as `url`."
            self._findings.error("TS321", message, span_of(name), path, help=help_text, spec="3.6.8.2.3")
            return False
        if name.text not in repositories and name.text not in self._policy.repositories:
            message = f"There is no repository `{name.text}`."
            help_text = nearest(name.text, repositories) or "Define it under `repositories:`."
            self._findings.error("TS210", message, span_of(name), path, help=help_text, spec="3.6.6")
            return False
        return True

    def of_profile(self, definition: "ImportDefinition", written: Scalar) -> str | None:
        """The place of a profile's first file, or None after a finding (TS211)."""
        try:
            return self._policy.resolve_profile(written.text)
        except SourceRefused as refused:
            self._report(written, definition, refused)
        return None

    def _in_repository(self, name: Scalar, file: str, repositories: "Mapping[str, RepositoryDefinition]") -> str:
        declared = repositories.get(name.text)
        url = declared.url.text if declared is not None and declared.url is not None else None
        return self._policy.resolve_repository(name.text, url, file)

    def _report(self, written: Scalar, definition: "ImportDefinition", refused: SourceRefused) -> None:
        meant = nearest(written.text, IMPORTABLE)
        help_text: Help = meant if meant is not None and meant.single else refused.help
        message = f"`{written.text}` cannot be imported: {refused}."
        self._findings.error(refused.code, message, span_of(written), definition.path, help=help_text, spec=SPEC)

    def _inside(
        self, definition: "ImportDefinition", written: Scalar, text: str, importer: str, dialect: Dialect
    ) -> str | None:
        """The normalised path; in 2.0 a leading slash stands for the root of the template's folder."""
        is_rooted = text.startswith("/")
        folder = "" if is_rooted else posixpath.dirname(importer)
        target = posixpath.normpath(posixpath.join(folder, text.lstrip("/")))
        is_refused = is_rooted and dialect.is_simple
        if is_refused or "\\" in text or "\0" in text or target == ".." or target.startswith("../"):
            message = f"`{text}` leads out of the template's folder."
            help_text = "Import files of the template's folder only, by a relative path."
            self._findings.error("TS203", message, span_of(written), definition.path, help=help_text, spec=SPEC)
            return None
        return target
