"""What an application of Marathon is made of."""

import json
import shlex
from typing import Any

import pytest

from provisioners.backends.contract import Right
from provisioners.backends.mesos.render import STAGES
from tests.provisioners.backends.compose.test_mapping import EXAMPLES
from tests.provisioners.backends.mesos.rendering import IMAGE, NETWORK, app, findings, found, policy, rendered, web
from tests.provisioners.graphs import edge, node
from tests.standins.marathon.schemas import Unchecked
from topology.values.value import Concat, Secret, Value

REFUSED = {"secrets": "TS853", "files": "TS853", "restart": "TS814"}
"""Properties of a container that Marathon has no way to, with the code that says so."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_property_becomes_something_or_is_refused(name: str) -> None:
    value, _ = EXAMPLES[name]
    asked = found(web(**{name: value}), rights=tuple(Right))
    if name in REFUSED:
        assert [each.code for each in asked.diagnostics if each.is_error] == [REFUSED[name]]
    else:
        assert asked.files != found(web(), rights=tuple(Right)).files


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in REFUSED])
def test_the_official_schemas_take_it(schemas: Unchecked, name: str) -> None:
    value, _ = EXAMPLES[name]
    document = json.loads(rendered(web(**{name: value}), rights=tuple(Right)).files["marathon.json"])
    assert schemas.group(document) == []


def test_arguments_go_to_the_images_own_program() -> None:
    made = app(web(command=("say", "a b")))
    assert made["args"] == ["say", "a b"]
    assert "cmd" not in made


def test_without_a_command_there_are_neither_arguments_nor_a_shell() -> None:
    assert not {"cmd", "args"} & app(web()).keys()


def test_another_program_is_started_by_a_shell_word_for_word() -> None:
    made = app(web(entrypoint=("/bin/say", "$HOME"), command=("a b", "`id`")))
    assert shlex.split(made["cmd"]) == ["exec", "/bin/say", "$HOME", "a b", "`id`"]
    assert "args" not in made


@pytest.mark.parametrize(("own", "expected"), [
    ({}, (0.1, 256)), ({"cpus": 0.5, "memory": "1 GiB"}, (0.5, 1024)), ({"memory": "1 GB"}, (0.1, 954)),
    ({"cpus": 2.0, "reserved_cpus": 0.5}, (2.0, 256)), ({"reserved_memory": "100 MiB"}, (0.1, 100)),
])  # fmt: skip
def test_resources_are_bound_and_reservation_at_once(own: dict[str, Value], expected: tuple[float, int]) -> None:
    made = app(web(**own))
    assert (made["cpus"], made["mem"]) == expected


def test_the_target_says_what_a_container_gets_that_says_nothing() -> None:
    made = app(web(), options={**NETWORK, "default_cpus": "0.25", "default_memory": "512"})
    assert (made["cpus"], made["mem"]) == (0.25, 512)


def test_a_health_check_is_a_command_with_whole_seconds() -> None:
    times: dict[str, Value] = {"interval": "1500 ms", "timeout": "200 ms", "start_period": "0 s", "retries": 5}
    (check,) = app(web(health_check={"command": ("test", "-f", "/a b"), **times}))["healthChecks"]
    assert shlex.split(check["command"]["value"]) == ["exec", "test", "-f", "/a b"]
    assert (check["intervalSeconds"], check["timeoutSeconds"], check["gracePeriodSeconds"]) == (2, 1, 0)
    assert (check["protocol"], check["maxConsecutiveFailures"]) == ("COMMAND", 5)


@pytest.mark.parametrize(("given", "expected"), [(None, 10), ("0 s", 0), ("90 s", 90), ("1500 ms", 2)])
def test_the_time_to_stop(given: str | None, expected: int) -> None:
    own = {} if given is None else {"stop_grace_period": given}
    assert app(web(**own))["taskKillGracePeriodSeconds"] == expected


def test_applications_depend_on_those_that_have_to_run_first() -> None:
    made = app(web(), web("db"), edge("web", "dependency", "db"))
    assert made["dependencies"] == ["/shop/db"]


def test_a_connection_is_told_by_the_name_of_mesos_dns() -> None:
    db = node("db", image=IMAGE, endpoint={"port": 5432})
    made = app(web(), db, edge("web", "connection", "db"))
    assert made["env"] == {"DB_HOST": "db-shop.marathon.mesos", "DB_PORT": "5432"}


def test_a_connection_on_dcos_is_told_by_a_virtual_address() -> None:
    db = node("db", image=IMAGE, endpoint={"port": 5432})
    options = {"vip_domain": "marathon.l4lb.thisdcos.directory"}
    result = rendered(web(), db, edge("web", "connection", "db"), options=options)
    first, second = json.loads(result.files["marathon.json"])["apps"]
    assert first["env"] == {"DB_HOST": "db-shop.marathon.l4lb.thisdcos.directory", "DB_PORT": "5432"}
    (mapping,) = second["container"]["portMappings"]
    assert (mapping["labels"], mapping["hostPort"]) == ({"VIP_0": "/db-shop:5432"}, 0)


def test_a_container_in_the_hosts_network_is_reached_without_an_option() -> None:
    db = node("db", image=IMAGE, endpoint={"port": 5432}, host_network=True)
    made = app(web(), db, edge("web", "connection", "db"), rights=(Right.HOST_NETWORK,), options={})
    assert made["env"] == {"DB_HOST": "db-shop.marathon.mesos", "DB_PORT": "5432"}


def test_secrets_are_place_holders_and_warned_of_at_their_lines() -> None:
    secret = Concat(("x", Secret("input:p")))
    asking = web(environment={"A": secret, "B": "b"}, command=("say", secret))
    result = rendered(asking)
    assert "input:p" not in repr(result.files)
    assert [(each.code, each.is_error) for each in findings(asking)] == [("TS852", False), ("TS852", False)]
    (name,) = result.secrets
    assert list(result.secrets[name]) == ["x", {"secret": "input:p"}]


def test_a_changed_secret_changes_its_section_alone() -> None:
    def made(reference: str) -> dict[str, str]:
        return dict(rendered(web(environment={"A": Secret(reference)})).objects["web"].fingerprint)

    before, after = made("input:a"), made("input:b")
    assert {key for key in before if before[key] != after[key]} == {"environment"}


def test_the_number_of_instances_is_in_no_label() -> None:
    """A changed label makes Marathon start every task anew, so scaling would."""

    def labels(count: int) -> Any:
        return app(node("web", image=IMAGE, scalable={"default_instances": count}))["labels"]

    assert labels(1) == labels(3)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_scaling_changes_nothing_but_the_number(count: int) -> None:
    one = app(node("web", image=IMAGE))
    many = app(node("web", image=IMAGE, scalable={"default_instances": count}))
    assert {key for key in one if one[key] != many[key]} <= {"instances"}


def test_registry_credentials_are_fetched_by_agents() -> None:
    options = {**NETWORK, "registry_credentials": "file:///etc/docker.tar.gz"}
    assert [item["uri"] for item in app(web(), options=options)["fetch"]] == ["file:///etc/docker.tar.gz"]


def test_a_role_is_accepted() -> None:
    assert app(web(), options={**NETWORK, "role": "public"})["acceptedResourceRoles"] == ["public"]


def test_isolation_is_a_runtime_that_the_target_names() -> None:
    options = {**NETWORK, "vm_runtime": "kata"}
    asking = (web(), policy("Isolation", "web"))
    assert app(*asking, options=options)["container"]["docker"]["parameters"] == [{"key": "runtime", "value": "kata"}]
    assert [each.code for each in findings(*asking)] == ["TS823"]


def test_stages_put_what_waits_for_a_job_after_it() -> None:
    parts = (
        web("db"),
        node("migrate", "toposmith.nodes.Job", image=IMAGE),
        web("site"),
        web("other"),
        edge("migrate", "dependency", "db"),
        edge("site", "dependency", "migrate"),
    )
    assert json.loads(rendered(*parts).files[STAGES]) == [
        {"apps": ["/shop/db", "/shop/other"], "jobs": ["shop.migrate"]},
        {"apps": ["/shop/site"], "jobs": []},
    ]


def test_a_graph_without_containers_has_no_documents() -> None:
    assert found(node("net", "toposmith.nodes.Volume")).files == {}
