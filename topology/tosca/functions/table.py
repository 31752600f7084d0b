"""The built-in functions of 2.0 that need nothing but their arguments."""

from collections.abc import Mapping

from topology.record import replace
from topology.tosca.functions.arithmetic import ARITHMETIC
from topology.tosca.functions.comparison import COMPARISON
from topology.tosca.functions.function import Function
from topology.tosca.functions.logic import LOGIC
from topology.tosca.functions.membership import MEMBERSHIP
from topology.tosca.functions.sets import SETS
from topology.tosca.functions.text import CONCAT, JOIN, LENGTH, TOKEN

_TEXT = (
    LENGTH,
    CONCAT,
    replace(JOIN, spec="2.0:10.2.3.3"),
    replace(TOKEN, spec="2.0:10.2.3.4"),
)

BUILT_IN: Mapping[str, Function] = {
    function.name: function for function in (*LOGIC, *COMPARISON, *MEMBERSHIP, *_TEXT, *SETS, *ARITHMETIC)
}
"""TOSCA 2.0, 10.2.2 to 10.2.5."""
