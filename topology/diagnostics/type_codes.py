"""The codes of types and their derivation (``TS4xx``)."""

from topology.diagnostics.entry import Entry

TYPE_CODES = {
    "TS401": Entry(
        "Unknown type",
        "No type of this kind has this name, in the file, in its imports, or in the specification. Perhaps it is "
        "misspelt, or the import is missing. It is said once, with all places that use the name; what depends on the "
        "type is not checked until the name is right.",
    ),
    "TS402": Entry(
        "A type derives from itself",
        "Following `derived_from` leads back to the type. The finding shows the way. One of the types on it must "
        "derive from another one, or from none.",
    ),
    "TS403": Entry(
        "Too many generations",
        "A type derives from a type that derives from a type, and so on, for more generations than anybody needs. Each "
        "costs time, so the line is followed only so far.",
    ),
    "TS405": Entry(
        "A type is defined in two files",
        "Both files are imported, and their types have the same name. Remove one, or import one of the files with a "
        "`namespace_prefix`.",
    ),
    "TS406": Entry(
        "An inherited property is changed too much",
        "A derived type may give an inherited property a derived type, a default, a fixed value or more constraints, "
        "and may make it required. It may not make it optional, nor change a fixed value; nor may a template do that.",
    ),
    "TS407": Entry(
        "What is inherited gets another type",
        "A derived type may refine what it inherits, such as a capability or a requirement, and since 2.0 an interface "
        "or the schema of entries, with types that derive from the inherited ones, so that whoever counts on the "
        "parent type can count on the derived one too. A capability that is named by its symbol stays the same.",
    ),
    "TS408": Entry(
        "An inherited list of types becomes wider",
        "A derived type may only narrow a list such as `valid_source_node_types`, `members` or `targets`: each type of "
        "its list is one of the inherited list, or derives from one.",
    ),
    "TS411": Entry(
        "An inherited trigger is changed",
        "A derived policy type may add triggers, but those of its parent stay as they are. Give yours another name.",
    ),
    "TS410": Entry(
        "Nothing to refine",
        "The capability, the relationship or the interface has a type of its own, and a definition may refine what "
        "that type has, but add nothing to it. Add it to the type, or to one that derives from it.",
    ),
    "TS412": Entry(
        "The node type does not offer what the requirement asks for",
        "A refined requirement may name a narrower node type. One without a capability of the wanted type could never "
        "fulfil it.",
    ),
    "TS409": Entry(
        "An inherited range becomes wider",
        "A refined requirement asks for a number of relationships within the range of the inherited one. Narrow the "
        "`count_range`, or leave it out to inherit it.",
    ),
}
