"""What is known of tosca-parser 2.15: where it says something else than the specification, and why.

A table by the codes of our findings that it does not make, and one by patterns of its messages that we do not share.
Sections of the second are those of Simple Profile 1.3; the ones of our findings come with the findings.
"""

import re
from typing import NamedTuple

from topology.compat.opinion import Outcome

SPECIFICATION = "Simple Profile 1.3"


class Said(NamedTuple):
    """A message of tosca-parser that the specification does not support: its pattern, why it says so, the section."""

    pattern: re.Pattern[str]
    why: str
    section: str


_FUNCTIONS = "It checks functions in properties, outputs and operations' inputs only, and few of their arguments."
_UNUSED = "It reads constraints when it checks a value of a node template, and not in definitions."
_INHERITED = "It compares no definition with the one that is inherited."
_TARGETS = "It does not compare a target with the type that the requirement asks for."
_TEMPLATES = "It checks names and values of node templates, and mostly not those of groups, policies and relationships."

UNSAID: dict[str, str] = {
    "TS105": "Of two equal keys it keeps the last one, and the first is lost without a word.",
    "TS106": "It has no limit for what aliases multiply.",
    "TS111": "It takes any character.",
    "TS203": "It follows paths that leave the template's folder.",
    "TS206": "It does not reserve the prefix `tosca`.",
    "TS301": "It knows the keynames of templates and of some definitions, and takes any elsewhere.",
    "TS302": "It asks for few of the mandatory keynames.",
    "TS303": "It takes any kind of YAML value for whole sections, and for keynames that it does not use.",
    "TS304": "It does not look at `status`.",
    "TS306": "It does not look for implementations in interface types.",
    "TS309": "It does not read `copy`.",
    "TS401": "It looks types up only when a node template uses them.",
    "TS402": "It never looks at a type that no template uses, so it misses the circle instead of hanging on it.",
    "TS405": "Of two types with one name it keeps the last one.",
    "TS406": _INHERITED,
    "TS407": _INHERITED,
    "TS501": "It checks values of node templates only, and some kinds of them; defaults and nested values pass.",
    "TS502": "It checks units only where a node template's property has a scalar unit type.",
    "TS504": _TEMPLATES,
    "TS505": "It asks for the required properties of node templates only.",
    "TS510": _UNUSED,
    "TS511": _UNUSED,
    "TS512": _UNUSED,
    "TS513": _TEMPLATES,
    "TS514": _TEMPLATES,
    "TS515": "It takes an output without a value.",
    "TS520": _FUNCTIONS,
    "TS521": _FUNCTIONS,
    "TS522": _FUNCTIONS,
    "TS523": _FUNCTIONS,
    "TS524": _FUNCTIONS,
    "TS525": _FUNCTIONS,
    "TS601": "It does not compare requirements with those of the node's type everywhere.",
    "TS602": "It does not look up targets that only a filter or a capability describes.",
    "TS603": _TARGETS,
    "TS604": "It does not look for a node that fulfils a requirement.",
    "TS605": "It does not look up the capability of a requirement's target.",
    "TS607": _TARGETS,
    "TS608": _TARGETS,
    "TS609": "It knows the operations of the lifecycle interfaces only.",
    "TS611": "It does not ask whether the requirements that must occur are written.",
    "TS620": "It does not look for circles of hosts.",
    "TS621": "It does not look for circles of requirements.",
    "TS632": "It does not read workflows.",
}
"""Why it accepts what we refuse, by the code of our finding."""

_LACKING = (
    r"interfaces\.Root|datatypes\.(json|xml|TimeInterval)|capabilities\.(Compute|Network|Storage)|"
    r"nodes\.(Abstract\.(Compute|Storage)|Storage\.(ObjectStorage|BlockStorage)|DBMS\.MySQL|Database\.MySQL)|"
    r"nodes\.(WebServer\.(Apache|Nodejs)|WebApplication\.WordPress)"
)

SAID = tuple(
    Said(re.compile(pattern), why, section)
    for pattern, why, section in [
        (rf'Type "tosca\.({_LACKING})" is not a valid', "It lacks this normative type.", "5"),
        (r"is valid TOSCA type but not supported", "It knows of this normative type and cannot read it.", "5"),
        (r"Lookup by TOSCA types is not supported", "A requirement may name a node type as its target.", "3.8.2.2"),
        (r'Node template "tosca\.', "A requirement may name a node type as its target.", "3.8.2.2"),
        (r'^ImportError: Import "toposmith:', "It does not have Toposmith's own profile.", "3.6.8"),
        (r'contains unknown field "workflows"', "It does not know workflows.", "3.9.1"),
        (r'contains unknown field "namespace"', "It does not know the keyname `namespace` of a file.", "3.10.1"),
        (r'Relationshiptype ".*" contains unknown field', "It knows few keynames of a relationship type.", "3.7.10.1"),
        (r'Nodetype".*" contains unknown field', "It knows few keynames of a node type and its interfaces.", "3.7.9.1"),
        (r'Output ".*" contains unknown field', "An output is a parameter, with a type and more.", "3.6.14.1"),
        (r'Output ".*" is missing required field "value"', "Only outputs that are set need a value.", "3.6.14.1"),
        (r"repsositories .* Invalid Url", "It takes only addresses with a host for a repository.", "3.6.6.1"),
        (r'Template ".*" is missing required field "type"', "A copy has the type of what it copies.", "3.8.3.1"),
        (r"Expected single char value", "`token` splits at any character of its second argument.", "4.3.3"),
        (r"Duplicate import name", "It counts each import in long notation by its first keyname.", "3.6.8.2"),
        (r"is not a float", "It takes no whole number for a float.", "3.3.1"),
        (
            r"^ConstructorError: ",
            "PyYAML's loader builds no value for this; the document is YAML all the same.",
            "3.3.1",
        ),
        (r"^TypeError: Interface type definition", "It looks interface types up in its own list only.", "3.7.5"),
    ]
)
"""Why it refuses what we accept, by what it says."""

ENDED: dict[Outcome, str] = {
    Outcome.VERSION_NOT_SUPPORTED: "It reads the versions 1.0, 1.2 and 1.3 and its own for NFV, not 1.1 and not 2.0.",
    Outcome.CRASHED: "A crash is no verdict: it did not expect this shape of template.",
    Outcome.TIMED_OUT: "It does not finish on types that derive from themselves, and on aliases that multiply.",
    Outcome.STOPPED: "It is given the template's own files only, and no connection.",
}
"""Why there is no verdict of it."""
