"""The codes of grammar: keynames and kinds of values (``TS3xx``)."""

from topology.diagnostics.entry import Entry

GRAMMAR_CODES = {
    "TS301": Entry(
        "Unknown keyname",
        "Each entity of TOSCA has a fixed list of keynames; the section named by the finding shows it. Mind upper and "
        "lower case and plural forms: it is `node_templates`, but `topology_template`.",
    ),
    "TS302": Entry("A keyname is missing", "The entity cannot do without this keyname. Add it."),
    "TS303": Entry(
        "A value of the wrong kind",
        "The grammar asks for a map, a list or a word here, and something else is written. A key with nothing behind "
        "it is nothing, not an empty map: remove the key, or write `{}`.",
    ),
    "TS304": Entry("Unknown status", "A property is supported, unsupported, experimental or deprecated."),
    "TS306": Entry(
        "An interface type with an implementation",
        "An interface type says which operations there are; node types, relationship types and templates implement "
        "them. Move the implementation there.",
    ),
    "TS307": Entry(
        "Unknown version of the language",
        "`tosca_definitions_version` says by which grammar the file is read. This program reads the versions that the "
        "finding names; imported files need one of them too.",
    ),
    "TS308": Entry(
        "Unknown directive",
        "Directives tell an orchestrator to `select` or `substitute` a node. Others have no meaning and are ignored.",
    ),
    "TS310": Entry(
        "Not a version",
        "A version is two to three numbers with dots between them, such as `1.0` or `2.3.1`. Behind three numbers a "
        "qualifier may follow, and behind that a build number: `2.3.1.beta-4`.",
    ),
    "TS312": Entry(
        "A name twice in a list",
        "Requirements of a node type and policies are lists of names, and each name may be given once, as in a map. "
        "A node template may give a requirement several times; that is how it gets several relationships.",
    ),
    "TS320": Entry(
        "A profile with a service template",
        "A file that says `profile` is a library for other files. What is to be deployed stands in a file of its own, "
        "which imports the profile by its name.",
    ),
    "TS321": Entry(
        "Keynames that exclude each other",
        "Of the keynames that the finding names only one may be used at a time, since each says the same in another "
        "way. Remove all but the one that is meant.",
    ),
    "TS322": Entry(
        "The version does not come first",
        "In TOSCA 2.0 the key `tosca_definitions_version` stands before all others, since it says by which grammar the "
        "rest is read. Comments may stand before it.",
    ),
    "TS323": Entry(
        "A definition without an anchor",
        "What stands under `dsl_definitions` is only there to be repeated by aliases, so each entry has an anchor: "
        "`port: &port` with its value behind it, and `*port` where it is wanted. Without one it does nothing.",
    ),
    "TS309": Entry(
        "Nothing to copy",
        "`copy` names another template of the same section. That one must be written out and not be a copy itself.",
    ),
}
