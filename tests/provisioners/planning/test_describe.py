"""A plan in words."""

from provisioners.planning.describe import plan_lines
from provisioners.planning.model import Action, Change, DataEffect, Plan


def test_each_change_says_what_why_and_at_what_price() -> None:
    plan = Plan(
        (
            Change("web", "Container", Action.REPLACE, ("image changes",), unknowns=("db.url", "inputs.colour")),
            Change("cache", "Container", Action.NOOP),
            Change("data", "Volume", Action.DELETE, ("it is no longer in the template",), DataEffect.DESTROYS),
        ),
        (),
    )
    assert plan_lines(plan) == [
        "± replace web (Container)",
        "    image changes",
        "    known after apply: db.url, inputs.colour",
        "- delete data (Volume)",
        "    it is no longer in the template",
        "    ! its data is destroyed",
        "Plan: 1 to replace, 1 to delete, 1 unchanged."
        " Data is destroyed or left behind: this wants a confirmation of its own.",
    ]


def test_unchanged_instances_are_listed_on_demand() -> None:
    plan = Plan((Change("web", "Container", Action.NOOP),), ())
    assert plan_lines(plan) == ["Nothing to do."]
    assert plan_lines(plan, unchanged=True) == ["  no-op web (Container)", "Nothing to do."]


def test_an_empty_plan_has_nothing_to_do() -> None:
    assert plan_lines(Plan((), ())) == ["Nothing to do."]
