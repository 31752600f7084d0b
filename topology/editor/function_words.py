"""What the functions of the language give, in a sentence each.

Sources: Simple Profile 1.3, chapter 4; TOSCA 2.0, section 10.2.
"""

SHARED = {
    "get_input": "The value of an input of the service.",
    "get_property": "The value of a property of a node, a relationship or one of their parts.",
    "get_attribute": "The value of an attribute, which is known when the service runs.",
    "get_artifact": "Where the file of an artifact lies for an operation.",
    "concat": "Texts, or in 2.0 lists, joined.",
    "join": "Texts, joined with a delimiter.",
    "token": "A part of a text that is divided by a character.",
}
ONLY_SIMPLE = {
    "get_operation_output": "What an operation gave.",
    "get_nodes_of_type": "The names of all nodes of a type.",
}
ONLY_2_0 = {
    "node_index": "The number of the node among those of its template.",
    "relationship_index": "The number of the relationship among those of its requirement.",
    "available_allocation": "How much of a capability's property is left for a new relationship.",
    "and": "Whether all arguments are true.",
    "or": "Whether one of the arguments is true.",
    "not": "Whether the argument is false.",
    "xor": "Whether exactly one of two arguments is true.",
    "equal": "Whether two values are the same.",
    "greater_than": "Whether the first value is greater than the second.",
    "greater_or_equal": "Whether the first value is at least the second.",
    "less_than": "Whether the first value is less than the second.",
    "less_or_equal": "Whether the first value is at most the second.",
    "valid_values": "Whether a value is one of a list.",
    "matches": "Whether a text matches a regular expression.",
    "in_range": "Whether a value lies between two others.",
    "has_suffix": "Whether a text or a list ends with another.",
    "has_prefix": "Whether a text or a list begins with another.",
    "contains": "Whether a text or a list contains another.",
    "has_entry": "Whether a list or a map has an entry.",
    "has_key": "Whether a map has a key.",
    "has_all_entries": "Whether a list or a map has all of some entries.",
    "has_all_keys": "Whether a map has all of some keys.",
    "has_any_entry": "Whether a list or a map has one of some entries.",
    "has_any_key": "Whether a map has one of some keys.",
    "length": "The length of a text, a list or a map.",
    "union": "What is in any of the lists.",
    "intersection": "What is in all of the lists.",
    "sum": "The sum of numbers.",
    "difference": "The difference of two numbers.",
    "product": "The product of numbers.",
    "quotient": "The quotient of two numbers.",
    "remainder": "What is left of a division.",
    "round": "A number, rounded.",
    "floor": "The next whole number below.",
    "ceil": "The next whole number above.",
}
