"""The shop's answers, over a store in memory."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from shop.application import LONGEST_FORM, Application
from shop.goods import Order, OrderForm, OrderRefused, Product, StoreUnavailable

from tests.examples.wsgi import Answer, ask

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
TONGS = Product(1, "Tongs <long>", "For bars & rods.", 2890, 5)


@dataclass
class Shelf:
    """A store in memory with one product."""

    product: Product = TONGS
    orders: list[Order] = field(default_factory=list)

    def ping(self) -> None:
        pass

    def products(self) -> list[Product]:
        return [self.product]

    def latest_orders(self, count: int) -> list[Order]:
        return self.orders[-count:][::-1]

    def place(self, form: OrderForm) -> int:
        if form.quantity > self.product.stock:
            raise OrderRefused("There are not so many left.")
        number = len(self.orders) + 1
        self.orders.append(Order(number, self.product.name, form.quantity, 2890 * form.quantity, NOON))
        return number


class Unplugged(Shelf):
    """A store that does not answer."""

    def ping(self) -> None:
        raise StoreUnavailable("connection refused")

    def latest_orders(self, count: int) -> list[Order]:
        raise StoreUnavailable("connection refused")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def order(store: Shelf, **fields: object) -> Answer:
    body = urlencode(fields).encode()
    return ask(Application(store, "web-1"), "POST", "/orders", body, CONTENT_TYPE="application/x-www-form-urlencoded")


def test_the_page_lists_products_and_says_who_served_it(shelf: Shelf) -> None:
    page = ask(Application(shelf, "web-1"), "GET", "/")
    assert page.status == 200
    assert "€ 28.90" in page.text
    assert "5 in stock" in page.text
    assert "<code>web-1</code>" in page.text


def test_text_from_the_database_is_escaped(shelf: Shelf) -> None:
    order(shelf, product=1, quantity=1)
    page = ask(Application(shelf, "<b>"), "GET", "/").text
    assert page.count("Tongs &lt;long&gt;") == 3
    assert "bars &amp; rods" in page
    assert "<long>" not in page
    assert "<code><b>" not in page


def test_an_order_is_placed_and_leads_to_a_page_that_can_be_reloaded(shelf: Shelf) -> None:
    answer = order(shelf, product=1, quantity=2)
    assert (answer.status, answer.headers["Location"]) == (303, "/?ordered=1")
    page = ask(Application(shelf, "web-1"), "GET", answer.headers["Location"]).text
    assert "Your order has the number 1." in page
    assert "€ 57.80" in page


def test_a_notice_cannot_smuggle_markup_in(shelf: Shelf) -> None:
    page = ask(Application(shelf, "web-1"), "GET", "/?ordered=%3Cscript%3E")
    assert "<script>" not in page.text
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("fields", [{"product": 1, "quantity": 6}, {"product": 1, "quantity": "x"}, {}])
def test_a_refused_order_shows_the_shelf_and_the_reason(shelf: Shelf, fields: dict[str, object]) -> None:
    answer = order(shelf, **fields)
    assert answer.status == 422
    assert 'class="notice"' in answer.text
    assert shelf.orders == []


def test_a_form_longer_than_ours_is_not_read(shelf: Shelf) -> None:
    assert order(shelf, product=1, quantity=1, more="x" * LONGEST_FORM).status == 422
    assert shelf.orders == []


def test_what_is_sold_out_cannot_be_ordered() -> None:
    page = ask(Application(Shelf(Product(1, "Anvil", "Heavy.", 21900, 0)), "web-1"), "GET", "/").text
    assert "sold out" in page
    assert "<button disabled>" in page


def test_a_database_that_does_not_answer_closes_the_shop_politely() -> None:
    page = ask(Application(Unplugged(), "web-1"), "GET", "/")
    assert page.status == 503
    assert "connection refused" not in page.text
    assert "connection refused" in page.errors


@pytest.mark.parametrize(("store", "status"), [(Shelf(), 200), (Unplugged(), 503)])
def test_health_is_the_health_of_the_database(store: Shelf, status: int) -> None:
    assert ask(Application(store, "web-1"), "GET", "/health").status == status


@pytest.mark.parametrize(("method", "path"), [("GET", "/nothing"), ("GET", "/orders"), ("POST", "/")])
def test_other_routes_are_not_found(shelf: Shelf, method: str, path: str) -> None:
    assert ask(Application(shelf, "web-1"), method, path, CONTENT_TYPE="text/plain").status == 404


def test_the_style_sheet_is_served(shelf: Shelf) -> None:
    style = ask(Application(shelf, "web-1"), "GET", "/style.css")
    assert style.headers["Content-Type"].startswith("text/css")
