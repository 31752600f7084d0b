"""The codes of bytes and YAML (``TS1xx``)."""

from topology.diagnostics.entry import Entry

DOCUMENT_CODES = {
    "TS100": Entry(
        "Not valid YAML",
        "The file breaks a rule of YAML, so nothing behind that place can be read. Often a quote or a bracket is not "
        "closed, a line is indented by one blank too many or too few, or a tab stands where blanks belong. The place "
        "is where reading stopped; the mistake may be a little above it.",
    ),
    "TS101": Entry(
        "The file is too large",
        "A template is read up to a limit of bytes. Take large data out of it: put it into files that artifacts name, "
        "or split the template and import the parts.",
    ),
    "TS102": Entry("Not UTF-8", "Templates are text in UTF-8. Save the file in this encoding; most editors offer it."),
    "TS103": Entry(
        "Nested too deeply",
        "Maps and lists may stand inside each other up to a depth that no real template reaches. Deeper ones are "
        "refused, since reading them could exhaust the program.",
    ),
    "TS104": Entry(
        "The file is empty",
        "A service template is a map that begins with `tosca_definitions_version: tosca_simple_yaml_1_3`.",
    ),
    "TS105": Entry(
        "A key is defined twice",
        "YAML allows each key once in a map. Many programs keep the last one silently, and a node or a property is "
        "lost. Remove one of the two, or give it another name.",
    ),
    "TS106": Entry(
        "Aliases make the document too large",
        "An alias stands for a whole part of the document. Aliases inside of aliases multiply, so the size of the "
        "document when it is written out is limited.",
    ),
    "TS107": Entry("A key is not a word", "YAML allows lists and maps as keys; TOSCA has names there. Write a word."),
    "TS108": Entry(
        "The merge key has nothing to merge",
        "`<<` puts the entries of another map into this one. It takes an alias of a map, or a list of such aliases.",
    ),
    "TS109": Entry(
        "An alias without an anchor",
        "`*name` repeats what `&name` marked before it. The anchor must stand above the alias, and the alias must not "
        "stand inside of what the anchor marks.",
    ),
    "TS110": Entry(
        "More than one document", "A file holds one document. Remove the `---` between the two, or split it."
    ),
    "TS111": Entry(
        "The character NUL",
        "YAML can write the character NUL in double quotes, but neither databases nor programs can take it in a text. "
        "Leave it out.",
    ),
}
