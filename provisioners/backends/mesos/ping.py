"""Whether Marathon, and Chronos where the target names one, can be reached with the target's credential."""

from provisioners.backends.contract import Endpoint
from provisioners.backends.mesos.chronos import chronos
from provisioners.backends.mesos.marathon import marathon


def ping(endpoint: Endpoint) -> str:
    """The version of Marathon. Raises :class:`PlatformError` that says what is missing."""
    with marathon(endpoint) as api, chronos(endpoint) as scheduler:
        found = f"Marathon {api.info()['version']}"
        if scheduler is None:
            return found
        return f"{found} with Chronos, which has {len(scheduler.jobs())} jobs"
