"""Products and orders in PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2

from shop.goods import Order, OrderForm, OrderRefused, Product, StoreUnavailable

SCHEMA = """
CREATE TABLE IF NOT EXISTS products (
    number integer PRIMARY KEY,
    name text NOT NULL,
    description text NOT NULL,
    price integer NOT NULL CHECK (price > 0),
    stock integer NOT NULL CHECK (stock >= 0)
);
CREATE TABLE IF NOT EXISTS orders (
    number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product integer NOT NULL REFERENCES products,
    quantity integer NOT NULL CHECK (quantity > 0),
    total integer NOT NULL,
    placed_at timestamptz NOT NULL DEFAULT now()
);
"""
FIRST_PRODUCTS = (
    (1, "Cross-peen hammer", "800 g, forged head, ash handle.", 3450, 24),
    (2, "Flat-jaw tongs", "For bars up to 10 mm.", 2890, 15),
    (3, "Coat hook", "Twisted, blackened with beeswax.", 1200, 60),
    (4, "Fire poker", "60 cm, with a ram's head.", 4200, 8),
    (5, "Bench anvil", "25 kg, hardened face.", 21900, 3),
)
LOCK = 7_466_737  # any number of our own: only one process makes the tables


class Store:
    """The shop's data. Every method raises StoreUnavailable when the database does not answer."""

    def __init__(self, url: str, password: str) -> None:
        self._url = url
        self._password = password

    def prepare(self) -> None:
        """Make the tables and the first products unless they are there."""
        with self._transaction() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            cursor.execute(SCHEMA)
            for product in FIRST_PRODUCTS:
                cursor.execute("INSERT INTO products VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING", product)

    def ping(self) -> None:
        """Do nothing but reach the database."""
        with self._transaction() as cursor:
            cursor.execute("SELECT 1")

    def products(self) -> list[Product]:
        """All products in the order of the shelf."""
        with self._transaction() as cursor:
            cursor.execute("SELECT number, name, description, price, stock FROM products ORDER BY number")
            return [Product(*row) for row in cursor.fetchall()]

    def latest_orders(self, count: int) -> list[Order]:
        """The newest orders, newest first."""
        with self._transaction() as cursor:
            cursor.execute(
                "SELECT orders.number, name, quantity, total, placed_at FROM orders"
                " JOIN products ON products.number = orders.product ORDER BY orders.number DESC LIMIT %s",
                (count,),
            )
            return [Order(*row) for row in cursor.fetchall()]

    def place(self, form: OrderForm) -> int:
        """Take an order from the stock; its number. Raises OrderRefused when there is too little left."""
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE products SET stock = stock - %(quantity)s"
                " WHERE number = %(product)s AND stock >= %(quantity)s RETURNING price",
                {"product": form.product, "quantity": form.quantity},
            )
            row = cursor.fetchone()
            if row is None:
                raise OrderRefused("There are not so many left.")
            cursor.execute(
                "INSERT INTO orders (product, quantity, total) VALUES (%s, %s, %s) RETURNING number",
                (form.product, form.quantity, row[0] * form.quantity),
            )
            return int(cursor.fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        """A cursor whose work is committed at the end, or rolled back when anything is raised."""
        try:
            connection = psycopg2.connect(self._url, password=self._password, connect_timeout=3)
        except psycopg2.OperationalError as problem:
            raise StoreUnavailable(str(problem).strip()) from problem
        try:
            with connection, connection.cursor() as cursor:
                yield cursor
        except psycopg2.OperationalError as problem:
            raise StoreUnavailable(str(problem).strip()) from problem
        finally:
            connection.close()
