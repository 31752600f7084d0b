"""Making and removing targets."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError

from provisioners.backends.contract import Backend, Right
from provisioners.backends.options import option_addresses, option_faults
from provisioners.backends.registry import UnknownBackend, load_backend
from provisioners.errors import Conflict, Refused
from provisioners.images.options import REGISTRY_FIELDS
from provisioners.models import Target
from provisioners.outbound import check_endpoint
from provisioners.sealing import seal_fields

ONE_LINE = frozenset({"token", "username", "password"}) | REGISTRY_FIELDS
"""Fields that go into a header, where a line break copied with them does harm. Certificates have many lines."""


def create_target(
    *,
    team: Model,
    name: str,
    backend: str,
    endpoint: str,
    credential: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    rights: Sequence[Right] = (),
    queue: str = "default",
) -> Target:
    """A new target of a team. ``credential`` has typed fields, texts and never paths; it is sealed at once.

    Raises :class:`Conflict` when the name is taken, :class:`Refused` for an unknown backend, a right, an option or a
    part of a credential that it does not know, a token or password that has more than one line, and an address that
    the policy for outbound connections does not allow.
    """
    platform = installed_backend(backend)
    _check_rights(platform, rights)
    _check_credential(platform, credential or {})
    _check_options(platform, options or {})
    check_addresses(platform, endpoint, options or {})
    try:
        with transaction.atomic():
            return Target.objects.create(
                team_id=team.pk,
                name=name,
                backend=backend,
                endpoint=endpoint,
                credential=seal_fields(credential) if credential else None,
                options=dict(options or {}),
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


def check_addresses(backend: Backend, endpoint: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """The addresses that a target's endpoint leads to now.

    Raises :class:`Refused` unless all that the target names may be connected to.
    """
    found = check_endpoint(endpoint, settings.ALLOWED_ENDPOINTS, schemes=backend.schemes)
    for address, schemes in option_addresses(backend, options):
        check_endpoint(address, settings.ALLOWED_ENDPOINTS, schemes=schemes)
    return found.addresses


def _check_credential(backend: Backend, credential: Mapping[str, str]) -> None:
    unknown = sorted(set(credential) - backend.credential_fields)
    if unknown:
        known = ", ".join(sorted(backend.credential_fields)) or "nothing"
        message = f"A credential for {backend.title} consists of {known}, and not of {', '.join(unknown)}."
        raise Refused("credential_refused", message)
    torn = sorted(field for field in ONE_LINE & credential.keys() if not _is_one_line(credential[field]))
    if torn:
        message = f"{', '.join(torn)} of the credential must be one line, with no white space before or after it."
        raise Refused("credential_refused", message)


def _is_one_line(text: str) -> bool:
    return text == text.strip() and len(text.splitlines()) <= 1


def _check_options(backend: Backend, options: Mapping[str, str]) -> None:
    faults = " ".join(option_faults(backend, options))
    if faults:
        raise Refused("option_refused", faults)
