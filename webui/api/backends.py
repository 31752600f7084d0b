"""``/backends``: the platforms that can be deployed to."""

from ninja import Router, Schema

from provisioners.backends.contract import Backend
from provisioners.backends.registry import backend_names, load_backend
from webui.api.authentication import ApiRequest

router = Router(tags=["backends"])


class OptionOut(Schema):
    name: str
    description: str
    pattern: str
    default: str


class BackendOut(Schema):
    """``tried`` and ``tried_with`` say how far this backend was run by its own tests."""

    name: str
    title: str
    unit: str
    rights: list[str]
    schemes: list[str]
    credential_fields: list[str]
    options: list[OptionOut]
    tried: str
    tried_with: str

    @staticmethod
    def resolve_rights(backend: Backend) -> list[str]:
        return sorted(backend.rights)

    @staticmethod
    def resolve_credential_fields(backend: Backend) -> list[str]:
        return sorted(backend.credential_fields)

    @staticmethod
    def resolve_options(backend: Backend) -> list[dict[str, str]]:
        return [
            {"name": name, "description": option.description, "pattern": option.pattern, "default": option.default}
            for name, option in sorted(backend.options.items())
        ]


class BackendList(Schema):
    items: list[BackendOut]
    next: None = None


@router.get("", response=BackendList)
def list_backends(request: ApiRequest) -> dict[str, list[Backend]]:
    """All installed backends, with what a target of each has: its rights, schemes, credential and options."""
    return {"items": [load_backend(name) for name in backend_names()]}
