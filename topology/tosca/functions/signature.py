"""Functions that a template defines itself: TOSCA 2.0, 10.4."""

from collections.abc import Sequence

from topology.record import Record
from topology.tosca.types.model import Schema


class Signature(Record):
    """One way of calling a function. A type that is not known is None and fits everything.

    ``variadic`` lets the last argument be repeated; without any arguments it lets everything be given.
    """

    arguments: tuple[Schema | None, ...] = ()
    optional: tuple[Schema | None, ...] = ()
    variadic: bool = False
    result: Schema | None = None

    def schemas(self, count: int) -> Sequence[Schema | None] | None:
        """What each of so many arguments must be, or None if there cannot be so many."""
        known = (*self.arguments, *self.optional)
        if count < len(self.arguments) or (count > len(known) and not self.variadic):
            return None
        last = known[-1] if known else None
        return [known[index] if index < len(known) else last for index in range(count)]

    def counts(self) -> str:
        """How many arguments it takes, in words."""
        least, most = len(self.arguments), len(self.arguments) + len(self.optional)
        if self.variadic:
            return f"at least {least}"
        return str(least) if least == most else f"{least} to {most}"
