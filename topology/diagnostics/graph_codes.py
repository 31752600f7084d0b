"""The codes of requirements and of the graph (``TS6xx``)."""

from topology.diagnostics.entry import Entry

GRAPH_CODES = {
    "TS601": Entry("Unknown requirement", "The node's type defines no requirement of this name."),
    "TS602": Entry(
        "The target does not exist",
        "A requirement names a node template, or a node type of which a node template is to be found. Neither exists.",
    ),
    "TS603": Entry(
        "The target is of the wrong type",
        "The requirement's definition names a node type or a capability type, and the target is not, or does not "
        "offer, one of it. The help names node templates that fit.",
    ),
    "TS604": Entry(
        "Nothing here fulfils the requirement",
        "The requirement describes its target by type, capability or filter, and no node template fits that. A node "
        "that exists elsewhere may be chosen at deployment; with the directive `internal` alone, it is an error.",
    ),
    "TS605": Entry("Unknown capability of the target", "The target has no capability of this name."),
    "TS606": Entry(
        "The capability was made for other sources",
        "The capability lists the node types that may use it (`valid_source_types`, since 2.0 "
        "`valid_source_node_types`), and this node's type is not among them. Until 1.3 it is a warning: many templates "
        "in the field do so, and it works where the platform does not mind.",
    ),
    "TS607": Entry("The relationship does not fit the requirement", "Use the type that the requirement asks for."),
    "TS608": Entry(
        "The relationship does not fit the capability", "A relationship type names the capabilities it leads to."
    ),
    "TS609": Entry(
        "Unknown interface or operation", "The type has no such interface, or the interface no such operation."
    ),
    "TS610": Entry("Unknown capability", "The node's type defines no capability of this name."),
    "TS611": Entry(
        "A requirement is not fulfilled",
        "The node's type needs this requirement, and the template does not say what fulfils it. Nothing is chosen "
        "silently: name the node template.",
    ),
    "TS612": Entry("A requirement is written too often", "The requirement's `occurrences` allow fewer."),
    "TS613": Entry("A count that cannot be", "A count is a whole number, and all nodes of a template can be listed."),
    "TS614": Entry(
        "The capability has no room",
        "Its `occurrences` allow no more relationships, what the allocations take together is more than its property "
        "says, or there are fewer nodes than relationships to different ones.",
    ),
    "TS615": Entry("An allocation of nothing", "An allocation names an amount that the target capability has."),
    "TS616": Entry("The target does not pass the filter", "A node filter is for nodes that are named, too."),
    "TS617": Entry("An index beyond the count", "A node template stands for as many nodes as its `count` says."),
    "TS618": Entry(
        "Occurrences beyond the definition's", "An assignment may narrow the range of its definition, not widen it."
    ),
    "TS620": Entry(
        "Hosted in a circle", "A node cannot run on something that runs on the node. The finding shows the way."
    ),
    "TS621": Entry(
        "Dependent in a circle",
        "Each node needs the next one to be there first, and the last needs the first. There is no order in which they "
        "could be made.",
    ),
    "TS622": Entry(
        "Connected in a circle",
        "Services that call each other are connected in a circle. A connection does not need the other side first, so "
        "the connections of the circle do not count for the order of work.",
    ),
    "TS630": Entry(
        "A substitution mapping leads nowhere", "One side of the mapping names something that does not exist."
    ),
    "TS631": Entry("A property is not mapped", "A required property of the substituted type should reach an input."),
    "TS632": Entry(
        "A workflow refers to nothing",
        "It names a node template, a group, a requirement, a step, an operation or a workflow that does not exist.",
    ),
    "TS638": Entry(
        "Nothing stands for the node",
        "The node is to be substituted, and no service template among the imported files can stand for it: it needs "
        "substitution mappings for the node's type, and a filter that the node passes.",
    ),
    "TS635": Entry("An input without a value", "A template that stands for a node gets its inputs from the node."),
    "TS636": Entry("A substitution in a circle", "A template cannot stand for a part of itself."),
    "TS637": Entry(
        "A relationship is lost",
        "The node's capability or requirement is mapped to nothing in the template that stands for it, so nobody can "
        "say where the relationship leads.",
    ),
    "TS633": Entry("A workflow inlines itself", "It would never end."),
    "TS639": Entry(
        "A substitution mapping that cannot be",
        "Both sides exist, and yet they do not go together: their types differ, the requirement inside has a target "
        "already, or more requirements inside need a target than the node outside is sure to have.",
    ),
    "TS640": Entry(
        "An operation is called without an input",
        "The operation needs a value for this input, and neither its type, the template nor the call gives one. An "
        "optional input of the workflow does not count, since it may have no value.",
    ),
}
