"""Reading what strangers send, in a child process with limits on processor time, memory and time."""

from topology.sandbox.limits import ReadingLimits
from topology.sandbox.parent import read_in_child

__all__ = ["ReadingLimits", "read_in_child"]
