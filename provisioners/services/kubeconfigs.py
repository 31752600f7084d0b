"""Making targets from what people have at hand: a kubeconfig."""

from collections.abc import Mapping, Sequence

from django.db.models import Model

from provisioners.backends.contract import Right
from provisioners.backends.kubernetes.kubeconfig import KubeconfigRefused, reduce_kubeconfig
from provisioners.errors import Refused
from provisioners.models import Target
from provisioners.services.targets import create_target


def create_target_from_kubeconfig(
    *,
    team: Model,
    name: str,
    kubeconfig: str,
    context: str = "",
    options: Mapping[str, str] | None = None,
    rights: Sequence[Right] = (),
    queue: str = "default",
) -> Target:
    """A target for Kubernetes from one context of a kubeconfig, of which only typed fields are kept.

    The context's namespace is an option unless ``options`` name another. Raises :class:`Refused` with the reason for
    what would run a program or read a file, and what :func:`create_target` raises.
    """
    try:
        reduced = reduce_kubeconfig(kubeconfig, context)
    except KubeconfigRefused as refused:
        raise Refused("kubeconfig_refused", str(refused)) from None
    namespace = {"namespace": reduced.namespace} if reduced.namespace else {}
    return create_target(
        team=team,
        name=name,
        backend="kubernetes",
        endpoint=reduced.endpoint,
        credential=reduced.credential,
        options={**namespace, **(options or {})},
        rights=rights,
        queue=queue,
    )
