"""Imports from outside, as a user allows them on the command line."""

from argparse import ArgumentParser

import pytest

from tests.topology.fetching.servers import answer, serving
from toposmith.cli.exits import CommandError
from toposmith.cli.sources_options import add_source_options, outside_from

VERSION = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
TYPES = VERSION + "node_types:\n  own.Node:\n    derived_from: tosca.nodes.Root\n"
USE = "topology_template:\n  node_templates:\n    own:\n      type: own.Node\n"
FROM_REPOSITORY = (
    VERSION
    + "repositories:\n  shared: https://types.example\nimports:\n  - { file: own.yaml, repository: shared }\n"
    + USE
)
PROFILE = "tosca_definitions_version: tosca_2_0\nprofile: org.example.own:1.0\nnode_types:\n  Own: {}\n"
FROM_PROFILE = (
    "tosca_definitions_version: tosca_2_0\nimports:\n  - profile: org.example.own:1.0\n"
    "service_template:\n  node_templates:\n    own:\n      type: Own\n"
)


@pytest.fixture(autouse=True)
def _folders(tmp_path, monkeypatch):
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "own.yaml").write_text(TYPES)
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "profile.yaml").write_text(PROFILE)
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "repository.yaml").write_text(FROM_REPOSITORY)
    (tmp_path / "shop" / "profile.yaml").write_text(FROM_PROFILE)
    monkeypatch.chdir(tmp_path)


def policy(repositories=(), hosts=(), profiles=()):
    return outside_from(repositories, hosts, profiles).policy


def test_without_options_nothing_is_allowed():
    parser = ArgumentParser()
    add_source_options(parser)
    options = parser.parse_args([])
    assert outside_from(options.repository, options.allow_host, options.profile_source) is None


@pytest.mark.parametrize(
    ("host", "origin", "network"),
    [
        ("example.org", "https://example.org", None),
        ("Example.ORG:8443", "https://example.org:8443", None),
        ("https://example.org", "https://example.org", None),
        ("http://example.org", "http://example.org", None),
        ("127.0.0.1", "https://127.0.0.1", "127.0.0.1/32"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1/32"),
        ("127.0.0.1:8443", "https://127.0.0.1:8443", "127.0.0.1/32"),
        ("[::1]:8443", "https://[::1]:8443", "::1/128"),
        ("https://example.org/", "https://example.org", None),
        ("http://[::1]:8000", "http://[::1]:8000", "::1/128"),
        ("::1", "https://[::1]", "::1/128"),
    ],
)
def test_a_host_is_allowed_and_an_address_of_it_listed(host, origin, network):
    allowed = policy(hosts=[host])
    assert (allowed.hosts, allowed.networks) == ({origin}, {network} - {None})


def test_a_network_is_listed_and_is_no_host():
    allowed = policy(hosts=["10.1.0.0/16", "fd00::/8"])
    assert (allowed.hosts, allowed.networks) == (set(), {"10.1.0.0/16", "fd00::/8"})


def test_a_repository_is_a_folder_or_an_address():
    allowed = policy(repositories=["a=types", "b=HTTPS://Types.example/v1", "c=http://127.0.0.1:8000/x"])
    assert allowed.repositories == {
        "a": "types",
        "b": "https://types.example/v1",
        "c": "http://127.0.0.1:8000/x",
    }
    assert allowed.networks == {"127.0.0.1/32"}


def test_a_profile_begins_where_its_folder_says():
    source = policy(profiles=["org.example.own:1.0=profile"]).profiles["org.example.own:1.0"]
    assert (source.folder, source.entry) == ("profile", "profile.yaml")


@pytest.mark.parametrize(
    ("repositories", "hosts", "profiles"),
    [
        (["types"], [], []),
        (["=types"], [], []),
        (["a="], [], []),
        (["a/b=types"], [], []),
        (["a=missing"], [], []),
        (["a=https://me@types.example"], [], []),
        ([], ["example.org/types"], []),
        ([], ["ftp://example.org"], []),
        ([], ["exa mple.org"], []),
        ([], [""], []),
        ([], ["http://[::1"], []),
        ([], ["http://10.0.0.0/8"], []),
        ([], ["::1::2"], []),
        (["a=https://[::1"], [], []),
        ([], [], ["a=missing"]),
        ([], [], ["a=shop"]),
    ],
)
def test_values_that_say_nothing_sensible(repositories, hosts, profiles):
    with pytest.raises(CommandError):
        outside_from(repositories, hosts, profiles)


@pytest.mark.parametrize("command", [["validate"], ["graph"], ["compile", "--to", "compose"]])
def test_a_repository_in_a_folder(run, command):
    ended = run(*command, "shop/repository.yaml")
    assert ended.returncode == 1
    assert "TS202" in ended.stdout + ended.stderr
    ended = run(*command, "shop/repository.yaml", "--repository", "shared=types")
    assert "TS2" not in ended.stdout + ended.stderr
    assert command[0] == "compile" or ended.returncode == 0


def test_a_profile_in_a_folder(run):
    assert "error[TS211]" in run("validate", "shop/profile.yaml").stdout
    ended = run("validate", "shop/profile.yaml", "--profile-source", "org.example.own:1.0=profile")
    assert (ended.returncode, ended.stdout) == (0, "shop/profile.yaml: valid\n")


def test_a_host(run, tmp_path):
    with serving(answer(TYPES.encode())) as server:
        (tmp_path / "web.yaml").write_text(f"{VERSION}imports:\n  - {server.origin}/own.yaml\n{USE}")
        assert "error[TS202]" in run("validate", "web.yaml").stdout
        assert "error[TS208]" in run("validate", "web.yaml", "--allow-host", "example.org").stdout
        assert server.requests == []
        assert run("validate", "web.yaml", "--allow-host", server.origin).stdout == "web.yaml: valid\n"
    assert "error[TS213]" in run("validate", "web.yaml", "--allow-host", server.origin).stdout


def test_a_mistake_in_a_fetched_file_is_shown_where_it_is(run, tmp_path):
    with serving(answer(TYPES.replace("derived_from", "derived_form").encode())) as server:
        (tmp_path / "web.yaml").write_text(f"{VERSION}imports:\n  - {server.origin}/own.yaml\n{USE}")
        ended = run("validate", "web.yaml", "--allow-host", server.origin)
    assert len(server.requests) == 1
    assert f" --> {server.origin}/own.yaml:4:5\n" in ended.stdout
    assert "4 |     derived_form: tosca.nodes.Root\n" in ended.stdout


def test_a_wrong_option_is_told_in_a_sentence(run):
    ended = run("validate", "shop/repository.yaml", "--repository", "shared")
    assert (ended.returncode, ended.stderr) == (2, "toposmith: --repository 'shared': write NAME=PLACE\n")
