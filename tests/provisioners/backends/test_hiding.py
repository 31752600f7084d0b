"""No secret is left in what a platform says."""

from provisioners.backends.hiding import hidden


def test_secrets_are_blotted_out_also_line_by_line() -> None:
    output = "bad value top-secret\nand: first line\nthen: second line"
    assert hidden(output, ["top-secret", "first line\nsecond line", ""]) == "bad value ***\nand: ***\nthen: ***"


def test_a_secret_that_holds_another_leaves_no_rest() -> None:
    assert hidden("abcdef", ["abc", "abcdef"]) == "***"
