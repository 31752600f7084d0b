"""How much one reading may use."""

from topology.record import ValueRecord


class ReadingLimits(ValueRecord):
    """Limits of one child: processor time and time in seconds, address space and answer in bytes."""

    cpu_seconds: int = 20
    wall_seconds: float = 40.0
    memory: int = 1024 * 2**20
    answer: int = 64 * 2**20


DEFAULT_LIMITS = ReadingLimits()
