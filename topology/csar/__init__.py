"""Safe reading of archives (CSAR) and folders: every file by its path, or a diagnostic that says why not."""

from topology.csar.archive import read_archive
from topology.csar.contents import Contents, Limits
from topology.csar.entry import Entry, find_entry
from topology.csar.folder import folder_entry, read_folder
from topology.csar.read_csar import Csar, read_csar

__all__ = [
    "Contents",
    "Csar",
    "Entry",
    "Limits",
    "find_entry",
    "folder_entry",
    "read_archive",
    "read_csar",
    "read_folder",
]
