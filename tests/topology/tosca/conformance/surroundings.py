"""What stands around the files when their own projects read them: other files, addresses, profiles.

``surroundings.json`` names, for what the folder lacks and for what the files fetch, the file of the folder that has its
content.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from topology.import_policy import ImportPolicy, ProfileSource, origin_of
from topology.sources import DirectorySources, SourceRefused

_NAMED: dict[str, dict[str, str]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
_PROFILE = re.compile(r"^profile:[ ]*([^\s#]+)", re.MULTILINE)


class Surroundings:
    """The sources, the fetcher and the policy of one project's files.

    Its folder is the root, since its files import each other; nothing is fetched but files of the folder of all.
    """

    def __init__(self, corpus: Path, project: str) -> None:
        self._own = DirectorySources(corpus / project)
        self._all = DirectorySources(corpus)
        self._project = project
        self._profiles = _profiles(corpus, project)
        self.policy = ImportPolicy(hosts=frozenset(map(origin_of, _NAMED["addresses"])), profiles=self._profiles)

    def read(self, path: str) -> bytes:
        """The content of a file of the project, or of the one that stands for it."""
        named = _NAMED["files"].get(f"{self._project}/{path}")
        return self._all.read(named) if named is not None else self._own.read(path)

    def fetch(self, url: str) -> bytes:
        """The content of what an address or a profile stands for."""
        try:
            return self._all.read(self._path_of(url))
        except FileNotFoundError:
            raise SourceRefused("the folder has no such file", code="TS213") from None

    def _path_of(self, url: str) -> str:
        for base, path in _NAMED["addresses"].items():
            if url.startswith(base):
                return path + url.removeprefix(base)
        for name, source in self._profiles.items():
            if url.startswith(f"profile://{name}/"):
                return f"{source.folder}/{url.removeprefix(f'profile://{name}/')}"
        raise FileNotFoundError(url)


@cache
def _profiles(corpus: Path, project: str) -> Mapping[str, ProfileSource]:
    """The profiles that a project's files define, and those that others have, by name; folders are those of all."""
    found: dict[str, ProfileSource] = {}
    for path in sorted((corpus / project).rglob("*.y*ml")):
        defined = _PROFILE.search(path.read_text(encoding="utf-8", errors="replace"))
        if defined is not None:
            found.setdefault(defined[1], ProfileSource(path.parent.relative_to(corpus).as_posix(), path.name))
    for name, place in _NAMED["profiles"].items():
        folder, _, entry = place.rpartition("/")
        found[name] = ProfileSource(folder, entry)
    return found
