"""What a type is once it is resolved: a name, and what it derives from."""

from topology.record import ValueRecord


class TypeRef(ValueRecord):
    """A type's name and its lineage: itself first, then every type it derives from, nearest first."""

    name: str
    lineage: tuple[str, ...]

    def is_a(self, name: str) -> bool:
        """Whether this is the named type or derives from it."""
        return name in self.lineage
