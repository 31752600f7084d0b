"""The shop as a WSGI application."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs

from shop import pages
from shop.goods import Order, OrderForm, OrderRefused, Product, StoreUnavailable, read_order

STYLE = Path(__file__).with_name("style.css").read_bytes()
LONGEST_FORM = 1024
LATEST_ORDERS = 8
SAFETY = (
    ("Content-Security-Policy", "default-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
)


class Store(Protocol):
    """Where products and orders are kept. Every method may raise StoreUnavailable."""

    def ping(self) -> None: ...
    def products(self) -> list[Product]: ...
    def latest_orders(self, count: int) -> list[Order]: ...
    def place(self, form: OrderForm) -> int: ...


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to a request."""

    status: HTTPStatus
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


class Application:
    """Answers requests from the store; ``replica`` is the name under which it signs its pages."""

    def __init__(self, store: Store, replica: str) -> None:
        self._store = store
        self._replica = replica
        self._routes: dict[tuple[str, str], Callable[[dict[str, Any]], Response]] = {
            ("GET", "/"): self._shelf,
            ("GET", "/health"): self._health,
            ("GET", "/style.css"): self._style,
            ("POST", "/orders"): self._order,
        }

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        response = self._answer(environ)
        headers = [("Content-Type", response.kind), ("Content-Length", str(len(response.body)))]
        start_response(f"{response.status.value} {response.status.phrase}", [*headers, *SAFETY, *response.headers])
        return [response.body]

    def _answer(self, environ: dict[str, Any]) -> Response:
        route = self._routes.get((environ["REQUEST_METHOD"], environ.get("PATH_INFO") or "/"))
        if route is None:
            return self._page(HTTPStatus.NOT_FOUND, pages.message("No such page", "The shop has one page only."))
        try:
            return route(environ)
        except StoreUnavailable as problem:
            environ["wsgi.errors"].write(f"the database does not answer: {problem}\n")
            text = "The shop cannot reach its database. Please try again in a moment."
            return self._page(HTTPStatus.SERVICE_UNAVAILABLE, pages.message("Closed for a moment", text))

    def _shelf(self, environ: dict[str, Any]) -> Response:
        ordered = parse_qs(environ.get("QUERY_STRING", "")).get("ordered", [""])[0]
        return self._products(HTTPStatus.OK, f"Thank you. Your order has the number {ordered}." if ordered else "")

    def _order(self, environ: dict[str, Any]) -> Response:
        try:
            number = self._store.place(read_order(_body(environ)))
        except OrderRefused as refusal:
            return self._products(HTTPStatus.UNPROCESSABLE_ENTITY, str(refusal))
        return Response(HTTPStatus.SEE_OTHER, headers=(("Location", f"/?ordered={number}"),))

    def _health(self, environ: dict[str, Any]) -> Response:
        self._store.ping()
        return Response(HTTPStatus.OK, b"ok\n", "text/plain")

    def _style(self, environ: dict[str, Any]) -> Response:
        return Response(HTTPStatus.OK, STYLE, "text/css; charset=utf-8")

    def _products(self, status: HTTPStatus, notice: str) -> Response:
        orders = self._store.latest_orders(LATEST_ORDERS)
        return self._page(status, pages.shelf(self._store.products(), orders, notice))

    def _page(self, status: HTTPStatus, content: str) -> Response:
        return Response(status, pages.page("The Forge Shop", content, self._replica).encode())


def _body(environ: dict[str, Any]) -> str:
    """The posted form as text. Raises OrderRefused when it is longer than any of ours."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LONGEST_FORM:
        raise OrderRefused("The form is too long.")
    content: bytes = environ["wsgi.input"].read(int(length))
    return content.decode("utf-8", errors="replace")
