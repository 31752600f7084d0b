"""Manifests on their way to the server: secrets in their place, templates as they are there, credentials."""

import base64
import json
from typing import Any

import pytest

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.kubernetes.channels import exit_status
from provisioners.backends.kubernetes.documents import address_of, documents, filled_in, of_addresses
from provisioners.backends.kubernetes.merging import are_kept, mergeable, volume_names
from provisioners.backends.kubernetes.names import names_of
from provisioners.backends.kubernetes.registry import pull_secret
from tests.provisioners.backends.kubernetes.rendering import governed, rendered, web
from tests.provisioners.graphs import edge, graph, node
from topology.values.value import Concat, Secret

SECRET = Concat(("x$", Secret("input:password")))


def decoded(text: str) -> str:
    return base64.b64decode(text).decode()


def test_a_secret_is_filled_and_nothing_else_is() -> None:
    found = rendered(graph(web(environment={"A": SECRET}, files={"/a": SECRET, "/b": "plain"})))
    every = documents(found)
    (secret,) = (each for each in every if each["kind"] == "Secret")
    texts = dict.fromkeys(found.secrets, "x$hunter2\nü")
    filled = filled_in(secret, texts)
    assert "stringData" not in filled
    assert set(map(decoded, filled["data"].values())) == {"x$hunter2\nü"}
    others = [each for each in every if each["kind"] != "Secret"]
    assert [filled_in(each, texts) for each in others] == others


def test_equal_texts_share_a_place_holder_and_a_file_holds_none_in_the_clear() -> None:
    found = rendered(graph(web(environment={"A": SECRET, "B": SECRET}, secrets={"c": SECRET})))
    assert list(found.secrets.values()) == [("x$", {"secret": "input:password"})]
    assert "keyed(" not in "".join(found.files.values())


def test_objects_by_the_address_of_their_node() -> None:
    found = documents(rendered(graph(web(), node("数据", image="example.com/x:1"))))
    assert {address_of(each) for each in found} == {"", "web", "数据"}
    assert {each["kind"] for each in of_addresses(found, ["数据"])} == {"Service", "Deployment"}


class TestTemplates:
    def stateful_set(self, **changes: Any) -> dict[str, Any]:
        volume = node("data", "toposmith.nodes.Volume", size="5 GB")
        found = documents(rendered(graph(web(), volume, edge("web", "storage", "data", location="/d")), **changes))
        return next(each for each in found if each["kind"] == "StatefulSet")

    def live(self) -> dict[str, Any]:
        there = self.stateful_set()
        there["spec"]["volumeClaimTemplates"][0]["status"] = {"phase": "Pending"}
        return there

    def test_what_the_server_added_is_no_difference(self) -> None:
        assert are_kept(self.stateful_set(), self.live())

    def test_another_class_is_one(self) -> None:
        assert not are_kept(self.stateful_set(storage_class="fast"), self.live())

    def test_a_template_less_or_more_is_one(self) -> None:
        without = documents(rendered(graph(web())))[-1]
        assert not are_kept(without, self.live())
        assert not are_kept(self.stateful_set(), without)

    def test_those_that_are_there_are_sent_back(self) -> None:
        there = self.live()
        there["spec"]["replicas"] = 7
        merged = mergeable(self.stateful_set(), there)
        assert merged["spec"]["volumeClaimTemplates"] == there["spec"]["volumeClaimTemplates"]
        assert merged["spec"]["replicas"] == 1

    def test_an_autoscalers_number_is_left_as_it_is(self) -> None:
        graph_ = governed({"Scaling": {"max_instances": 9}}, web(reserved_cpus=0.1))
        wanted = next(each for each in documents(rendered(graph_)) if each["kind"] == "Deployment")
        there = {**wanted, "spec": {**wanted["spec"], "replicas": 7}}
        assert mergeable(wanted, there)["spec"]["replicas"] == 7

    def test_names(self) -> None:
        assert volume_names(self.stateful_set()) == ["data-g1"]


class TestPullSecret:
    CREDENTIAL = {"registry_username": "me", "registry_password": "pw"}

    def test_the_targets_credential_in_the_form_of_the_cluster(self) -> None:
        endpoint = Endpoint("https://x", self.CREDENTIAL, {"registry": "registry.example:5000/team"})
        found = pull_secret(endpoint, "shop", names_of("shop", {}))
        assert found is not None
        assert (found["type"], found["metadata"]["name"]) == ("kubernetes.io/dockerconfigjson", "shop--registry")
        config = json.loads(decoded(found["data"][".dockerconfigjson"]))
        assert decoded(config["auths"]["registry.example:5000"]["auth"]) == "me:pw"

    @pytest.mark.parametrize(("credential", "options"), [({}, {"registry": "r.example"}), (CREDENTIAL, {})])
    def test_without_a_registry_or_a_credential_there_is_none(
        self, credential: dict[str, str], options: dict[str, str]
    ) -> None:
        assert pull_secret(Endpoint("https://x", credential, options), "shop", names_of("shop", {})) is None


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ({"status": "Success"}, 0),
        ({"status": "Failure", "details": {"causes": [{"reason": "ExitCode", "message": "3"}]}}, 3),
    ],
)
def test_how_a_command_ended(ending: dict[str, Any], status: int) -> None:
    assert exit_status(json.dumps(ending).encode()) == status


def test_a_command_that_never_began() -> None:
    with pytest.raises(PlatformError, match="no such file"):
        exit_status(json.dumps({"status": "Failure", "message": "exec: no such file"}).encode())
