"""How Marathon refuses: a status and a body of its own shape."""

from collections.abc import Sequence

from tests.standins.marathon.raml import Violation


class Refused(Exception):
    """What is answered in place of what was asked for."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body


def invalid(problems: Sequence[Violation]) -> Refused:
    details = [{"path": path, "errors": [reason]} for path, reason in problems]
    return Refused(422, {"message": "Object is not valid", "details": details})


def conflict(deployments: Sequence[str]) -> Refused:
    message = (
        "App is locked by one or more deployments. Override with the option '?force=true'. "
        "View details at '/v2/deployments/<DEPLOYMENT_ID>'."
    )
    return Refused(409, {"message": message, "deployments": [{"id": identifier} for identifier in deployments]})


def missing(what: str) -> Refused:
    return Refused(404, {"message": f"{what} does not exist"})


def bad(message: str) -> Refused:
    return Refused(400, {"message": message})
