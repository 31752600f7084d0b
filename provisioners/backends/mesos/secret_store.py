"""DC/OS's secrets API: https://docs.d2iq.com/mesosphere/dcos/, "Secrets API"."""

from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import quote

from provisioners.backends.contract import Endpoint
from provisioners.backends.mesos.http import Api, opened


class SecretStore:
    """The secrets of one deployment: those whose path begins with its group's."""

    def __init__(self, api: Api, store: str, group: str) -> None:
        self._api = api
        self._base = f"/secret/{quote(store)}"
        self._group = group.strip("/")

    def put(self, secrets: Mapping[str, str]) -> None:
        """Keep secrets by path; what is there already is the same, since its path says so."""
        for path, value in secrets.items():
            self._api.call("PUT", f"{self._base}/{quote(path)}", body={"value": value}, expected=(200, 201, 204, 409))

    def remove(self, keep: Container[str]) -> None:
        """Remove the deployment's secrets but some."""
        place = f"{self._base}/{quote(self._group)}"
        answer = self._api.call("GET", place, query=(("list", "true"),), expected=(200, 404))
        for name in answer.data["array"] if answer.status == 200 else ():
            path = f"{self._group}/{name}"
            if path not in keep:
                self._api.call("DELETE", f"{self._base}/{quote(path)}", expected=(200, 204, 404))


@contextmanager
def secret_store(endpoint: Endpoint, group: str) -> Iterator[SecretStore | None]:
    """The store that a target names, at its endpoint; None where it names none."""
    store = endpoint.options.get("secret_store")
    if not store:
        yield None
        return
    with opened(endpoint, "DC/OS's secret store", endpoint.url, "/secrets/v1", with_credential=True) as api:
        yield SecretStore(api, store, group)
