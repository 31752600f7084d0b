"""The small languages inside of manifests: amounts, and what Helm writes around them."""

from fractions import Fraction

import pytest

from topology.importing.kubernetes.helm import manifests_of
from topology.importing.kubernetes.quantities import processors, quantity, seconds, size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("500m", Fraction(1, 2)), ("2", Fraction(2)), ("0.5", Fraction(1, 2)), (".5", Fraction(1, 2)),
        ("1k", Fraction(1000)), ("1Ki", Fraction(1024)), ("1e3", Fraction(1000)), ("1E2", Fraction(100)),
        ("1E", Fraction(10**18)), ("1500Mi", Fraction(1500 * 2**20)), ("100n", Fraction(1, 10**7)),
    ],
)  # fmt: skip
def test_amounts_are_read(text: str, expected: Fraction) -> None:
    assert quantity(text) == expected


@pytest.mark.parametrize("text", ["", "m", "-1", "1 Mi", "1mi", "1KI", "lots", "1e", "1e3Mi"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        quantity(text)


def test_amounts_are_written_as_tosca_does() -> None:
    assert (size("128Mi"), size("1G"), size("1500m"), processors("250m"), seconds(90)) == (
        "128 MiB", "1 GB", "2 B", 0.25, "90 s",
    )  # fmt: skip


def test_manifests_keep_their_lines_when_what_is_around_them_is_taken_out() -> None:
    content = b"NAME: x\nSTATUS: y\nMANIFEST:\n---\nkind: A\n\nNOTES:\nkind: not\n"
    assert manifests_of(content) == b"\n\n\n---\nkind: A\n\n"


def test_what_is_no_output_of_helm_stays() -> None:
    content = b"kind: A\ndata: |\n  NOTES:\n"
    assert manifests_of(content) == content
