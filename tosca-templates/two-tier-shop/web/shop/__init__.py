"""A small shop: a list of products, and orders that take from the stock."""
