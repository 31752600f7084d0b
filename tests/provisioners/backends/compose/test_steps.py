"""The steps of a group."""

from provisioners.backends.compose import backend
from provisioners.backends.contract import Build, Rendered
from provisioners.planning.model import Action, Change
from tests.provisioners.graphs import graph

FILES = {"compose.yaml": "name: shop\n"}
BUILDS = (Build("web", "web:1", "web/Dockerfile", "web"), Build("api", "api:1", "api/Dockerfile", "api"))


def change(address: str, action: Action) -> Change:
    return Change(address, "Container", action)


def test_images_are_made_before_all_is_applied_at_once() -> None:
    changes = [change("web", Action.CREATE), change("api", Action.CREATE), change("data", Action.CREATE)]
    steps = backend.steps(graph(), changes, Rendered(FILES, {}, BUILDS), {})
    assert [(step.key, step.verb, step.addresses, step.depends_on) for step in steps] == [
        ("build:web", "build", ("web",), ()),
        ("build:api", "build", ("api",), ()),
        ("apply", "apply", ("web", "api", "data"), ("build:web", "build:api")),
    ]
    assert steps[-1].title == "Apply 3 changes"


def test_what_does_not_change_has_no_step() -> None:
    changes = [change("web", Action.NOOP), change("api", Action.UPDATE)]
    assert [step.key for step in backend.steps(graph(), changes, Rendered(FILES, {}, BUILDS), {})] == [
        "build:api",
        "apply",
    ]
    assert backend.steps(graph(), [change("web", Action.NOOP)], Rendered(FILES, {}, BUILDS), {}) == ()


def test_when_no_container_is_left_all_is_removed() -> None:
    steps = backend.steps(graph(), [change("web", Action.DELETE)], Rendered({}, {}), {})
    assert [(step.key, step.addresses) for step in steps] == [("remove", ("web",))]


def test_undeployment_is_one_step_even_when_nothing_is_recorded() -> None:
    assert [step.key for step in backend.teardown(graph(), [])] == ["remove"]
