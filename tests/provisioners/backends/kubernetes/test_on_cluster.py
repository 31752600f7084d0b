"""Each kind of workload on a real Kubernetes: it comes, it is observed, it changes, it goes."""

import pytest

from provisioners.backends.contract import NodeState
from tests.engines.kubernetes import Cluster
from tests.images.debian_base import NAME as IMAGE
from tests.provisioners.backends.container_conformance import eventually
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.kubernetes.conftest import look
from tests.provisioners.backends.kubernetes.rendering import governed
from tests.provisioners.backends.kubernetes.serving import Load, fetched, server, staying
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph

pytestmark = pytest.mark.kubernetes

NODE_PORT = 31973
MOUNT = edge("web", "storage", "data", location="/data")


def volume(policy: str) -> TopologyGraph:
    return graph(staying("web"), node("data", "toposmith.nodes.Volume", deletion_policy=policy), MOUNT)


def run(harness: Harness, *command: str) -> str:
    result = harness.backend.execute(harness.deployment, "web", harness.endpoint, command, timeout=30)
    assert result.status == 0, result
    return result.output


def test_a_rolling_update_fails_no_request(harness: Harness) -> None:
    harness.deploy(graph(server("one", scalable={"default_instances": 2})))
    url = harness.observe()["web"].attributes["url"]
    assert fetched(url) == "one"
    with Load(url) as load:
        harness.deploy(graph(server("two", scalable={"default_instances": 2})))
        eventually(lambda: load.answers["two"] > 20)
    assert not load.errors
    assert load.answers["one"]
    eventually(lambda: fetched(url) == "two")  # a node may lead to one that goes until it hears of it


def test_a_job_ends_before_those_who_depend_on_it_begin(harness: Harness, kubernetes_cluster: Cluster) -> None:
    def topology(word: str) -> TopologyGraph:
        job = node("job", "toposmith.nodes.Job", image=IMAGE, command=("sh", "-c", f"sleep 1; echo {word}"))
        return graph(staying("web"), job, edge("web", "dependency", "job"))

    harness.deploy(topology("first"))
    job = look(kubernetes_cluster, "--namespace", harness.deployment, "job", "job")
    web = look(kubernetes_cluster, "--namespace", harness.deployment, "deployment", "web")
    assert job["status"]["completionTime"] <= web["metadata"]["creationTimestamp"]
    assert harness.observe()["job"].state is NodeState.SUCCEEDED
    harness.deploy(topology("second"))
    assert (
        look(kubernetes_cluster, "--namespace", harness.deployment, "job", "job")["metadata"]["uid"]
        != job["metadata"]["uid"]
    )
    assert harness.backend.logs(harness.deployment, "job", harness.endpoint, tail=5) == "second\n"


def test_a_job_by_the_clock(harness: Harness, kubernetes_cluster: Cluster) -> None:
    job = node("job", "toposmith.nodes.Job", image=IMAGE, command=("echo", "tick"), schedule="* * * * *")
    planned = harness.deploy(graph(job))
    found = harness.backend.observe(harness.deployment, harness.endpoint, planned.rendered)["job"]
    assert (found.state, found.drift) == (NodeState.RUNNING, ())
    kubernetes_cluster.run_kubectl("--namespace", harness.deployment, "create", "job", "now", "--from=cronjob/job")
    logs = lambda: harness.backend.logs(harness.deployment, "job", harness.endpoint, tail=5)  # noqa: E731
    pods = ("--namespace", harness.deployment, "pods", "--selector=toposmith.node=job")
    eventually(lambda: look(kubernetes_cluster, *pods)["items"])
    assert eventually(lambda: "tick" in logs())
    harness.deploy(graph(job, staying("web")))
    assert look(kubernetes_cluster, "--namespace", harness.deployment, "jobs", "now")["kind"] == "Job"


def test_what_cannot_share_the_only_host_is_updated(harness: Harness) -> None:
    def topology(colour: str) -> TopologyGraph:
        return governed({"Placement": {"apart": True}}, staying("web", environment={"COLOUR": colour}))

    harness.deploy(topology("red"))
    harness.deploy(topology("blue"))
    assert run(harness, "sh", "-c", "echo $COLOUR") == "blue\n"


def test_a_port_of_the_nodes_goes_from_one_to_another(harness: Harness, kubernetes_cluster: Cluster) -> None:
    port = {"ports": ({"target": 80, "published": NODE_PORT},)}
    harness.deploy(graph(staying("web", **port)))
    harness.deploy(graph(staying("web"), staying("www", **port)))
    harness.deploy(graph(staying("other", **port)))
    services = look(kubernetes_cluster, "--namespace", harness.deployment, "services")["items"]
    ports = [port["nodePort"] for each in services for port in each["spec"].get("ports", []) if "nodePort" in port]
    assert ports == [NODE_PORT]


def test_one_on_every_host(harness: Harness) -> None:
    planned = harness.deploy(governed({"Placement": {"everywhere": True}}, staying("web")))
    found = harness.backend.observe(harness.deployment, harness.endpoint, planned.rendered)["web"]
    assert (found.state, found.replicas, found.drift) == (NodeState.RUNNING, 1, ())


def test_data_that_is_retained_is_taken_up_again(harness: Harness, kubernetes_cluster: Cluster) -> None:
    harness.deploy(volume("retain"))
    run(harness, "sh", "-c", "echo mine > /data/file")
    harness.undeploy(volume("retain"))
    assert any("left with its data" in line for line in harness.reports)
    assert (
        look(kubernetes_cluster, "--namespace", harness.deployment, "deployments,statefulsets,services")["items"] == []
    )
    harness.deploy(volume("retain"))
    assert run(harness, "cat", "/data/file") == "mine\n"


def test_data_goes_only_when_the_plan_says_so(harness: Harness, kubernetes_cluster: Cluster) -> None:
    harness.deploy(volume("delete"))
    harness.deploy(graph(staying("web")))
    claims = look(kubernetes_cluster, "--namespace", harness.deployment, "persistentvolumeclaims")["items"]
    assert claims == []
    assert harness.observe().keys() == {"web"}


def test_each_instance_of_a_stateful_set_has_its_own_volume(harness: Harness) -> None:
    def topology(count: int) -> TopologyGraph:
        web = staying("web", scalable={"default_instances": count})
        return graph(web, node("data", "toposmith.nodes.Volume", deletion_policy="delete"), MOUNT)

    harness.deploy(topology(1))
    run(harness, "sh", "-c", "echo mine > /data/file")
    harness.deploy(topology(2))
    found = harness.observe()
    assert found["web"].replicas == 2
    assert found["data"].attributes["name"] == "data-g1-web-0, data-g1-web-1"
    harness.deploy(topology(1))
    assert run(harness, "cat", "/data/file") == "mine\n"


def test_two_nodes_share_a_volume(harness: Harness) -> None:
    topology = graph(
        staying("web"),
        staying("other"),
        node("data", "toposmith.nodes.Volume", deletion_policy="delete"),
        MOUNT,
        edge("other", "storage", "data", location="/elsewhere"),
    )
    harness.deploy(topology)
    run(harness, "sh", "-c", "echo shared > /data/file")
    read = harness.backend.execute(
        harness.deployment, "other", harness.endpoint, ("cat", "/elsewhere/file"), timeout=30
    )
    assert read.output == "shared\n"


def test_a_workload_of_another_kind_takes_the_place_of_the_former(
    harness: Harness, kubernetes_cluster: Cluster
) -> None:
    harness.deploy(graph(staying("web")))
    harness.deploy(volume("delete"))
    kinds = look(kubernetes_cluster, "--namespace", harness.deployment, "deployments,statefulsets,daemonsets")["items"]
    assert [each["kind"] for each in kinds] == ["StatefulSet"]
    assert harness.observe()["web"].state is NodeState.RUNNING


def test_a_new_volume_takes_the_place_of_one_that_cannot_be_changed(harness: Harness) -> None:
    harness.deploy(volume("delete"))
    run(harness, "sh", "-c", "echo mine > /data/file")
    harness.options = {**harness.options, "storage_class": "folders"}
    planned = harness.deploy(volume("delete"))
    assert {change.address: change.generation for change in planned.plan.changes} == {"web": 1, "data": 2}
    assert run(harness, "ls", "/data") == ""
    assert harness.observe()["data"].attributes["name"] == "data-g2-web-0"


def test_what_old_servers_call_otherwise(harness: Harness, kubernetes_cluster: Cluster) -> None:
    policies = {"Scaling": {"min_instances": 1, "max_instances": 3}, "Availability": {"min_available": 1}}
    web = server("one", reserved_cpus=0.01)
    site = node("site", "toposmith.nodes.Route", host="shop.example", path="/x")
    planned = harness.deploy(governed(policies, web, site, edge("site", "backend", "web")))
    kinds = "horizontalpodautoscalers,poddisruptionbudgets,ingresses,networkpolicies"
    found = look(kubernetes_cluster, "--namespace", harness.deployment, kinds)["items"]
    assert sorted((each["kind"], each["metadata"]["name"]) for each in found) == [
        ("HorizontalPodAutoscaler", "web"),
        ("Ingress", "site"),
        ("NetworkPolicy", "default"),
        ("NetworkPolicy", "web--public"),
        ("PodDisruptionBudget", "web"),
    ]
    observed = harness.backend.observe(harness.deployment, harness.endpoint, planned.rendered)
    assert observed["site"].attributes["url"] == "http://shop.example/x"
    assert {address: each.drift for address, each in observed.items()} == {"web": (), "site": ()}


def test_a_load_balancer_that_nobody_gives_an_address(harness: Harness) -> None:
    entrance = node("entrance", "tosca.nodes.LoadBalancer")
    harness.deploy(graph(server("one"), entrance, edge("entrance", "backend", "web")))
    found = harness.observe()["entrance"]
    assert (found.state, found.detail) == (NodeState.STARTING, "the cluster has given it no address yet")
