"""The codes of values, properties, functions, constraints and inputs (``TS5xx``)."""

from topology.diagnostics.entry import Entry

VALUE_CODES = {
    "TS501": Entry(
        "A value of the wrong type",
        "The property's definition names a type, and the value is not of it. Numbers and `true` are no strings unless "
        "they are quoted; quoted ones are no numbers.",
    ),
    "TS502": Entry(
        "A scalar without a right unit",
        "Sizes, times, frequencies and bit rates are a number and a unit, such as `512 MB` or `10 s`. Neither may be "
        "missing, and the unit must be one of the kind.",
    ),
    "TS503": Entry(
        "A function gives another type",
        "What the function gives is known by its type only, and that type can never be the one that is wanted here.",
    ),
    "TS504": Entry(
        "Unknown property",
        "The type defines no property of this name. Perhaps it is misspelt, or it belongs to a capability or to the "
        "relationship rather than to the node.",
    ),
    "TS505": Entry("A property is missing", "The type requires this property, and it has no default. Give it a value."),
    "TS510": Entry("Unknown constraint", "The operators of constraints are listed in section 3.6.3."),
    "TS511": Entry(
        "A constraint that does not fit",
        "The constraint's operand is not of the constrained type, or the operator has no meaning for that type: a "
        "pattern needs text, a length needs text, a list or a map, and an order needs values that can be compared.",
    ),
    "TS512": Entry("Not a regular expression", "The pattern cannot be read as a regular expression."),
    "TS513": Entry(
        "A constraint is violated", "The value is of the right type, but its definition allows fewer values."
    ),
    "TS514": Entry("Unknown attribute", "The type defines neither an attribute nor a property of this name."),
    "TS515": Entry("An output without value", "An output shows a value, mostly `{ get_attribute: [ node, name ] }`."),
    "TS516": Entry("Unknown member or target", "Groups have node templates as members; policies also apply to groups."),
    "TS517": Entry("A member of the wrong type", "The group's or policy's type names the node types that it fits."),
    "TS518": Entry(
        "A pattern that is not checked",
        "Patterns of templates run in an engine whose time grows with the text only. It knows no look-around and no "
        "back references. A pattern that needs them is accepted, but values are not checked against it.",
    ),
    "TS520": Entry("Unknown input", "`get_input` names an input that the topology template does not define."),
    "TS521": Entry("A function is called wrongly", "The section named by the finding shows the function's arguments."),
    "TS522": Entry(
        "A function refers to nothing",
        "The first argument names a node or relationship template, or is a keyword. `SELF` and `HOST` have a meaning "
        "in node templates, `SELF`, `SOURCE` and `TARGET` in relationships, and none of them in outputs.",
    ),
    "TS523": Entry(
        "A function names an unknown property or attribute",
        "The entity has no such property or attribute, nor a capability or requirement of that name that has it.",
    ),
    "TS524": Entry(
        "A value has no such part", "The arguments behind the property's name lead into its value, step by step."
    ),
    "TS525": Entry("A value needs itself", "Properties refer to each other in a circle, so none of them has a value."),
    "TS526": Entry(
        "A property has no value", "The function asks for an optional property that nothing is assigned to."
    ),
    "TS527": Entry(
        "A value is too many steps away",
        "Functions lead from one property to the next. Such chains, and values inside of values, are followed up to a "
        "length that no real template needs.",
    ),
    "TS528": Entry(
        "A value gets too large",
        "Functions put values together, and one of them would give more than any real template needs.",
    ),
    "TS530": Entry("An input is missing", "The input is required and has no default, and no value was given for it."),
    "TS531": Entry("An input that the template does not have", "A value was given for an input that is not defined."),
    "TS532": Entry(
        "A secret input is not allowed",
        "The template has constraints on the secret, and the given one does not fulfil them. It is never shown.",
    ),
    "TS540": Entry(
        "A malformed call",
        "In TOSCA 2.0 a key that begins with a dollar sign calls a function, and has to be the only key of its map. "
        "Two dollar signs at the start stand for one, without a call.",
    ),
    "TS541": Entry(
        "A function that is not known here",
        "The language has no such function, and no file defines its signatures. The platform may have it all the same, "
        "so its value is known after apply only.",
    ),
    "TS542": Entry(
        "A scalar type that does not work",
        "A scalar type has units with positive multipliers, of which one is 1. If several are, `canonical_unit` says "
        "in which one results are given. What derives from it adds units and prefixes only.",
    ),
    "TS543": Entry(
        "A keyname that the kind of data type does not have",
        "Only complex data types have properties, only maps keys, only maps and lists entries, and only scalar types "
        "units.",
    ),
    "TS544": Entry(
        "A function is refined wrongly",
        "A service template may give another implementation to the signatures of a function that exists already, and "
        "add new signatures behind them. Arguments and results stay as they are.",
    ),
}
