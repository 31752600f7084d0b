"""What a newcomer does after ``make up``, in order, on the real engine: each test goes on where the last one ended."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.newcomer.installation import Running, answers, start, until
from tests.newcomer.person import Person, containers, left_on_engine

pytestmark = pytest.mark.engine

OWN_PASSWORD = "a quiet harbour at dawn"
SECRET = "anvil-and-tongs-42"


@pytest.fixture(scope="module")
def person(installation: Running) -> Iterator[Person]:
    somebody = Person(installation.address)
    with somebody.client:
        yield somebody


def processes(up: Running, module: str) -> list[int]:
    """The processes of an installation that run a module."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode().split("\0")
            environment = (folder / "environ").read_bytes().decode()
        except OSError:
            continue
        if module in command and f"TOPOSMITH_HOME={up.home}\0" in environment:
            found.append(int(folder.name))
    return found


def test_the_terminal_says_all_that_is_needed(installation: Running) -> None:
    for words in (installation.address, "admin", "Docker Engine", "Compose", str(installation.home), "Ctrl-C"):
        assert words in installation.welcome


def test_the_one_time_password_opens_only_the_page_for_an_own_one(installation: Running, person: Person) -> None:
    page = person.post_form("/sign-in", username="admin", password=installation.password)
    assert page.url.path == "/password"
    refused = person.client.get("/api/v1/service-templates")
    assert (refused.status_code, refused.json()["code"]) == (403, "password_change_required")
    person.post_form("/password", password=OWN_PASSWORD, again=OWN_PASSWORD)
    assert person.get("session")["user"]["username"] == "admin"


def test_the_one_time_password_is_worth_nothing_afterwards(installation: Running) -> None:
    stranger = Person(installation.address)
    with stranger.client:
        page = stranger.post_form("/sign-in", username="admin", password=installation.password)
    assert page.url.path == "/sign-in"


def test_the_examples_are_there(person: Person) -> None:
    names = [item["name"] for item in person.get("service-templates")["items"]]
    assert names == ["five-services", "nightly-report", "one-container-site", "two-tier-shop"]


def test_the_web_process_cannot_open_secrets(installation: Running) -> None:
    (web,) = processes(installation, "uvicorn")
    assert "SEAL_PRIVATE" not in (Path("/proc") / str(web) / "environ").read_text()


def test_the_shop_is_planned_then_deployed_then_open(person: Person) -> None:
    shop = person.deploy_new("two-tier-shop", "shop", {"database_password": SECRET})
    plan = person.plan(shop["id"])
    assert {change["address"]: change["action"] for change in plan["changes"]} == {
        "database_files": "create",
        "database": "create",
        "web": "create",
    }
    assert person.carry_out(plan)["state"] == "succeeded"
    assert "Cross-peen hammer" in httpx.get(shop_url(person)).text


def shop(person: Person) -> dict[str, str]:
    found: dict[str, str] = next(item for item in person.get("deployments")["items"] if item["name"] == "shop")
    return found


def shop_url(person: Person) -> str:
    deployment = person.get(f"deployments/{shop(person)['id']}")
    return str(deployment["outputs"]["shop_url"])


def test_every_node_was_seen_to_start_and_then_run(person: Person) -> None:
    events = person.get(f"deployments/{shop(person)['id']}/events?limit=200")["items"]
    states = [item["body"] for item in events if item["kind"] == "instance.state"]
    for address in ("database", "web"):
        seen = [body["state"] for body in states if body["address"] == address]
        assert seen[-1] == "running"
        assert "starting" in seen or "creating" in seen
    assert [item["number"] for item in events] == list(range(1, len(events) + 1))


def test_logs_come_through_the_worker(person: Person) -> None:
    logs = person.get(f"deployments/{shop(person)['id']}/logs?address=database&tail=50")
    assert "ready to accept connections" in logs["text"]


def test_the_secret_is_nowhere_to_be_read(installation: Running, person: Person) -> None:
    deployment = shop(person)
    plan = person.plan(deployment["id"])
    assert SECRET not in str(person.get(f"deployments/{deployment['id']}"))
    assert SECRET not in str(plan)
    for path in installation.home.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path


def test_deploying_again_changes_nothing(person: Person) -> None:
    before = containers(shop(person)["slug"])
    plan = person.plan(shop(person)["id"])
    assert plan["is_empty"]
    assert person.carry_out(plan)["state"] == "succeeded"
    assert containers(shop(person)["slug"]) == before


def test_an_order_outlives_a_new_password(person: Person) -> None:
    url = shop_url(person)
    httpx.post(f"{url}/orders", data={"product": "1", "quantity": "5"}, follow_redirects=True)
    stock = re.search(r"(\d+) in stock", httpx.get(url).text)
    assert stock
    assert stock[1] == "19"
    answer = person.send(
        "PATCH", f"deployments/{shop(person)['id']}", {"inputs": {"database_password": f"{SECRET}-new"}}
    )
    assert answer.is_success
    plan = person.plan(shop(person)["id"])
    assert {change["address"]: change["action"] for change in plan["changes"]}["database_files"] == "no-op"
    assert person.carry_out(plan)["state"] == "succeeded"
    assert "19 in stock" in httpx.get(shop_url(person)).text


@pytest.mark.parametrize("module", ["uvicorn", "celery"])
def test_a_killed_process_comes_back(installation: Running, person: Person, module: str) -> None:
    before = processes(installation, module)
    for process in before:
        os.kill(process, signal.SIGKILL)
    until(lambda: set(processes(installation, module)) - set(before), f"{module} is started again")
    until(lambda: answers(installation.address), "the portal answers")
    target = person.get("targets")["items"][0]
    assert person.post(f"targets/{target['id']}/ping")["ok"]


def test_a_second_start_is_refused_in_a_sentence(installation: Running) -> None:
    second = start(installation.home)
    words, _ = second.communicate(timeout=60)
    assert second.returncode == 2
    assert f"already runs here: {installation.address}" in words


def test_a_taken_port_is_refused_in_a_sentence(installation: Running, tmp_path: Path) -> None:
    port = int(installation.address.rpartition(":")[2])
    words, _ = start(tmp_path, port=port).communicate(timeout=60)
    assert f"make up PORT={port + 1}" in words
    assert "Traceback" not in words


def test_undeploying_leaves_nothing(person: Person) -> None:
    slug = shop(person)["slug"]
    plan = person.plan(shop(person)["id"], "undeploy")
    assert plan["touches_data"]
    assert person.carry_out(plan)["state"] == "succeeded"
    assert left_on_engine(slug) == []
    assert shop(person)["state"] == "undeployed"


def test_ctrl_c_ends_everything(installation: Running) -> None:
    assert installation.stop().endswith("Stopped.\n")
    assert installation.process.returncode == 0
    assert processes(installation, "uvicorn") + processes(installation, "celery") == []
