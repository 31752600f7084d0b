"""`dsl_definitions`: in TOSCA 2.0 a map of anchored definitions (6.3), in 1.x whatever its author likes."""

import pytest

from tests.topology.reading_aid import codes, places, read

V2_0 = "tosca_definitions_version: tosca_2_0\n"
ANCHORED = {
    "a map": "port: &PORT\n    protocol: udp",
    "a map in brackets": "port: &PORT { protocol: udp }",
    "a word": "name: &NAME shop",
    "a list": "names: &NAMES [ a, b ]",
    "an alias": "a: &A 1\n  b: *A",
    "anchors below a name that groups them": "ports:\n    web: &WEB 80\n    db: &DB 5432",
    "anchors in a list": "ports: [ &WEB 80 ]",
}
OF_NO_USE = {"a number": "port: 1", "a map": "port:\n    protocol: udp", "a sign in a text": "port: '&PORT 1'"}


@pytest.mark.parametrize("text", ANCHORED.values(), ids=ANCHORED.keys())
def test_a_definition_has_an_anchor(text: str) -> None:
    assert codes(read(f"{V2_0}dsl_definitions:\n  {text}\n")) == []


@pytest.mark.parametrize("text", OF_NO_USE.values(), ids=OF_NO_USE.keys())
def test_a_definition_without_an_anchor_is_of_no_use(text: str) -> None:
    reading = read(f"{V2_0}dsl_definitions:\n  used: &USED 1\n  {text}\n")
    assert places(reading) == [("TS323", 4, 3)]
    assert reading.diagnostics[0].spec == "TOSCA 2.0, section 6.3"


def test_nothing_is_said_of_each_part() -> None:
    assert places(read(f"{V2_0}dsl_definitions:\n  a:\n    b: 1\n    c: [ 2 ]\n")) == [("TS323", 3, 3)]


@pytest.mark.parametrize(("text", "column"), [("12345", 18), ("[ &A 1 ]", 18), ("", 1)])
def test_definitions_are_a_map(text: str, column: int) -> None:
    found = places(read(f"{V2_0}dsl_definitions: {text}\nmetadata: {{}}\n"))
    assert [(code, line) for code, line, _ in found] == [("TS303", 2)]


@pytest.mark.parametrize("text", ["0.123", "[]", "{ a: 1 }"])
@pytest.mark.parametrize("version", ["1_0", "1_3"])
def test_until_1_3_anything_may_stand_there(text: str, version: str) -> None:
    assert codes(read(f"tosca_definitions_version: tosca_simple_yaml_{version}\ndsl_definitions: {text}\n")) == []
