"""What is known of tosca-parser 2.15: where it says something else than the specification, and why.

A table by the codes of our findings that it does not make, and one by patterns of its messages that we do not share.
"""

import re
from typing import NamedTuple

from topology.compat.opinion import Outcome


class Said(NamedTuple):
    """A message of tosca-parser that the specification does not support: its pattern, why it says so, the section."""

    pattern: re.Pattern[str]
    why: str
    section: str


UNSAID: dict[str, str] = {
    "TS105": "Of two equal keys it keeps the last one, and the first is lost without a word.",
    "TS110": "It reads what PyYAML's loader gives.",
    "TS203": "It follows paths that leave the template's folder.",
    "TS301": "It knows the keynames of templates and of some definitions, and takes any elsewhere.",
    "TS302": "It asks for few of the mandatory keynames.",
    "TS303": "It takes any kind of YAML value for whole sections, and for keynames that it does not use.",
    "TS306": "It does not look for implementations in interface types.",
    "TS401": "It looks types up only when a node template uses them.",
    "TS402": "It follows `derived_from` without end, or never looks at a type that no template uses.",
    "TS406": "It compares no definition with the one that is inherited.",
    "TS407": "It compares no definition with the one that is inherited.",
    "TS501": "It checks values of node templates only, and some kinds of them; defaults and nested values pass.",
    "TS502": "It checks units only where a node template's property has a scalar unit type.",
    "TS505": "It asks for the required properties of node templates only.",
    "TS511": "It reads constraints when it checks a value, and not in definitions that no template uses.",
    "TS521": "It checks functions in properties, outputs and operations' inputs only.",
    "TS522": "It checks functions in properties, outputs and operations' inputs only.",
    "TS523": "It checks functions in properties, outputs and operations' inputs only.",
    "TS603": "It does not compare a target with the type that the requirement asks for.",
    "TS605": "It does not look the capability of a requirement's target up.",
    "TS611": "It does not ask whether the requirements that must occur are written.",
    "TS620": "It does not look for circles of hosts.",
    "TS621": "It does not look for circles of requirements.",
    "TS632": "It does not read workflows.",
}
"""Why it accepts what we refuse, by the code of our finding."""

SAID = tuple(
    Said(re.compile(pattern), why, section)
    for pattern, why, section in [
        (
            r'Type "tosca\.\S+" is not a valid type|Node type "tosca\.\S+" is not',
            "It lacks some of the normative types, such as those of chapter 9 and eleven of chapter 5.",
            "5",
        ),
        (
            r"^KeyError: 'Node template \".+\" was not found",
            "A requirement may name a node type, of which a node template is then to be found.",
            "3.8.2.2.2",
        ),
    ]
)
"""Why it refuses what we accept, by what it says."""

ENDED: dict[Outcome, str] = {
    Outcome.VERSION_NOT_SUPPORTED: "It reads the versions 1.0, 1.2 and 1.3 and its own for NFV, not 1.1 and not 2.0.",
    Outcome.CRASHED: "A crash is no verdict: it did not expect this shape of template.",
    Outcome.TIMED_OUT: "It does not finish on types that derive from themselves, and on aliases that multiply.",
    Outcome.STOPPED: "It is given the template's files only, as the ones that an import may name, and no connection.",
}
"""Why there is no verdict of it."""
