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
        "Imports from an address or a repository are not followed unless whoever reads the template allows it: what a "
        "template means should not depend on what a server answers today. Put a copy of the file into the template's "
        "folder and import that, or allow the host with `--allow-host`.",
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
    "TS208": Entry(
        "The host is not allowed",
        "Imports are fetched only from the hosts that were allowed by name, with `--allow-host` or as the address of "
        "a `--repository`. A redirect has to lead to such a host too. Allow the host if you trust it, or put a copy of "
        "the file into the template's folder.",
    ),
    "TS209": Entry(
        "Not an address that can be fetched",
        "An import is fetched from an address of the form `https://HOST/PATH`. Other schemes, such as `file`, "
        "are refused, and so are addresses with a user's name, a fragment, or a path with `..` in it. Plain `http` has "
        "to be allowed by name: `--allow-host http://HOST`.",
    ),
    "TS210": Entry(
        "The repository is not allowed",
        "A repository is used when its name was given a place with `--repository NAME=URL-or-FOLDER`, or when the "
        "address that the template declares for it is on a host that was allowed with `--allow-host`.",
    ),
    "TS211": Entry(
        "The profile is not known",
        "A profile is imported by its whole name, with its version. Toposmith knows its own; others are given with "
        "`--profile-source NAME=FOLDER`, where the folder says with which file it begins, like an archive.",
    ),
    "TS212": Entry(
        "The address is not a public one",
        "The host's name leads to an address of this machine, of a private network, or of a link, such as a cloud's "
        "metadata service. Templates must not reach what only this machine can reach. List the address or its network "
        "with `--allow-host` when it is meant, for example `--allow-host 10.1.0.0/16`.",
    ),
    "TS213": Entry(
        "The file could not be fetched",
        "The host was not found, did not answer, answered with an error, or sent something other than it announced. "
        "The sentence says which. Try the address in a browser, or put a copy of the file into the template's folder.",
    ),
    "TS214": Entry(
        "Fetching took too much",
        "The size of a fetched file, the time that it may take, and the number of redirects are limited. Put a copy of "
        "the file into the template's folder.",
    ),
}
