"""A worker asks a real registry what the tags of a template mean."""

import json
from pathlib import Path
from typing import Any

import pytest

from provisioners.engine import wake
from provisioners.engine.inquire import answer_inquiry
from provisioners.models import Inquiry, InquiryKind
from provisioners.services.inquiries import put_inquiry
from tests.engines.registry import Registry
from tests.provisioners.engine.scene import make_deployment
from tests.provisioners.images.test_registry import push

pytestmark = [pytest.mark.engine, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """Puts the question for images, with networks allowed, and has it answered."""
    monkeypatch.setattr(wake, "_send", lambda *_: None)
    deployment = make_deployment(tmp_path / "world")

    def ask(*images: str, allowed: str) -> Inquiry:
        settings.ALLOWED_ENDPOINTS = [deployment.target.endpoint, allowed]
        parameters = {"images": list(images)}
        inquiry = put_inquiry(
            target=deployment.target, deployment=deployment, kind=InquiryKind.DIGESTS, parameters=parameters
        )
        answer_inquiry(inquiry.pk)
        inquiry.refresh_from_db()
        return inquiry

    return ask


def test_each_tag_has_its_digest(asked: Any, registry: Registry) -> None:
    site, other = (f"{registry.address}/team/{name}:1" for name in ("site", "other"))
    digests = {site: push(registry, "team/site", "1"), other: push(registry, "team/other", "1", b'{"a":1}')}

    inquiry = asked(site, other, allowed="127.0.0.0/8")

    assert inquiry.state == "succeeded", inquiry.error
    assert json.loads(inquiry.answer) == digests


def test_the_registrys_words_are_the_error(asked: Any, registry: Registry) -> None:
    inquiry = asked(f"{registry.address}/team/none:1", allowed="127.0.0.0/8")

    assert (inquiry.state, "has no image team/none:1" in inquiry.error) == ("failed", True)


def test_a_registry_is_under_the_policy_for_outbound_connections(asked: Any, registry: Registry) -> None:
    inquiry = asked(f"{registry.address}/team/site:1", allowed="10.0.0.0/8")

    assert (inquiry.state, "is no public address" in inquiry.error) == ("failed", True)
