"""Each example deployed on a real engine, used over HTTP, deployed again, and removed without a trace."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from provisioners.backends.contract import NodeState
from provisioners.planning.model import Action
from tests.examples.deployment import ENGINE, Deployment
from tests.examples.engine import docker, eventually

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("example_images")]

PASSWORD = 'it\'s "quoted", $HOME, %s and ${NOTHING} \\ 1'
MEGABYTE = 10**6


@pytest.fixture
def deploy() -> Iterator[Callable[..., Deployment]]:
    """Makes deployments and removes them at the end of the test, whatever became of it."""
    made: list[Deployment] = []

    def make(example: str, **secrets: str) -> Deployment:
        made.append(Deployment(example, secrets=secrets))
        return made[-1]

    yield make
    for deployment in made:
        deployment.remove()


def fetch(url: str, form: dict[str, object] | None = None) -> tuple[int, str]:
    """Status and text of an answer, redirections followed."""
    body = urllib.parse.urlencode(form).encode() if form is not None else None
    try:
        with urllib.request.urlopen(url, body, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode()


def assert_second_apply_changes_nothing(deployment: Deployment) -> None:
    before = deployment.containers()
    assert deployment.plan().plan.is_empty
    assert set(deployment.apply().values()) == {Action.NOOP}
    assert deployment.containers() == before


def assert_removed_without_trace(deployment: Deployment) -> None:
    deployment.remove()
    assert deployment.left_over() == []


def image_size(deployment: Deployment, address: str) -> int:
    """What a node's image weighs, the base included."""
    (image, *_) = docker("inspect", "--format", "{{.Image}}", *deployment.containers(address))
    return int(docker("image", "inspect", "--format", "{{.Size}}", image)[0])


def test_the_site_opens_at_the_address_that_the_output_tells(deploy: Callable[..., Deployment]) -> None:
    site = deploy("one-container-site")
    assert site.apply() == {"site": Action.CREATE}
    assert site.observe()["site"].state is NodeState.RUNNING

    url = site.output("site_url")
    assert url.startswith("http://127.0.0.1:")
    status, page = fetch(url)
    assert (status, "<h1>One container, one site</h1>" in page) == (200, True)
    assert fetch(f"{url}/style.css")[0] == 200
    assert fetch(f"{url}/etc/passwd")[0] == 404
    assert image_size(site, "site") < 110 * MEGABYTE

    assert_second_apply_changes_nothing(site)
    assert_removed_without_trace(site)


def test_a_changed_page_is_a_new_image(deploy: Callable[..., Deployment]) -> None:
    site = deploy("one-container-site")
    site.apply()
    page = site.files["site/pages/index.html"].replace(b"One container, one site", b"Another heading")
    site.files = {**site.files, "site/pages/index.html": page}
    assert site.apply()["site"] is not Action.NOOP
    assert "<h1>Another heading</h1>" in fetch(site.output("site_url"))[1]
    assert_removed_without_trace(site)


def test_the_shop_sells_and_keeps_its_orders_and_its_secret(deploy: Callable[..., Deployment]) -> None:
    shop = deploy("two-tier-shop", database_password=PASSWORD)
    assert set(shop.apply().items()) == {(name, Action.CREATE) for name in ("web", "database", "database_files")}

    url = shop.output("shop_url")
    assert len(re.findall("<h3>", fetch(url)[1])) == 5
    status, page = fetch(f"{url}/orders", {"product": 5, "quantity": 2})
    assert (status, "Your order has the number 1." in page, "1 in stock" in page) == (200, True, True)
    assert fetch(f"{url}/orders", {"product": 5, "quantity": 2})[0] == 422

    assert_second_apply_changes_nothing(shop)
    assert_secret_is_nowhere(shop)

    shop.secrets["database_password"] = "a different one"
    changed = shop.apply()
    assert changed["database_files"] is Action.NOOP
    assert Action.NOOP not in (changed["web"], changed["database"])
    assert "1 in stock" in fetch(shop.output("shop_url"))[1]

    assert_removed_without_trace(shop)


def assert_secret_is_nowhere(shop: Deployment) -> None:
    rendered = shop.plan().rendered
    told = [*rendered.files.values(), *shop.lines, *docker("inspect", *shop.containers())]
    for address in ("web", "database"):
        told.append(shop.backend.logs(shop.slug, address, ENGINE, tail=500))
    for text in told:
        assert PASSWORD not in text
        assert "it's" not in text


def test_the_five_services_work_together_and_scale(deploy: Callable[..., Deployment]) -> None:
    relay = deploy("five-services")
    assert set(relay.apply().values()) == {Action.CREATE}
    url = relay.output("page_url")
    assert len(replicas_met(url)) == 2
    assert "<b>worker</b>" in fetch(url)[1]
    eventually(lambda: worker_has_done_all(url))
    assert docker("network", "inspect", "--format", "{{.Internal}}", *networks(relay, "internal")) == ["true"]
    assert_second_apply_changes_nothing(relay)

    visits = trace(url)["visit"]
    changed = relay.apply(web_replicas=3)
    assert changed.pop("web") is Action.UPDATE
    assert set(changed.values()) == {Action.NOOP}
    assert relay.output("page_url") == url
    assert relay.observe()["web"].replicas == 3
    eventually(lambda: len(replicas_met(url)) == 3)
    assert trace(url)["visit"] > visits

    assert_removed_without_trace(relay)


def test_the_report_is_written_before_it_is_shown(deploy: Callable[..., Deployment]) -> None:
    report = deploy("nightly-report")
    assert set(report.apply()) == {"page", "first_report", "report_files"}
    assert report.observe()["page"].state is NodeState.RUNNING
    status, page = fetch(report.output("report_url"))
    assert (status, "<th>Written at</th>" in page) == (200, True)
    assert_second_apply_changes_nothing(report)
    assert_removed_without_trace(report)


def trace(url: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(fetch(f"{url}/trace.json")[1])
    return facts


def replicas_met(url: str) -> set[str]:
    return {trace(url)["web"] for _ in range(20)}


def worker_has_done_all(url: str) -> bool:
    """Whether every visit but the one that asks has been worked on."""
    facts = trace(url)
    return bool(facts["done"] >= facts["visit"] - 1)


def networks(deployment: Deployment, address: str) -> list[str]:
    return docker(
        "network", "ls", "--quiet", "--filter", f"label=toposmith.deployment={deployment.slug}",
        "--filter", f"label=toposmith.address={address}",
    )  # fmt: skip
