"""A portal whose front end is a manifest only, for tests without a browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django_vite.core.asset_loader import DjangoViteAssetLoader

from tests.rows import PASSWORD
from webui.accounts.sign_in import throttle
from webui.accounts.throttling import SignInThrottle

MANIFEST = {
    "src/main.tsx": {"file": "assets/main.js", "css": ["assets/main.css"], "isEntry": True},
    "src/pages.css": {"file": "assets/pages.css", "isEntry": True},
    "src/mark.svg": {"file": "assets/mark.svg"},
}


@pytest.fixture
def front_end(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the built front end lies."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(MANIFEST))
    settings.FRONTEND_DIST = tmp_path
    settings.DJANGO_VITE = {"default": {"dev_mode": False, "manifest_path": manifest}}
    monkeypatch.setattr(DjangoViteAssetLoader, "_instance", None)
    return tmp_path


@pytest.fixture(autouse=True)
def fresh_throttle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_failures", SignInThrottle()._failures)


def send_sign_in(client: Client, username: str, password: str = PASSWORD, **fields: str) -> Any:
    return client.post("/sign-in", {"username": username, "password": password, **fields})
