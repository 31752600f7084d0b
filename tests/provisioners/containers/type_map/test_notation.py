"""The ways in which others write settings."""

import pytest

from provisioners.backends.type_map import Notation, Place
from provisioners.containers.type_map.notation import UnfitError, convert
from topology.values.value import Secret, Unknown, Value

FIELDS = {"target": ("target", "port"), "published": ("published",), "protocol": ("protocol",), "address": ("ip",)}


def of(notation: Notation, value: Value) -> Value:
    return convert(value, Place(("x",), notation, FIELDS)).value


def unfit(notation: Notation, value: Value) -> tuple[str, tuple[str | int, ...]]:
    with pytest.raises(UnfitError) as error:
        of(notation, value)
    return str(error.value), error.value.path


def test_words() -> None:
    assert of(Notation.WORDS, "run 'a b' c") == ("run", "a b", "c")
    assert of(Notation.WORDS, ("run", "a b")) == ("run", "a b")
    assert "No closing quotation" in unfit(Notation.WORDS, "run 'a")[0]
    assert unfit(Notation.WORDS, Unknown("", ("inputs", "x")))[0] == "is neither a list nor a known text"


def test_variables() -> None:
    secret = Secret("input:x")
    assert of(Notation.VARIABLES, {"A": 1}) == {"A": 1}
    found = convert(({"name": "A", "value": secret}, "B=c=d"), Place(("env",), Notation.VARIABLES))
    assert found.value == {"A": secret, "B": "c=d"}
    assert found.places == {("A",): (0, "value"), ("B",): (1,)}
    assert unfit(Notation.VARIABLES, ("B",)) == ("has an entry without a name", (0,))
    from_elsewhere = {"name": "A", "valueFrom": {"secretKeyRef": "x"}}
    assert unfit(Notation.VARIABLES, (from_elsewhere,)) == ("gives 'A' no value of its own", (0,))
    assert unfit(Notation.VARIABLES, "A=1")[0] == "is no list of variables"


def test_host_by_container() -> None:
    published = Unknown("", ("inputs", "port"))
    assert of(Notation.HOST_BY_CONTAINER, {"80": published, "53/udp": 5353}) == (
        {"target": 80, "published": published, "protocol": "tcp"},
        {"target": 53, "published": 5353, "protocol": "udp"},
    )
    assert unfit(Notation.HOST_BY_CONTAINER, {"http": 80})[1] == ("http",)
    assert unfit(Notation.HOST_BY_CONTAINER, (80,))[0] == "is no map of ports"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80", {"target": 80, "published": 0, "protocol": "tcp"}),
        (80, {"target": 80, "published": 0, "protocol": "tcp"}),
        ("8080:80", {"target": 80, "published": 8080, "protocol": "tcp"}),
        ("8080:80/udp", {"target": 80, "published": 8080, "protocol": "udp"}),
        ("127.0.0.1:8080:80", {"target": 80, "published": 8080, "address": "127.0.0.1", "protocol": "tcp"}),
        ("127.0.0.1::80", {"target": 80, "published": 0, "address": "127.0.0.1", "protocol": "tcp"}),
        ("[::1]:8080:80", {"target": 80, "published": 8080, "address": "::1", "protocol": "tcp"}),
    ],
)
def test_composes_ports(text: Value, expected: Value) -> None:
    assert of(Notation.COMPOSE_PORTS, (text,)) == (expected,)


@pytest.mark.parametrize("text", ["8080-8090:80-90", "http", "80/sctp", "host:80:80", "", True, "80\n"])
def test_what_is_no_port_of_compose(text: Value) -> None:
    assert unfit(Notation.COMPOSE_PORTS, ("80", text))[1] == (1,)


def test_ports_by_their_fields() -> None:
    ports = ({"port": "80", "published": 30010, "protocol": "TCP", "ip": "::1"}, {"target": 53, "protocol": "UDP"})
    assert of(Notation.PORT_FIELDS, ports) == (
        {"target": 80, "published": 30010, "protocol": "tcp", "address": "::1"},
        {"target": 53, "protocol": "udp"},
    )
    assert unfit(Notation.PORT_FIELDS, ({"published": 1},))[1] == (0,)
    assert unfit(Notation.PORT_FIELDS, ({"target": "http"},))[1] == (0,)
    assert unfit(Notation.PORT_FIELDS, ({"target": 1, "protocol": "SCTP"},))[0].startswith("has the protocol 'sctp'")
    assert unfit(Notation.PORT_FIELDS, (80,))[0] == "has an entry that is no map"


def test_exposed_ports() -> None:
    assert of(Notation.EXPOSED_PORTS, (80, "53/udp")) == (
        {"target": 80, "protocol": "tcp"},
        {"target": 53, "protocol": "udp"},
    )
    assert unfit(Notation.EXPOSED_PORTS, ("http",))[1] == (0,)
    assert unfit(Notation.EXPOSED_PORTS, "80")[0] == "is no list"


@pytest.mark.parametrize(("text", "expected"), [("500m", "0.500"), ("2", "2"), (2, "2"), (0.5, "0.5"), ("10", "10")])
def test_processors(text: Value, expected: str) -> None:
    assert of(Notation.PROCESSORS, text) == expected


@pytest.mark.parametrize("text", ["m", "", "half", "1e3", "NaN", "-1"])
def test_what_is_no_number_of_processors(text: str) -> None:
    assert unfit(Notation.PROCESSORS, text)[0] == "is no number of processors"


@pytest.mark.parametrize(
    ("text", "expected"), [("64Mi", "64 MiB"), ("1.5G", "1.5 GB"), ("128", "128 B"), ("64 MiB", "64 MiB")]
)
def test_bytes(text: str, expected: str) -> None:
    assert of(Notation.BYTES, text) == expected


def test_an_unknown_unit() -> None:
    assert unfit(Notation.BYTES, "64Xi")[0] == "has the unknown unit 'Xi'"
