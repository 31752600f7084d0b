"""Times and sizes as Marathon counts them: whole seconds and MiB, rounded up."""

MICROSECONDS = 1_000_000
MIB = 2**20


def seconds(microseconds: int, *, least: int = 0) -> int:
    """Whole seconds that hold a time."""
    return max(least, -(-microseconds // MICROSECONDS))


def mebibytes(size: int) -> int:
    """Whole MiB that hold a size."""
    return max(1, -(-size // MIB))
