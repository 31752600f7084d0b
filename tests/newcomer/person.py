"""A person who signs in with a browser's means and then uses the API, and what can be seen on the engine afterwards."""

import json
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.newcomer.installation import until

REMOVE = {"container": ["rm", "-f"], "network": ["network", "rm"], "volume": ["volume", "rm"], "image": ["rmi", "-f"]}
FINISHED = ("succeeded", "failed", "cancelled")


@dataclass
class Person:
    """Somebody at a browser; ``address`` is the portal's."""

    address: str
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.address, timeout=60, follow_redirects=True)

    def post_form(self, path: str, **fields: str) -> httpx.Response:
        """Fill in a form of a page and send it."""
        self.client.get(path)
        token = self.client.cookies["csrftoken"]
        return self.client.post(path, data={**fields, "csrfmiddlewaretoken": token})

    def get(self, path: str) -> Any:
        answer = self.client.get(f"/api/v1/{path}")
        assert answer.is_success, answer.text
        return answer.json()

    def send(self, method: str, path: str, body: Any = None) -> httpx.Response:
        headers = {"X-CSRFToken": self.client.cookies["csrftoken"]}
        return self.client.request(method, f"/api/v1/{path}", json=body, headers=headers)

    def post(self, path: str, body: Any = None) -> Any:
        answer = self.send("POST", path, body)
        assert answer.is_success, answer.text
        return answer.json()

    def deploy_new(self, template: str, name: str, inputs: dict[str, Any]) -> dict[str, Any]:
        """Make a deployment of an example on the only target."""
        templates = {item["name"]: item for item in self.get("service-templates")["items"]}
        target = self.get("targets")["items"][0]
        body = {"name": name, "version_id": templates[template]["latest"]["id"], "target_id": target["id"]}
        made: dict[str, Any] = self.post("deployments", {**body, "inputs": inputs})
        return made

    def plan(self, deployment: str, kind: str = "deploy") -> dict[str, Any]:
        made: dict[str, Any] = self.post(f"deployments/{deployment}/plans", {"kind": kind})
        return made

    def carry_out(self, plan: dict[str, Any]) -> dict[str, Any]:
        """Start a plan's operation and wait for its end."""
        body = {"plan_id": plan["id"], "confirm_data_loss": plan["touches_data"]}
        operation = self.post(f"deployments/{plan['deployment_id']}/operations", body)["id"]
        until(lambda: self.get(f"operations/{operation}")["state"] in FINISHED, "the operation's end", 300)
        ended: dict[str, Any] = self.get(f"operations/{operation}")
        return ended


def left_on_engine(slug: str) -> list[str]:
    """Every container, network, volume and image of a deployment that the engine holds."""
    label = f"label=toposmith.deployment={slug}"
    lists = (
        ["ps", "--all", "--filter", label, "--format", "container {{.Names}}"],
        ["network", "ls", "--filter", label, "--format", "network {{.Name}}"],
        ["volume", "ls", "--filter", label, "--format", "volume {{.Name}}"],
        ["images", "--filter", label, "--format", "image {{.ID}}"],
    )
    return [line for arguments in lists for line in _docker(*arguments).splitlines()]


def clean_engine(home: Path) -> None:
    """Remove what the deployments of an installation left, for example because a test failed."""
    with closing(sqlite3.connect(home / "db.sqlite3")) as database:
        slugs = [slug for (slug,) in database.execute("select slug from provisioners_deployment")]
    for kind, name in (line.split() for slug in slugs for line in left_on_engine(slug)):
        _docker(*REMOVE[kind], name)


def containers(slug: str) -> dict[str, str]:
    """The containers of a deployment: name to id."""
    lines = _docker("ps", "--filter", f"label=toposmith.deployment={slug}", "--no-trunc", "--format", "{{json .}}")
    return {item["Names"]: item["ID"] for item in map(json.loads, lines.splitlines())}


def _docker(*arguments: str) -> str:
    return subprocess.run(["docker", *arguments], check=True, capture_output=True, text=True).stdout
