"""The stored form of what was rendered: it loses nothing that a worker needs, and is read strictly."""

import json

import pytest

from provisioners.backends.codec import RenderedFormatError, rendered_from_json, rendered_to_json
from provisioners.backends.contract import Build, NativeObject, Rendered

RENDERED = Rendered(
    files={"compose.yaml": "services: {}\n"},
    objects={
        "web": NativeObject("web", "toposmith.nodes.Container", "shop-web", {"image": "1"}, "none", {"host": "web"}),
        "data": NativeObject("data", "toposmith.nodes.Volume", "shop-data", {}, "retain"),
    },
    builds=(Build("web", "shop-web:1", "Dockerfile", "images/web"),),
    secrets={"DB_PASSWORD": ["user:", {"secret": "input:password"}]},
)


def test_it_loses_nothing() -> None:
    assert rendered_from_json(rendered_to_json(RENDERED)) == RENDERED
    assert list(rendered_from_json(rendered_to_json(RENDERED)).objects) == ["web", "data"]


def test_equal_forms_are_stored_as_equal_text() -> None:
    turned = Rendered(
        files=dict(RENDERED.files), objects=RENDERED.objects, builds=RENDERED.builds, secrets=RENDERED.secrets
    )
    assert rendered_to_json(turned) == rendered_to_json(RENDERED)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"format_version": 1}', '{"format_version": 1, "objects": [{}]}']
)
def test_what_is_no_rendered_form_is_refused(text: str) -> None:
    with pytest.raises(RenderedFormatError):
        rendered_from_json(text)


def test_a_newer_form_is_refused() -> None:
    document = {**json.loads(rendered_to_json(RENDERED)), "format_version": 2}
    with pytest.raises(RenderedFormatError, match="format 2"):
        rendered_from_json(json.dumps(document))
