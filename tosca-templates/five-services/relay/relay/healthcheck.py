"""Succeeds when the HTTP service in this container answers."""

import urllib.request

from relay.service import PORT

urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=3).close()
