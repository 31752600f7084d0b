"""The codes of imports and of files that a template names (``TS2xx``; archives have their own)."""

from topology.diagnostics.entry import Entry

_INSIDE = (
    "A template's files come from its own folder or archive and from nowhere else, so that a template of a stranger "
    "cannot read what belongs to somebody else."
)

IMPORT_CODES = {
    "TS201": Entry(
        "No such file",
        "The import names a file that is not there. A path is relative to the file that imports, not to the template.",
    ),
    "TS202": Entry(
        "An import would have to be fetched",
        "Imports from an address or a repository are not followed: what a template means must not depend on what a "
        "server answers today. Put a copy of the file into the template's folder and import that.",
    ),
    "TS203": Entry(
        "An import leads out of the folder", f"{_INSIDE} Copy the file into the folder and import it there."
    ),
    "TS204": Entry("A file cannot be read", f"The file is there, but it may not be read. {_INSIDE}"),
    "TS205": Entry("Too many imports", "The number of imported files, and their size together, are limited."),
    "TS206": Entry(
        "The prefix is reserved",
        "`tosca` is the prefix of the specification's own types. Choose another `namespace_prefix`.",
    ),
    "TS207": Entry("A file leads out of the folder", f"{_INSIDE} Copy the file into the folder and name it there."),
}
