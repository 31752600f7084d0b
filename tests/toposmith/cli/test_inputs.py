import pytest

from tests.topology.graph.build import PLACE
from topology.graph.model import Input
from topology.values.value import Secret
from toposmith.cli.exits import CommandError
from toposmith.cli.inputs import inputs_for


def declared(**types):
    """Inputs by type; a type that ends in ``!`` is secret."""
    return {
        name: Input(name=name, type=kind.rstrip("!"), required=True, secret=kind.endswith("!"), source=PLACE)
        for name, kind in types.items()
    }


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("string", "1.10", "1.10"),
        ("string", "", ""),
        ("string", "a=b", "a=b"),
        ("version", "1.10", "1.10"),
        ("scalar-unit.size", "1 GB", "1 GB"),
        ("timestamp", "2001-01-01", "2001-01-01"),
        ("integer", "80", 80),
        ("float", "1.5", 1.5),
        ("boolean", "true", True),
        ("list", "[80, a]", (80, "a")),
        ("toposmith.datatypes.PortMapping", "{target: 80}", {"target": 80}),
        ("map", "day: 2001-01-01", {"day": "2001-01-01"}),
    ],
)
def test_a_value_is_read_as_its_inputs_type_asks(kind, text, value):
    assert inputs_for(declared(it=kind), [f"it={text}"], None).values == {"it": value}


def test_a_given_secret_is_text_for_the_reader_to_check_and_an_open_one_a_reference():
    inputs = inputs_for(declared(given="string!", other="string!"), ["given=123"], None)
    assert inputs.values == {"given": "123", "other": Secret("input:other")}
    assert inputs.secrets == {"input:given": "123"}


def test_a_file_gives_values_and_the_command_line_wins(tmp_path):
    file = tmp_path / "inputs.yaml"
    file.write_text("port: 80\nname: web\n")
    inputs = inputs_for(declared(port="integer", name="string"), ["port=81"], file)
    assert inputs.values == {"port": 81, "name": "web"}


@pytest.mark.parametrize(
    ("pair", "complaint"),
    [
        ("prot=1", r"no input 'prot' \(did you mean 'port'\?\)"),
        ("zzz=1", "no input 'zzz'; it has port"),
        ("port", "write NAME=VALUE"),
        ("port=[", "not YAML"),
        ("port=!!python/name:os.system", "not YAML"),
        ("port=!!binary aGk=", "not YAML"),
    ],
)
def test_an_unfit_value_is_refused_with_a_reason(pair, complaint):
    with pytest.raises(CommandError, match=complaint):
        inputs_for(declared(port="integer"), [pair], None)


@pytest.mark.parametrize("content", [None, b"- a\n", b"\xff", b"a: [\n"])
def test_an_unfit_file_is_refused_by_its_name(tmp_path, content):
    file = tmp_path / "inputs.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=r"inputs\.yaml"):
        inputs_for(declared(port="integer"), [], file)
