"""``/backends``: the platforms that can be deployed to."""

from ninja import Router, Schema

from provisioners.backends.contract import Backend
from provisioners.backends.registry import backend_names, load_backend
from webui.api.authentication import ApiRequest

router = Router(tags=["backends"])


class BackendOut(Schema):
    name: str
    unit: str
    rights: list[str]

    @staticmethod
    def resolve_rights(backend: Backend) -> list[str]:
        return sorted(backend.rights)


class BackendList(Schema):
    items: list[BackendOut]
    next: None = None


@router.get("", response=BackendList)
def list_backends(request: ApiRequest) -> dict[str, list[Backend]]:
    """All installed backends; ``rights`` are those that a target of each can grant."""
    return {"items": [load_backend(name) for name in backend_names()]}
