"""What ``--to`` can name, and the options that it takes."""

import pytest

from provisioners.backends.contract import Build, Option, Rendered, Right
from provisioners.backends.registry import backend_names
from provisioners.outputs.registry import output_names
from tests.provisioners.graphs import graph, node
from tests.provisioners.outputs.rendering import IMAGE, context
from toposmith.cli.exits import CommandError
from toposmith.cli.targets import (
    FORMAT,
    PLATFORM,
    CompileTarget,
    as_package,
    load_target,
    options_for,
    target_names,
    write_list,
)


def target(**options: Option) -> CompileTarget:
    return CompileTarget("x", FORMAT, "The X", options, lambda graph, context: as_package(Rendered({}, {})))


def test_platforms_and_formats_are_both_targets() -> None:
    assert set(target_names()) == {*backend_names(), *output_names()}
    assert {load_target(name).kind for name in output_names()} == {FORMAT}
    assert load_target("compose").kind == PLATFORM


def test_an_unknown_one() -> None:
    with pytest.raises(CommandError, match=r"there is no platform or format 'x'; installed: .*compose"):
        load_target("x")


def test_options_are_checked_and_defaults_filled_in() -> None:
    known = target(a=Option("An a.", "[a-z]+", "z"), b=Option("A b.", "[0-9]+"))
    assert options_for(known, []) == {"a": "z"}
    assert options_for(known, ["a=x", "b=1", "b=2"]) == {"a": "x", "b": "2"}


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        ("a", "write NAME=VALUE"),
        ("c=1", "The X has no option 'c'; it has: a"),
        ("a=1", "'1' does not match"),
        ("a=x\n", "does not match"),
        ("a=", "does not match"),
    ],
)
def test_what_is_no_option(pair: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        options_for(target(a=Option("An a.", "[a-z]+")), [pair])


def test_a_target_without_options_says_so() -> None:
    with pytest.raises(CommandError, match="it has: none"):
        options_for(target(), ["a=1"])


def test_what_a_backend_renders_is_a_package_of_variables() -> None:
    parts = ("before", {"secret": "input:password"})
    build = Build("web", "web:1", "Dockerfile", ".")
    found = as_package(Rendered({"a": "b"}, {}, builds=(build,), secrets={"NAME": parts}))
    assert (found.files, found.builds, found.dotenv) == ({"a": "b"}, (build,), True)
    (note,) = found.secrets
    assert (note.name, note.parts, note.how) == ("NAME", parts, "set the variable NAME")


def test_a_right_that_no_target_of_a_platform_can_grant_is_not_granted_here() -> None:
    web = graph(node("web", image=IMAGE, devices=("/dev/null",)))
    found = load_target("kubernetes").render(web, context(*Right))
    assert "TS706" in [each.code for each in found.diagnostics]


def test_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    write_list()
    lines = capsys.readouterr().out.splitlines()
    names = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert names == list(target_names())
    assert any("--option data_dir=...: The host's folder" in line for line in lines)
