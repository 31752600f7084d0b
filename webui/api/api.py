"""The API object that all resources are mounted on."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from webui.api import (
    backends,
    commands,
    deployments,
    events,
    images,
    logs,
    operations,
    plans,
    problems,
    service_templates,
    session,
    targets,
    tokens,
    type_maps,
    versions,
)
from webui.api.authentication import access

DESCRIPTION = """
Every error is `application/problem+json` with a stable `code` and a `request_id`. Lists come in pages with a `next`
cursor. Long work answers 202 with a `Location`. `Idempotency-Key` is honoured where something is made.
"""


class Api(NinjaAPI):
    """The API with short operation names, and with the problem that every route may answer."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **parameters: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**parameters)
        problem = problems.ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"].update(problem.pop("$defs"), ProblemDetails=problem)
        for methods in document["paths"].values():
            for operation in methods.values():
                operation["responses"]["default"] = PROBLEM
        return document


PROBLEM = {
    "description": "What went wrong",
    "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
}

api = Api(
    title="Toposmith",
    version="1",
    description=DESCRIPTION.strip(),
    urls_namespace="api",
    auth=access(),
    docs_url=None,
)
problems.install(api)

api.add_router("/session", session.router)
api.add_router("/tokens", tokens.router)
api.add_router("/service-templates", service_templates.router)
api.add_router("/versions", versions.router)
api.add_router("/backends", backends.router)
api.add_router("/targets", targets.router)
api.add_router("/type-maps", type_maps.router)
api.add_router("/deployments", deployments.router)
api.add_router("", plans.router)
api.add_router("", operations.router)
api.add_router("", events.router)
api.add_router("", logs.router)
api.add_router("", commands.router)
api.add_router("", images.router)
