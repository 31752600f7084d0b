"""Making and removing targets."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError

from provisioners.backends.contract import Backend, Right
from provisioners.backends.registry import UnknownBackend, load_backend
from provisioners.errors import Conflict, Refused
from provisioners.models import Target
from provisioners.outbound import check_endpoint
from provisioners.sealing import seal_fields

CREDENTIAL_FIELDS = frozenset({"ca", "cert", "key"})


def create_target(
    *,
    team: Model,
    name: str,
    backend: str,
    endpoint: str,
    credential: Mapping[str, str] | None = None,
    rights: Sequence[Right] = (),
    queue: str = "default",
) -> Target:
    """A new target of a team. ``credential`` has typed fields, texts and never paths; it is sealed at once.

    Raises :class:`Conflict` when the name is taken, :class:`Refused` for an unknown backend, a right that it does not
    know, and an endpoint that the policy for outbound connections does not allow.
    """
    _check_rights(installed_backend(backend), rights)
    _check_credential(credential or {})
    check_endpoint(endpoint, settings.ALLOWED_ENDPOINTS)
    try:
        with transaction.atomic():
            return Target.objects.create(
                team_id=team.pk,
                name=name,
                backend=backend,
                endpoint=endpoint,
                credential=seal_fields(credential) if credential else None,
                rights=sorted(set(rights)),
                queue=queue,
            )
    except IntegrityError:
        raise Conflict("name_taken", f"The team already has a target named {name!r}.") from None


def delete_target(*, target: Target) -> None:
    """Delete a target. Raises :class:`Conflict` while a deployment uses it."""
    try:
        with transaction.atomic():
            target.delete()
    except ProtectedError:
        raise Conflict("target_in_use", "A deployment uses this target. Delete the deployment first.") from None


def installed_backend(name: str) -> Backend:
    """The backend of that name. Raises :class:`Refused`."""
    try:
        return load_backend(name)
    except UnknownBackend as unknown:
        raise Refused("backend_unknown", f"{unknown}.") from None


def _check_rights(backend: Backend, rights: Sequence[Right]) -> None:
    unknown = sorted(set(rights) - backend.rights)
    if unknown:
        raise Refused("right_unknown", f"The backend {backend.name} has no right {', '.join(unknown)} to grant.")


def _check_credential(credential: Mapping[str, str]) -> None:
    unknown = sorted(set(credential) - CREDENTIAL_FIELDS)
    if unknown:
        raise Refused(
            "credential_refused",
            f"A credential has the fields {', '.join(sorted(CREDENTIAL_FIELDS))}, but not {', '.join(unknown)}.",
        )
