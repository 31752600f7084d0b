"""Which files of a folder do not belong into its archive: hidden ones, and what programs leave behind."""

from fnmatch import fnmatchcase

FOLDERS = frozenset({"__pycache__", "__MACOSX", "node_modules"})
FILES = ("*.pyc", "*.pyo", "*~", "*.bak", "*.tmp", "Thumbs.db", "desktop.ini")


def is_left_over(path: str, is_folder: bool) -> bool:
    """Whether the last part of a path begins with a dot, or is one of :data:`FOLDERS` or like one of :data:`FILES`."""
    name = path.rpartition("/")[2]
    if name.startswith("."):
        return True
    return name in FOLDERS if is_folder else any(fnmatchcase(name, pattern) for pattern in FILES)
