"""Secrets in DC/OS's store: referred to by applications and pods, files in pods, and nothing left behind."""

import json

import pytest

from provisioners.backends.contract import Endpoint, NodeState, PlatformError
from provisioners.backends.mesos.render import SECRETS
from tests.provisioners.backends.authority import Authority
from tests.provisioners.backends.container_conformance import AWKWARD, SECRET
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import container, forced, kill_at, topology
from tests.provisioners.backends.mesos.conftest import OPTIONS, TOKEN
from tests.provisioners.backends.mesos.rendering import NETWORK, PODS, app, codes, pod, rendered, web
from tests.provisioners.backends.mesos.test_jobs import night
from tests.standins.marathon.schemas import Unchecked
from tests.standins.marathon.server import StandIn
from topology.graph.model import TopologyGraph
from topology.values.value import Concat, Secret

STORE = {"secret_store": "default"}
HIDDEN = Concat(("x$", Secret("input:p")))


@pytest.fixture(params=["docker", "mesos"])
def endpoint(standin: StandIn, authority: Authority, request: pytest.FixtureRequest) -> Endpoint:
    standin.world.features |= {"secrets"}
    options = {**OPTIONS, **STORE, "chronos": standin.url, "containerizer": request.param}
    return Endpoint(standin.url, {"token": TOKEN, "ca": authority.certificate()}, options)


def with_secret() -> TopologyGraph:
    return topology(container(environment={"PLAIN": AWKWARD, "HIDDEN": HIDDEN}))


def test_an_application_refers_to_the_store(schemas: Unchecked) -> None:
    made = app(web(environment={"A": HIDDEN, "B": "b"}), options={**NETWORK, **STORE})
    ((name, definition),) = made["secrets"].items()
    assert made["env"] == {"A": {"secret": name}, "B": "b"}
    assert definition["source"].startswith("shop/web/")
    assert schemas.app(made) == []


def test_a_pod_takes_files_from_the_store(schemas: Unchecked) -> None:
    asking = web(environment={"A": HIDDEN}, secrets={"p": HIDDEN}, files={"/etc/a.conf": "[a]", "/etc/b.conf": "[a]"})
    made = pod(asking, options={**PODS, **STORE})
    (one,) = made["containers"]
    mounts = {mount["mountPath"]: mount["name"] for mount in one["volumeMounts"]}
    assert mounts.keys() == {"/run/secrets/p", "/etc/a.conf", "/etc/b.conf"}
    assert mounts["/etc/a.conf"] == mounts["/etc/b.conf"]
    assert one["environment"]["A"]["secret"] == mounts["/run/secrets/p"]
    assert {volume["name"] for volume in made["volumes"]} == set(mounts.values())
    assert schemas.pod(made) == []


def test_what_is_kept_is_a_document_without_secrets() -> None:
    result = rendered(web(environment={"A": HIDDEN}, files={"/etc/a.conf": "[a]"}), options={**PODS, **STORE})
    kept = json.loads(result.files[SECRETS])
    assert "[a]" in kept.values()
    assert "input:p" not in result.files[SECRETS]


def test_only_what_cannot_be_kept_there_is_warned_of() -> None:
    asking = web(environment={"A": HIDDEN}, command=("say", HIDDEN))
    assert codes(asking, options={**NETWORK, **STORE}) == [("TS852", 41)]
    assert codes(night(environment={"A": HIDDEN}), options={**NETWORK, **STORE}) == [("TS852", 40)]


def test_files_are_for_pods_with_a_store() -> None:
    asking = web(files={"/etc/a": "b"})
    assert codes(asking, options={**NETWORK, **STORE}) == [("TS853", 40)]
    assert codes(asking, options=PODS) == [("TS853", 40)]
    assert codes(asking, options={**PODS, **STORE}) == []
    assert codes(night(files={"/etc/a": "b"}), options={**PODS, **STORE}) == [("TS853", 40)]


def test_a_secret_reaches_the_task_and_no_definition(harness: Harness, standin: StandIn) -> None:
    harness.secrets = {"input:p": SECRET}
    harness.deploy(with_secret())
    (task,) = standin.world.tasks
    assert task.environment == {"PLAIN": AWKWARD, "HIDDEN": f"x${SECRET}"}
    assert "second line" not in repr(standin.world.apps)
    assert harness.plan(with_secret()).plan.is_empty
    harness.undeploy(with_secret())
    assert standin.world.store.secrets == {}


def test_a_changed_secret_starts_a_new_task_and_leaves_no_old_one(harness: Harness, standin: StandIn) -> None:
    harness.secrets = {"input:p": "one"}
    harness.deploy(with_secret())
    harness.secrets = {"input:p": "two"}
    harness.deploy(with_secret())
    (task,) = standin.world.tasks
    assert task.environment["HIDDEN"] == "x$two"
    assert list(standin.world.store.secrets.values()) == ["x$two"]


def test_secrets_of_others_stay(harness: Harness, standin: StandIn) -> None:
    harness.secrets = {"input:p": "one"}
    others = {"mine": "a", f"{harness.deployment}x/web/a": "b", f"{harness.deployment}": "c"}
    standin.world.store.secrets |= others
    harness.deploy(with_secret())
    harness.undeploy(with_secret())
    assert standin.world.store.secrets == others


def test_a_worker_that_dies(harness: Harness, standin: StandIn) -> None:
    harness.secrets = {"input:p": "one"}
    kill_at(standin, harness, "step", lambda: harness.deploy(with_secret()))
    assert list(standin.world.store.secrets.values()) == ["x$one"]
    harness.deploy(with_secret())
    assert forced(standin) == []
    assert harness.observe()["web"].state is NodeState.RUNNING


def test_marathon_without_the_feature(harness: Harness, standin: StandIn) -> None:
    standin.world.features = frozenset()
    harness.secrets = {"input:p": "one"}
    with pytest.raises(PlatformError, match="secrets is not enabled"):
        harness.deploy(with_secret())


def test_a_store_that_refuses(harness: Harness, standin: StandIn) -> None:
    standin.fail(403, method="PUT", path="/secrets", body={"message": "no permission for x$one"})
    harness.secrets = {"input:p": "one"}
    with pytest.raises(PlatformError, match=r"(?s)secret store does not allow that.*no permission for \*\*\*"):
        harness.deploy(with_secret())


def test_what_somebody_changed_is_noticed(harness: Harness, standin: StandIn) -> None:
    harness.secrets = {"input:p": "one"}
    wanted = harness.deploy(with_secret()).rendered
    found = harness.backend.observe(harness.deployment, harness.endpoint, wanted)
    assert found["web"].drift == ()
