"""Images are made on an engine and arrive in a real registry."""

import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, ClassVar

import docker.errors
import pytest

from provisioners.backends.contract import Build, Endpoint, PlatformError
from provisioners.images import pushing as module
from provisioners.images.pushing import ensure_pushed
from tests.engines.registry import Registry
from tests.provisioners.backends.stopping import Stopped, stop
from tests.provisioners.images.conftest import MakeWork, builder


def build(registry: Registry, deployment: str, tag: str = "0123456789abcdef") -> Build:
    name = f"{registry.address}/team/toposmith/{deployment}/web:{tag}"
    return Build("web", name, "web/Dockerfile", "web", push=True)


def options(registry: Registry) -> dict[str, str]:
    return {"registry": f"{registry.address}/team", "builder": builder()}


def tags(registry: Registry, wanted: Build) -> str:
    repository = wanted.image.removeprefix(f"{registry.address}/").rpartition(":")[0]
    with urllib.request.urlopen(f"http://{registry.address}/v2/{repository}/tags/list", timeout=20) as answer:
        text: str = answer.read().decode()
        return text


def local_images(deployment: str) -> str:
    label = f"label=toposmith.deployment={deployment}"
    return subprocess.run(
        ["docker", "images", "-q", "--filter", label], check=True, capture_output=True, text=True
    ).stdout


@pytest.mark.engine
@pytest.mark.usefixtures("debian_base_image")
class TestOnAnEngine:
    def test_an_image_is_made_and_pushed_and_leaves_nothing_on_the_builder(
        self, registry: Registry, make_work: MakeWork
    ) -> None:
        said: list[str] = []
        work = make_work(options(registry), report=said.append)
        wanted = build(registry, work.deployment)
        ensure_pushed(work, wanted)
        assert '"0123456789abcdef"' in tags(registry, wanted)
        assert local_images(work.deployment) == ""
        assert said == ["web: building the image", "web: pushing the image"]

    def test_the_same_content_is_not_made_again(self, registry: Registry, make_work: MakeWork) -> None:
        said: list[str] = []
        work = make_work(options(registry), report=said.append)
        for _ in range(2):
            ensure_pushed(work, build(registry, work.deployment))
        assert said[2:] == ["web: the registry has the image already"]

    def test_without_a_known_content_it_is_made_at_every_apply(self, registry: Registry, make_work: MakeWork) -> None:
        said: list[str] = []
        work = make_work(options(registry), report=said.append)
        for _ in range(2):
            ensure_pushed(work, build(registry, work.deployment, tag="latest"))
        assert said.count("web: pushing the image") == 2

    def test_a_private_registry_takes_it_with_the_credential_only(
        self, private_registry: Registry, make_work: MakeWork
    ) -> None:
        refused = make_work(options(private_registry))
        with pytest.raises(PlatformError, match=r"(?s)cannot be pushed.*no basic auth credentials"):
            ensure_pushed(refused, build(private_registry, refused.deployment))
        said: list[str] = []
        work = make_work(options(private_registry), private_registry.credential, report=said.append)
        for _ in range(2):
            ensure_pushed(work, build(private_registry, work.deployment))
        assert said[-1] == "web: the registry has the image already"
        assert private_registry.password not in "".join(said)
        assert local_images(work.deployment) == ""

    def test_a_wrong_password_is_said_in_the_registrys_words(
        self, private_registry: Registry, make_work: MakeWork
    ) -> None:
        wrong = {"registry_username": "toposmith", "registry_password": "not-this-one"}
        work = make_work(options(private_registry), wrong)
        with pytest.raises(PlatformError, match=r"(?s)cannot be pushed.*unauthorized") as raised:
            ensure_pushed(work, build(private_registry, work.deployment))
        assert "not-this-one" not in str(raised.value)

    def test_a_registry_that_is_away(self, make_work: MakeWork) -> None:
        away = Registry("127.0.0.1:1")
        work = make_work(options(away))
        with pytest.raises(PlatformError, match=r"(?s)cannot be pushed as 127\.0\.0\.1:1/.*connection refused"):
            ensure_pushed(work, build(away, work.deployment))
        assert local_images(work.deployment) == ""


def test_without_a_builder_it_says_what_to_set(make_work: MakeWork) -> None:
    work = make_work({"registry": "registry.example"})
    with pytest.raises(PlatformError, match="Set the target's option 'builder'") as raised:
        ensure_pushed(work, Build("web", "registry.example/toposmith/shop/web:1", "Dockerfile", ".", push=True))
    assert raised.value.addresses == ("web",)


def test_a_builder_on_another_host_needs_certificates(make_work: MakeWork) -> None:
    work = make_work({"registry": "registry.example", "builder": "tcp://builder.example:2376"})
    with pytest.raises(PlatformError, match="the credential lacks ca, cert, key"):
        ensure_pushed(work, Build("web", "registry.example/toposmith/shop/web:1", "Dockerfile", ".", push=True))


class TestOnAStandIn:
    BUILD = Build("web", "registry.example/toposmith/shop/web:latest", "Dockerfile", ".", push=True)
    OPTIONS: ClassVar = {"registry": "registry.example", "builder": "unix:///run/builder.sock"}

    def push(
        self,
        monkeypatch: pytest.MonkeyPatch,
        make_work: MakeWork,
        line: dict[str, str],
        refusal: Exception | None = None,
        **fields: Any,
    ) -> None:
        """Push an image whose push says one line; what is removed is kept in ``removed``, be it refused or not."""
        self.removed: list[str] = []

        def remove(image: str) -> None:
            self.removed.append(image)
            if refusal is not None:
                raise refusal

        api = SimpleNamespace(push=lambda *_, **__: iter([line]), remove_image=remove)

        @contextmanager
        def connected(endpoint: Endpoint, **_: float) -> Iterator[Any]:
            yield api

        monkeypatch.setattr(module, "connected", connected)
        monkeypatch.setattr(module, "ensure_built", lambda *_: None)
        ensure_pushed(make_work(self.OPTIONS, **fields), self.BUILD)

    def test_an_image_that_was_pushed_is_removed(self, monkeypatch: pytest.MonkeyPatch, make_work: MakeWork) -> None:
        self.push(monkeypatch, make_work, {"status": "Pushed"})
        assert self.removed == [self.BUILD.image]

    def test_one_that_was_not_pushed_is_removed_as_well(
        self, monkeypatch: pytest.MonkeyPatch, make_work: MakeWork
    ) -> None:
        with pytest.raises(PlatformError, match="connection refused"):
            self.push(monkeypatch, make_work, {"error": "connection refused"})
        assert self.removed == [self.BUILD.image]

    def test_one_that_is_gone_needs_no_removal(self, monkeypatch: pytest.MonkeyPatch, make_work: MakeWork) -> None:
        said: list[str] = []
        gone = docker.errors.ImageNotFound("gone")
        self.push(monkeypatch, make_work, {"status": "Pushed"}, gone, report=said.append)
        assert said == ["web: pushing the image"]

    def test_one_that_cannot_be_removed_does_not_hide_why_it_was_not_pushed(
        self, monkeypatch: pytest.MonkeyPatch, make_work: MakeWork
    ) -> None:
        said: list[str] = []
        used = docker.errors.APIError("conflict", explanation="a container uses it")
        with pytest.raises(PlatformError, match="connection refused"):
            self.push(monkeypatch, make_work, {"error": "connection refused"}, used, report=said.append)
        assert said[-1] == f"the image {self.BUILD.image} is left on the builder: a container uses it"

    def test_a_stopped_step_ends_in_the_middle_and_leaves_the_image_to_the_next(
        self, monkeypatch: pytest.MonkeyPatch, make_work: MakeWork
    ) -> None:
        with pytest.raises(Stopped):
            self.push(monkeypatch, make_work, {"status": "Pushing"}, pause=stop)
        assert self.removed == []
