"""The codes of making a template from native files (``TS87x``)."""

from topology.diagnostics.entry import Entry

IMPORTING_CODES = {
    "TS870": Entry(
        "Not a file that can be imported",
        "A Compose file is one map with services; a Kubernetes manifest is one or more objects, each with apiVersion, "
        "kind and metadata. Say with --from what the file is where that cannot be told.",
    ),
    "TS871": Entry(
        "Something is left out of the template",
        "The profile has no counterpart for this setting. The template is written without it; look whether the "
        "topology does without it too.",
    ),
    "TS872": Entry(
        "Something cannot be said in a template",
        "The profile has no counterpart for this, and without it the topology would be another one. So no template is "
        "written until it is changed.",
    ),
    "TS873": Entry(
        "Something that is named is not there",
        "A service, an object, a volume or a file that is named does not exist in the files that were read.",
    ),
    "TS874": Entry(
        "The source has a mistake",
        "The file says something that its own format does not allow, so its own platform would refuse it as well.",
    ),
    "TS875": Entry(
        "A file is not read",
        "Only files in the folder of the first file, and below, become a part of the template, up to a size that a "
        "template can hold. A path that leads elsewhere is refused, since a file from a stranger may name any path.",
    ),
    "TS876": Entry(
        "A circle in the source",
        "Services extend each other, or wait for each other, in a circle. Such a file cannot be carried out.",
    ),
    "TS877": Entry(
        "A variable gives way to its value",
        "Variables become inputs of the template. Where no input can stand, such as in the name of an image, the "
        "variable's value or default is written instead.",
    ),
    "TS878": Entry(
        "A secret becomes an input",
        "The text of a secret is not written into the template. It becomes an input without a default, whose value is "
        "given at each deployment.",
    ),
    "TS879": Entry(
        "The template says it in another way",
        "The topology works, but not in every detail as the source says it.",
    ),
}
