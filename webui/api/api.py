"""The API object that all resources are mounted on."""

from ninja import NinjaAPI

api = NinjaAPI(title="Toposmith", version="1", urls_namespace="api")
