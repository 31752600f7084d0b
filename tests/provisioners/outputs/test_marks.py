"""Marks in documents."""

from provisioners.outputs.marks import Marks


def test_they_become_actions_and_all_else_is_escaped() -> None:
    marks = Marks({"a": "x"})
    one, other = marks.of("{A}"), marks.of("{B}")
    assert marks.filled(f"{{x}} {other} {one} {one}", lambda text: text.replace("{", "{{")) == "{{x} {B} {A} {A}"


def test_a_tenth_is_no_first() -> None:
    marks = Marks("x")
    made = [marks.of(f"<{number}>") for number in range(12)]
    assert marks.filled(" ".join(made), str) == " ".join(f"<{number}>" for number in range(12))


def test_no_text_of_a_document_is_one_of_its_marks() -> None:
    stolen = Marks({"a": "x"}).of("{A}")
    marks = Marks({"a": stolen})
    assert marks.filled(f"{stolen} {marks.of('{B}')}", str) == f"{stolen} {{B}}"
