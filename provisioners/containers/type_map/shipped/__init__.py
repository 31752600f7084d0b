"""The type maps that come with Toposmith, as YAML beside this file."""

from importlib.resources import files

from provisioners.backends.type_map import TypeMap
from provisioners.containers.type_map.read import read_type_map

NAMES = ("micado", "tosker", "ubicity", "unfurl")


def shipped_type_map() -> TypeMap:
    """All shipped maps as one."""
    found = TypeMap()
    for name in NAMES:
        found = found.extended_by(read_type_map(shipped_text(name).encode(), f"{name}.yaml")[0])
    return found


def shipped_text(name: str) -> str:
    """The YAML of one map."""
    return files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
