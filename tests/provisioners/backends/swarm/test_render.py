"""What each part of a container becomes in a stack's file."""

from typing import Any

import pytest

from provisioners.backends.contract import Right
from tests.provisioners.backends.compose.rendering import IMAGE
from tests.provisioners.backends.compose.test_mapping import EXAMPLES
from tests.provisioners.backends.swarm.rendering import document, rendered, service
from tests.provisioners.graphs import dockerfile, edge, graph, node, policy
from topology.graph.model import Node
from topology.record import replace
from topology.values.value import Concat, Secret, Value

SECRET = Secret("input:password")
KEYS = {
    "host_network": "networks",
    "restart": "deploy",
    **{name: key for name, (_, key) in EXAMPLES.items() if name not in ("host_network", "restart")},
}
NEVER = ("privileged", "host_pid", "host_ipc", "devices")


def web(**properties: Value) -> Node:
    return node("web", image=IMAGE, **properties)  # type: ignore[arg-type]


def job(**properties: Value) -> Node:
    return node("migrate", "toposmith.nodes.Job", image=IMAGE, restart="no", **properties)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in NEVER])
def test_every_property_becomes_something(name: str) -> None:
    value, key = EXAMPLES[name][0], KEYS[name]
    if name == "added_capabilities":
        key = "cap_add"
    rights = (Right.HOST_NETWORK, Right.ADDED_CAPABILITIES)
    assert service(web(**{name: value}), rights=rights)[key] != service(web()).get(key)


@pytest.mark.parametrize("name", NEVER)
def test_what_swarm_never_gives_is_refused_even_when_granted(name: str) -> None:
    found = rendered(web(**{name: EXAMPLES[name][0]}))
    assert found.files == {}


def test_text_is_neither_interpolated_nor_taken_for_a_template() -> None:
    found = service(web(environment={"A": "$x {{.Node}} {{{{"}, command=("{{$}}",)))
    assert found["environment"] == {"A": '$$x {{"{{"}}.Node}} {{"{{"}}{{"{{"}}'}
    assert found["command"] == ["{{$$}}"]


def test_a_secret_variable_is_a_place_holder() -> None:
    found = rendered(web(environment={"A": Concat(("x", SECRET))}))
    (name,) = found.secrets
    assert f"A: '${{{name}?}}'" in found.files["stack.yaml"]


class TestFiles:
    def test_a_plain_file_is_a_config_beside_the_stack(self) -> None:
        found = rendered(web(files={"/etc/app.conf": "$one {{two}}"}))
        (path,) = (path for path in found.files if path != "stack.yaml")
        assert found.files[path] == "$one {{two}}"
        loaded = document(web(files={"/etc/app.conf": "$one {{two}}"}))
        (config,) = loaded["configs"].values()
        assert config["file"] == f"./{path}"
        assert loaded["services"]["web"]["configs"] == [
            {"source": config["name"], "target": "/etc/app.conf", "mode": 0o444}
        ]

    def test_a_file_with_a_secret_part_is_a_secret_at_its_path(self) -> None:
        loaded = document(web(files={"/etc/app.conf": Concat(("p=", SECRET))}))
        assert "configs" not in loaded
        assert loaded["services"]["web"]["secrets"][0]["target"] == "/etc/app.conf"

    def test_another_content_is_another_object(self) -> None:
        def names(digest: str, text: str) -> set[str]:
            parts = web(secrets={"a": SECRET}, files={"/a": text})
            loaded = document(parts, secret_digest=lambda _: digest)
            return {*loaded["secrets"], *loaded["configs"]}

        assert len(names("1", "x") & names("1", "x")) == 2
        assert len(names("1", "x") & names("2", "x")) == 1
        assert len(names("1", "x") & names("1", "y")) == 1

    def test_names_fit_whatever_the_deployments_name(self) -> None:
        loaded = document(web(secrets={"a": SECRET}, files={"/a": "b"}), deployment="d" * 63)
        assert all(len(name) <= 63 for name in (*loaded["secrets"], *loaded["configs"]))


class TestPolicies:
    def test_placement(self) -> None:
        wish = policy("Placement", "web", labels={"disk": "ssd"}, spread_over="zone", apart=True)
        assert service(web(), wish)["deploy"]["placement"] == {
            "constraints": ["node.labels.disk==ssd"],
            "preferences": [{"spread": "node.labels.zone"}],
            "max_replicas_per_node": 1,
        }

    def test_everywhere_is_global_and_has_no_number(self) -> None:
        deploy = service(web(), policy("Placement", "web", everywhere=True))["deploy"]
        assert (deploy["mode"], "replicas" in deploy) == ("global", False)

    def test_updates(self) -> None:
        wish = policy("Update", "web", parallelism=2, delay="500 ms", order="start-first", failure_action="rollback")
        deploy = service(web(), wish)["deploy"]
        order = {"parallelism": 2, "delay": "500000us", "order": "start-first"}
        assert deploy["update_config"] == {**order, "failure_action": "rollback"}
        assert deploy["rollback_config"] == order


class TestJobs:
    def test_it_runs_all_its_completions(self) -> None:
        deploy = service(job(completions=3, parallelism=3))["deploy"]
        assert (deploy["mode"], deploy["replicas"]) == ("replicated-job", 3)
        assert deploy["restart_policy"] == {"condition": "none"}

    @pytest.mark.parametrize(
        ("retries", "policy"), [(2, {"condition": "on-failure", "max_attempts": 2}), (0, {"condition": "none"})]
    )
    def test_retries(self, retries: int, policy: dict[str, Any]) -> None:
        found = replace(job(retries=retries), properties={"restart": "on-failure", "retries": retries})
        assert service(found)["deploy"]["restart_policy"] == policy


class TestNetworks:
    def test_the_default_one_is_an_overlay_that_others_cannot_attach_to(self) -> None:
        assert document(web())["networks"] == {
            "default": {
                "name": "shop-default",
                "driver": "overlay",
                "attachable": False,
                "labels": {"toposmith.deployment": "shop"},
            }
        }

    def test_own_ones(self) -> None:
        back = node("back", "toposmith.nodes.Network", internal=True)
        loaded = document(web(), back, edge("web", "network", "back"))
        assert loaded["services"]["web"]["networks"] == {"back": {}}
        assert loaded["networks"]["back"]["internal"] is True

    def test_the_nodes_own(self) -> None:
        loaded = document(web(host_network=True), rights=(Right.HOST_NETWORK,))
        assert loaded["networks"] == {"host_network": {"external": True, "name": "host"}}
        assert "endpoint_mode" not in loaded["services"]["web"]["deploy"]


@pytest.mark.parametrize(("mode", "published_by"), [("vip", "ingress"), ("dnsrr", "host"), ("", "ingress")])
def test_ports_follow_the_endpoint_mode(mode: str, published_by: str) -> None:
    found = service(web(ports=({"target": 80, "published": 8080},)), options={"endpoint_mode": mode})
    assert found["ports"] == [{"target": 80, "protocol": "tcp", "mode": published_by, "published": 8080}]
    assert found["deploy"]["endpoint_mode"] == (mode or "vip")


def test_an_image_that_is_made_goes_through_the_registry() -> None:
    made = node("web", artifacts={"image": dockerfile("web/Dockerfile")})
    found = rendered(made, rights=(Right.IMAGE_BUILD,), options={"registry": "registry.example/team"})
    (build,) = found.builds
    assert build.push
    assert build.image.startswith("registry.example/team/toposmith/shop/web:")


def test_the_number_of_instances_is_a_section_of_its_own() -> None:
    one, two = (
        rendered(replace(web(), capabilities=node("web", scalable={"default_instances": count}).capabilities))
        for count in (1, 2)
    )
    before, after = (each.objects["web"].fingerprint for each in (one, two))
    assert {name for name in before if before[name] != after[name]} == {"replicas"}


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert rendered(web(files={"/a": "b"})).files == rendered(web(files={"/a": "b"})).files
    assert graph(web()).nodes.keys() == {"web"}
