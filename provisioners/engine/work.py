"""Gathers what a backend's client needs for a step, secrets in the clear included. Only in workers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from provisioners.backends.contract import Backend, Endpoint, PlatformError, Work
from provisioners.backends.options import effective_options
from provisioners.backends.registry import load_backend
from provisioners.engine.announce import progress
from provisioners.engine.claims import owned
from provisioners.engine.command import LeashedCommands
from provisioners.engine.outage import OUTAGE, forget_connections
from provisioners.engine.take import Taken
from provisioners.errors import Refused
from provisioners.events import locked
from provisioners.models import Plan, Target
from provisioners.sealing import SealError, unseal, unseal_fields
from provisioners.services.targets import check_addresses
from topology.models import TemplateFile

MASK = "***"
SHORTEST_MASKED = 4
LONGEST_LINE = 500
MOST_LINES = 200
FOLDER_MARK = "."


@dataclass
class Secrets:
    """Opens the sealed secrets of a plan, and takes what was opened out of texts that others will see."""

    plan: Plan
    _opened: set[str] = field(default_factory=set, repr=False)

    def resolve(self, reference: str) -> str:
        """The text behind a reference.

        Raises :class:`PlatformError` when nothing was ever stored for it, and when this worker cannot open it.
        """
        sealed = self.plan.sealed_secrets.get(reference)
        if sealed is None:
            raise PlatformError(f"there is no value for the secret {reference}")
        with _opening(f"the secret {reference}"):
            text = unseal(sealed)
        self._opened.add(text)
        return text

    def masked(self, text: str) -> str:
        """The text without any secret that was opened here."""
        for secret in sorted(self._opened, key=len, reverse=True):
            if len(secret) >= SHORTEST_MASKED:
                text = text.replace(secret, MASK)
        return text


@dataclass
class Progress:
    """Writes lines of progress as events, as long as the step is ours, and not without end.

    A line that the database does not take is lost: it is not worth the step.
    """

    taken: Taken
    secrets: Secrets
    _lines: int = 0

    def __call__(self, line: str) -> None:
        self.taken.lease.check()
        self._lines += 1
        if self._lines > MOST_LINES:
            return
        try:
            self._write(line)
        except OUTAGE as error:
            forget_connections("a line of progress is lost", error)

    def _write(self, line: str) -> None:
        operation = self.taken.operation
        with locked(operation.deployment_id):
            if owned(self.taken.claim).exists():
                text = self.secrets.masked(line)[:LONGEST_LINE]
                progress(operation.pk, operation.deployment, self.taken.step.key, text)


def endpoint_of(backend: Backend, target: Target) -> Endpoint:
    """Where a target is, with its credential opened and its options, those by default included.

    Raises :class:`PlatformError` when it may not be used: what a name leads to can change after the target was made;
    and when this worker has no key for the credential.
    """
    try:
        addresses = check_addresses(backend, target.endpoint, target.options)
    except Refused as refused:
        raise PlatformError(refused.message) from None
    with _opening("the target's credential"):
        credential = unseal_fields(_bytes(target.credential))
    return Endpoint(target.endpoint, credential, effective_options(backend, target.options), addresses)


@contextmanager
def _opening(what: str) -> Iterator[None]:
    """A worker without the key is no bug: it is said, and somebody can give it the key."""
    try:
        yield
    except SealError as error:
        raise PlatformError(f"{what} cannot be opened by this worker: {error}") from None


def _bytes(column: bytes | memoryview | None) -> bytes | None:
    """A binary column as bytes: PostgreSQL's client gives a view."""
    return None if column is None else bytes(column)


@contextmanager
def gathered(taken: Taken, secrets: Secrets) -> Iterator[Work]:
    """The work of a claimed step; its folder lasts as long as the context."""
    deployment = taken.operation.deployment

    def resolve(reference: str) -> str:
        taken.lease.check()
        return secrets.resolve(reference)

    def pause(seconds: float) -> None:
        taken.lease.wait(seconds)
        taken.lease.check()

    prefix = f"{taken.claim.number}{FOLDER_MARK}"
    with TemporaryDirectory(prefix=prefix, dir=work_folder(), ignore_cleanup_errors=True) as folder:
        yield Work(
            deployment=deployment.slug,
            endpoint=endpoint_of(load_backend(deployment.target.backend), deployment.target),
            step=taken.values.step(taken.step.key),
            changes=taken.values.changes,
            rendered=taken.values.rendered,
            token=str(taken.step.token),
            folder=Path(folder),
            archive=lambda: _archive(taken.operation.plan),
            resolve=resolve,
            run=LeashedCommands(taken.lease),
            report=Progress(taken, secrets),
            pause=pause,
        )


def work_folder() -> Path:
    """Where the folders of running steps are; each one's name begins with its claim."""
    folder: Path = settings.HOME / "work"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _archive(plan: Plan) -> Mapping[str, bytes]:
    files = TemplateFile.objects.filter(version_id=plan.version_id).select_related("blob")
    return {file.path: bytes(file.blob.data) for file in files}
