"""Where connections lead is in the environment."""

from tests.provisioners.containers.reading import codes, container
from tests.provisioners.graphs import edge, node
from topology.values.value import Secret


def test_a_connection_gives_host_and_port() -> None:
    found = container(
        node("web", image="web:1"),
        node("order-db", image="db:1", endpoint={"port": 5432}),
        edge("web", "connection", "order-db"),
    )
    assert {name: text.plain for name, text in found.environment.items()} == {
        "ORDER_DB_HOST": "order-db.example",
        "ORDER_DB_PORT": "5432",
    }
    assert found.connects_to == ("order-db",)


def test_without_a_known_port_there_is_the_host_alone() -> None:
    found = container(node("web", image="w:1"), node("db", image="d:1"), edge("web", "connection", "db"))
    assert found.environment.keys() == {"DB_HOST"}


def test_a_published_port_is_one_that_others_connect_to() -> None:
    found = container(
        node("web", image="w:1"), node("db", image="d:1", ports=({"target": 6379},)), edge("web", "connection", "db")
    )
    assert found.environment["DB_PORT"].plain == "6379"


def test_the_template_has_the_last_word() -> None:
    found = container(
        node("web", image="w:1", environment={"DB_HOST": "elsewhere", "PASSWORD": Secret("input:password")}),
        node("db", image="d:1"),
        edge("web", "connection", "db"),
    )
    assert found.environment["DB_HOST"].plain == "elsewhere"
    assert found.environment["PASSWORD"].references == ("input:password",)


def test_mere_order_is_no_connection() -> None:
    found = container(node("web", image="w:1"), node("db", image="d:1"), edge("web", "dependency", "db"))
    assert found.environment == {}
    assert (found.connects_to, found.partners, found.waits_for) == ((), ("db",), ("db",))


def test_an_address_that_makes_no_name_gives_no_variable() -> None:
    found = container(node("web", image="w:1"), node("1st", image="d:1"), edge("web", "connection", "1st"))
    assert found.environment == {}


def test_a_name_that_no_variable_can_have() -> None:
    web = node("web", image="w:1", environment={"A B": "1"}, lines={("properties", "environment", "A B"): 9})
    assert codes(web) == [("TS815", 9)]
