"""Fingerprints and how their differences read."""

from hypothesis import given, settings
from hypothesis import strategies as st

from provisioners.planning.fingerprint import changed_sections, digest, fingerprint, in_words

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=4), JSON, max_size=4))
def test_the_order_of_keys_does_not_matter(data: dict[str, object]) -> None:
    assert digest(data) == digest(dict(reversed(list(data.items()))))


def test_true_and_one_are_told_apart() -> None:
    assert len({digest(value) for value in (True, 1, "1", "true", [1], None)}) == 6


def test_an_empty_section_is_an_absent_one() -> None:
    assert fingerprint({"image": "a", "ports": [], "environment": {}, "user": None}).keys() == {"image"}


def test_false_and_zero_are_not_empty() -> None:
    assert fingerprint({"read_only": False, "replicas": 0}).keys() == {"read_only", "replicas"}


def test_changes_are_found_on_both_sides() -> None:
    assert changed_sections({"a": "1", "b": "1", "c": "1"}, {"b": "2", "c": "1", "d": "1"}) == ("a", "b", "d")


def test_changes_read_as_a_sentence() -> None:
    assert in_words(()) == "nothing changes"
    assert in_words(("image",)) == "image changes"
    assert in_words(("address",)) == "address changes"
    assert in_words(("ports",)) == "ports change"
    assert in_words(("environment", "image")) == "environment and image change"
    assert in_words(("environment", "image", "ports")) == "environment, image and ports change"
