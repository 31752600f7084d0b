"""What an operation left unfinished is done again by the next plan, without a word about data that nobody touched."""

import pytest
from toposmith_fake.backend import FakeBackend

from provisioners.backends.contract import RenderContext
from provisioners.planning.model import Action, Change, DataEffect, Recorded
from provisioners.planning.planner import plan_deployment
from provisioners.planning.unfinished import REASONS, Unfinished, mark_of, marked, unmarked
from tests.provisioners.graphs import graph, node

CONTEXT = RenderContext("shop", lambda reference: "digest")
WANTED = graph(node("data", "toposmith.nodes.Volume", size=1, deletion_policy="delete"))
FINGERPRINT = FakeBackend().render(WANTED, CONTEXT).objects["data"].fingerprint


def change(fingerprint: dict[str, str], size: int = 1, drift: tuple[str, ...] = ()) -> Change:
    recorded = Recorded("data", "toposmith.nodes.Volume", 1, fingerprint, "delete", drift)
    wanted = graph(node("data", "toposmith.nodes.Volume", size=size, deletion_policy="delete"))
    (only,) = plan_deployment(FakeBackend(), wanted, CONTEXT, [recorded]).plan.changes
    return only


def test_without_a_mark_nothing_happens() -> None:
    assert change(dict(FINGERPRINT)).action is Action.NOOP


@pytest.mark.parametrize(
    ("mark", "action"), [(Unfinished.EXISTENCE, Action.CREATE), (Unfinished.CONTENT, Action.UPDATE)]
)
def test_the_same_is_done_again(mark: Unfinished, action: Action) -> None:
    found = change(marked(FINGERPRINT, mark))
    assert (found.action, found.generation, found.reasons) == (action, 1, (REASONS[mark],))
    assert found.data is DataEffect.NONE
    assert found.fingerprint == FINGERPRINT


@pytest.mark.parametrize("mark", list(Unfinished))
def test_what_has_changed_since_is_replaced(mark: Unfinished) -> None:
    found = change(marked(FINGERPRINT, mark), size=2)
    assert (found.action, found.generation, found.data) == (Action.REPLACE, 2, DataEffect.DESTROYS)


def test_a_small_change_to_what_may_not_be_there_makes_it_anew() -> None:
    before = {**FINGERPRINT, "label": "another"}
    assert change(marked(before, Unfinished.CONTENT)).action is Action.UPDATE
    assert change(marked(before, Unfinished.EXISTENCE)).action is Action.REPLACE


def test_uncertain_existence_outweighs_uncertain_content() -> None:
    fingerprint = marked(marked(FINGERPRINT, Unfinished.EXISTENCE), Unfinished.CONTENT)
    assert mark_of(fingerprint) is Unfinished.EXISTENCE
    assert mark_of(marked(marked(FINGERPRINT, Unfinished.CONTENT), Unfinished.EXISTENCE)) is Unfinished.EXISTENCE


def test_backends_never_see_a_mark() -> None:
    recorded = Recorded("data", "t", 1, marked(FINGERPRINT, Unfinished.CONTENT))
    assert unmarked(recorded).fingerprint == FINGERPRINT


def test_what_somebody_changed_is_updated() -> None:
    found = change(dict(FINGERPRINT), drift=("the label is another", "it is read-only"))
    assert (found.action, found.generation) == (Action.UPDATE, 1)
    assert found.reasons == ("somebody changed it: the label is another; it is read-only",)
    assert found.data is DataEffect.NONE


def test_what_somebody_changed_and_is_wanted_otherwise_has_both_reasons() -> None:
    found = change(dict(FINGERPRINT), size=2, drift=("it is gone",))
    assert found.action is Action.REPLACE
    assert found.reasons == ("size changes", "somebody changed it: it is gone")


def test_what_was_left_unfinished_says_that_alone() -> None:
    found = change(marked(FINGERPRINT, Unfinished.GONE), drift=("it is gone",))
    assert (found.action, found.reasons) == (Action.CREATE, (REASONS[Unfinished.GONE],))
