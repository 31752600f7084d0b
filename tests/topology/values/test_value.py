"""Values that are known, secret, unknown, or given by a call that waits; and the names of types."""

from hypothesis import given

from tests.topology.graph import strategies
from topology.values.type_ref import TypeRef
from topology.values.value import Call, Concat, Secret, Unknown, Value, concat, leaves, secrets_in, unknowns_in

PORT = Unknown("db", ("port",))


def test_a_call_waits_for_its_arguments_or_else_for_its_function() -> None:
    assert unknowns_in(Call("sum", (PORT, 1))) == (PORT,)
    assert unknowns_in(Call("make", (1,))) == (Unknown("", ("functions", "make")),)
    assert secrets_in(Call("make", (Secret("input:x"),))) == {"input:x"}


def test_a_call_is_shown_as_it_is_written() -> None:
    assert str(Call("sum", (PORT, 1))) == "$sum(db.port, 1)"


@given(strategies.values)
def test_what_is_not_known_has_a_leaf_that_says_so(value: Value) -> None:
    has_call = any(isinstance(leaf, Call) for leaf in leaves(value))
    assert not has_call


def test_neighbouring_texts_are_joined() -> None:
    assert concat(("a", 1, True, None)) == "a1true"
    assert concat(("a", "b", PORT, Concat((Secret("input:x"), "c")), "d")) == Concat(
        ("ab", PORT, Secret("input:x"), "cd")
    )
    assert concat(()) == ""


def test_a_type_is_all_that_it_derives_from() -> None:
    web = TypeRef("shop.Web", ("shop.Web", "tosca.nodes.WebServer"))
    assert web.is_a("shop.Web")
    assert web.is_a("tosca.nodes.WebServer")
    assert not web.is_a("tosca.nodes.Compute")
