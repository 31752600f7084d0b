"""The application as it is served, only less patient: what takes a quarter of a minute takes a moment here."""

from toposmith.asgi import application
from webui.api import events

events.HEARTBEAT_SECONDS = 0.1
events.RECHECK_SECONDS = 0.0

__all__ = ["application"]
