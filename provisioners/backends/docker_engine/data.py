"""What becomes of data: only what the plan says."""

from provisioners.backends.contract import NativeObject, Verdict, Work
from provisioners.backends.docker_engine.inventory import Item
from provisioners.planning.fingerprint import in_words
from provisioners.planning.model import NO_DATA, Action, DataEffect, Recorded

POLICY_EFFECTS = {"delete": DataEffect.DESTROYS, "retain": DataEffect.ABANDONS}


def is_destroyed(work: Work, volume: Item) -> bool:
    """Whether the plan destroys this generation of a volume.

    A volume that no change speaks of was made by an attempt that nobody recorded; its own policy decides.
    """
    change = work.changes.get(volume.address)
    if change is None:
        wanted = work.rendered.objects.get(volume.address)
        return wanted is not None and wanted.deletion_policy == "delete"
    last = change.generation - 1 if change.action is Action.REPLACE else change.generation
    return change.data is DataEffect.DESTROYS and volume.generation == last


def verdict(recorded: Recorded, wanted: NativeObject, changed: tuple[str, ...], *, replace: bool) -> Verdict:
    """What a change of certain sections means, and for data.

    A changed deletion policy alone is an update: it counts when the volume is deleted.
    """
    reasons = [in_words(changed)] if changed else []
    policies = (recorded.deletion_policy, wanted.deletion_policy)
    if policies[0] != policies[1] and NO_DATA not in policies:
        reasons.append(f"the deletion policy changes from {policies[0]} to {policies[1]}")
    data = POLICY_EFFECTS.get(recorded.deletion_policy, DataEffect.NONE) if replace else DataEffect.NONE
    return Verdict(replace, tuple(reasons), data)
