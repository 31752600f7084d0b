"""What the shop deals in: products and orders. Prices are whole cents."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs

LARGEST_QUANTITY = 99


class OrderRefused(Exception):
    """An order that cannot be taken; the message is for the customer."""


class StoreUnavailable(Exception):
    """The store of products and orders does not answer."""


@dataclass(frozen=True, slots=True)
class Product:
    """Something that can be bought, and how many pieces are left."""

    number: int
    name: str
    description: str
    price: int
    stock: int


@dataclass(frozen=True, slots=True)
class OrderForm:
    """What a customer asks for."""

    product: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Order:
    """What a customer has bought."""

    number: int
    product: str
    quantity: int
    total: int
    placed_at: datetime


def read_order(body: str) -> OrderForm:
    """The order in the body of a posted form. Raises OrderRefused."""
    fields = parse_qs(body)
    product = _whole_number(fields, "product")
    quantity = _whole_number(fields, "quantity")
    if not 1 <= quantity <= LARGEST_QUANTITY:
        raise OrderRefused(f"Order between 1 and {LARGEST_QUANTITY} pieces.")
    return OrderForm(product, quantity)


def _whole_number(fields: dict[str, list[str]], name: str) -> int:
    text = fields.get(name, [""])[0].strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise OrderRefused(f"The {name} must be a whole number.")
    return int(text)


def money(cents: int) -> str:
    """An amount as people write it."""
    return f"€ {cents // 100:,}.{cents % 100:02}"
