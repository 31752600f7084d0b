"""Value classes: slots, defaults, inheritance, equality, immutability."""

import copy
import pickle

import pytest

from topology.record import Record, ValueRecord, field, replace


class Base(Record):
    name: str
    notes: list[str] = field(default_factory=list)


class Derived(Base):
    size: int = 1


class Point(ValueRecord):
    x: int
    y: int = 0
    origin: str = field(compare=False, repr=False, default_factory=str)


def test_fields_come_in_order_with_those_inherited_first() -> None:
    made = Derived("a", ["b"], 3)
    assert (made.name, made.notes, made.size) == ("a", ["b"], 3)


def test_a_default_is_made_for_each_instance() -> None:
    first, second = Base("a"), Base("b")
    first.notes.append("mine")
    assert second.notes == []


def test_the_first_instances_are_like_the_later_ones() -> None:
    class Few(Record):
        name: str
        notes: list[int] = field(default_factory=list)

    class Pair(ValueRecord):
        x: int
        y: int = 0

    for number in range(50):
        made = Few(name="a")
        made.notes.append(number)
        assert (made.name, made.notes) == ("a", [number])
        assert Pair(number) == Pair(x=number, y=0) != Pair(number, 1)


@pytest.mark.parametrize(("arguments", "named"), [((1, 2, 3), {}), ((1,), {"x": 2}), ((), {"y": 1}), ((1,), {"z": 2})])
def test_misuse_is_told_of_the_first_instance_already(arguments: tuple[int, ...], named: dict[str, int]) -> None:
    class Pair(ValueRecord):
        x: int
        y: int = 0

    with pytest.raises(TypeError, match="argument"):
        Pair(*arguments, **named)


def test_there_is_no_room_for_other_attributes() -> None:
    with pytest.raises(AttributeError):
        Base("a").other = 1  # type: ignore[attr-defined]


def test_a_missing_or_unknown_field_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="name"):
        Base()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="other"):
        Base("a", other=1)  # type: ignore[call-arg]


def test_records_are_compared_by_identity() -> None:
    assert Base("a") != Base("a")


def test_values_are_compared_by_what_counts() -> None:
    assert Point(1, 2, "here") == Point(1, 2, "there")
    assert hash(Point(1, 2, "here")) == hash(Point(1, 2, "there"))
    assert Point(1) != Point(2)
    assert Point(1) != (1, 0)


def test_values_cannot_be_changed() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="cannot assign"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot delete"):
        del point.x


def test_values_show_their_fields() -> None:
    assert repr(Point(1, 2, "here")) == "Point(x=1, y=2)"


def test_replace_makes_a_changed_copy() -> None:
    assert replace(Point(1, 2, "here"), y=5).origin == "here"
    with pytest.raises(TypeError, match="z"):
        replace(Point(1), z=1)


def test_values_can_be_copied_and_pickled() -> None:
    point = Point(1, 2, "here")
    assert pickle.loads(pickle.dumps(point)) == copy.deepcopy(point) == point


def test_values_can_be_matched_by_position() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
