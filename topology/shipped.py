"""The service templates that come with the program and stand for abstract nodes, such as a database.

They are files of ``tosca-templates/substitutes`` in the project, of ``topology/substitutes`` in an installed program.
In a template's sources they have a folder of their own, so that what they name, such as Dockerfiles, is found there.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from topology.csar.folder import read_folder
from topology.reading import Sources
from topology.sources import MemorySources, normalise

FOLDER = "toposmith-substitutes"
"""Where they are in a template's sources."""

ORDER = ("postgresql", "mariadb", "nginx", "dbms", "web-server")
"""Of several that fit, the first stands for a node: those with a filter come before those without."""

ENTRIES = tuple(f"{FOLDER}/{name}/template.yaml" for name in ORDER)
"""What ``read_template`` takes as ``substitutes``."""

_PLACES = (Path(__file__).parent / "substitutes", Path(__file__).parent.parent / "tosca-templates" / "substitutes")


@cache
def shipped_files() -> Mapping[str, bytes]:
    """All of their files by path, as they are in a template's sources and in the archive that images are made from."""
    place = next(place for place in _PLACES if place.is_dir())
    return {f"{FOLDER}/{path}": content for path, content in read_folder(place, place.name).files.items()}


class WithShipped:
    """A template's files and those that come with the program, which nobody can replace."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._shipped = MemorySources(shipped_files())

    def read(self, path: str) -> bytes:
        """The content of a file; raises what ``Sources`` raises."""
        is_shipped = normalise(path).startswith(f"{FOLDER}/")
        return self._shipped.read(path) if is_shipped else self._sources.read(path)
