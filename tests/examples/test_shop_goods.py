"""The shop's forms and amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop.goods import LARGEST_QUANTITY, OrderForm, OrderRefused, money, read_order


def test_a_form_becomes_an_order() -> None:
    assert read_order("product=3&quantity=2") == OrderForm(3, 2)


@pytest.mark.parametrize("quantity", ["0", "-1", "100", "", "two", "1.5", "²", "9" * 5000])
def test_a_quantity_out_of_range_or_no_number_is_refused(quantity: str) -> None:
    with pytest.raises(OrderRefused):
        read_order(f"product=1&quantity={quantity}")


def test_a_form_without_a_product_is_refused_by_name() -> None:
    with pytest.raises(OrderRefused, match="product"):
        read_order("quantity=1")


@given(st.text())
def test_any_form_is_read_or_refused(body: str) -> None:
    try:
        form = read_order(body)
    except OrderRefused:
        return
    assert form.product >= 0
    assert 1 <= form.quantity <= LARGEST_QUANTITY


@pytest.mark.parametrize(("cents", "text"), [(5, "€ 0.05"), (3450, "€ 34.50"), (123_456_700, "€ 1,234,567.00")])
def test_amounts_are_written_with_two_digits_of_cents(cents: int, text: str) -> None:
    assert money(cents) == text
