"""Services that store templates first."""

from tests.reading import remembering_reader

__all__ = ["remembering_reader"]
