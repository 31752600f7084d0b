"""tosca-parser as a second opinion: what it says of a template, beside what Toposmith says, and why they differ.

tosca-parser keeps its state in classes, follows addresses and hangs on some templates. So it is imported only in a
process of its own, with limits, without the network, and with the template's files as the only ones it may open.
"""

from topology.compat.compare import Comparison, compare
from topology.compat.opinion import Opinion, Outcome
from topology.compat.parent import OpinionLimits, second_opinion

__all__ = ["Comparison", "Opinion", "OpinionLimits", "Outcome", "compare", "second_opinion"]
