"""The API's description as it is committed: docs/api/openapi.json."""

import json
from pathlib import Path

from webui.api.api import api

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "api" / "openapi.json"


def description() -> str:
    """The OpenAPI document as JSON text, always the same for the same routes."""
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    plain = json.loads(json.dumps(document))
    return json.dumps(plain, indent=2, sort_keys=True) + "\n"
