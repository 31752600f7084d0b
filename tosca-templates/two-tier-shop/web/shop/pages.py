"""The shop's pages as HTML. Everything that comes from outside is escaped."""

from collections.abc import Sequence
from html import escape

from shop.goods import LARGEST_QUANTITY, Order, Product, money

LAYOUT = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/style.css">
</head>
<body>
  <header><h1><a href="/">The Forge Shop</a></h1><p>Hand-forged tools, straight from the database.</p></header>
  <main>
{content}
  </main>
  <footer><p>Served by web container <code>{replica}</code>; products and orders are rows in PostgreSQL.</p></footer>
</body>
</html>
"""
PRODUCT = """    <li>
      <h3>{name}</h3>
      <p>{description}</p>
      <p class="price">{price} <span>{stock}</span></p>
      <form method="post" action="/orders">
        <input type="hidden" name="product" value="{number}">
        <label>Pieces <input type="number" name="quantity" value="1" min="1" max="{most}" required></label>
        <button{disabled}>Order<span class="hidden"> {name}</span></button>
      </form>
    </li>"""


def page(title: str, content: str, replica: str) -> str:
    """A whole page around some content that is HTML already."""
    return LAYOUT.format(title=escape(title), content=content, replica=escape(replica))


def shelf(products: Sequence[Product], orders: Sequence[Order], notice: str = "") -> str:
    """The products with their order forms, and the latest orders."""
    parts = [f'    <p class="notice" role="status">{escape(notice)}</p>'] if notice else []
    parts += ["    <h2>Products</h2>", '    <ul class="shelf">', *map(_product, products), "    </ul>"]
    parts += ["    <h2>Latest orders</h2>", _orders(orders)]
    return "\n".join(parts)


def message(heading: str, text: str) -> str:
    """A heading, a sentence and the way back."""
    return f'    <h2>{escape(heading)}</h2>\n    <p>{escape(text)}</p>\n    <p><a href="/">Back to the shop</a></p>'


def _product(product: Product) -> str:
    return PRODUCT.format(
        number=product.number,
        name=escape(product.name),
        description=escape(product.description),
        price=money(product.price),
        stock=f"{product.stock} in stock" if product.stock else "sold out",
        most=max(1, min(product.stock, LARGEST_QUANTITY)),
        disabled="" if product.stock else " disabled",
    )


def _orders(orders: Sequence[Order]) -> str:
    if not orders:
        return "    <p>None yet. Be the first.</p>"
    rows = "\n".join(_order(order) for order in orders)
    head = "<tr><th>Order</th><th>Product</th><th>Pieces</th><th>Total</th><th>Placed</th></tr>"
    return f"    <table>\n      <thead>{head}</thead>\n      <tbody>\n{rows}\n      </tbody>\n    </table>"


def _order(order: Order) -> str:
    cells = (order.number, order.product, order.quantity, money(order.total), f"{order.placed_at:%Y-%m-%d %H:%M:%S}")
    return "        <tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"
