"""Volumes as claims: one for each instance of a stateful set, or one that several workloads share."""

from provisioners.backends.kubernetes.kinds import is_claimed_by_instance
from provisioners.backends.kubernetes.labels import ADDRESS, GENERATION, common_labels
from provisioners.backends.kubernetes.rendering import Manifest, Rendering, filled
from provisioners.containers.model import Container, Volume

VOLUME = "toposmith.volume"
"""The label that holds a volume's name; claims of all its generations have it."""


UNITS = ("", "k", "M", "G", "T", "P", "E")


def claim_name(rendering: Rendering, volume: Volume) -> str:
    """The name of a claim that several workloads share."""
    return rendering.names.of(rendering.volume_name(volume))


def claims(rendering: Rendering) -> list[Manifest]:
    """The claims that are objects of their own."""
    shared = (each for each in rendering.topology.volumes.values() if each.used_by)
    return [
        rendering.manifest(
            "v1",
            "PersistentVolumeClaim",
            claim_name(rendering, volume),
            address=volume.address,
            labels=_labels(rendering, volume),
            spec=_spec(rendering, volume, rendering.option("shared_volumes")),
        )
        for volume in shared
        if not is_claimed_by_instance(rendering.topology, volume)
    ]


def claim_templates(rendering: Rendering, container: Container) -> list[Manifest]:
    """The templates from which each instance of a stateful set gets its claims.

    They hold what the API server would add: a stateful set is compared with them when it is applied again.
    """
    return [
        {
            "apiVersion": "v1",
            "kind": "PersistentVolumeClaim",
            "metadata": {
                "name": rendering.volume_name(volume),
                "labels": {**common_labels(rendering.topology.deployment), **_labels(rendering, volume)},
                "annotations": {ADDRESS: volume.address},
            },
            "spec": {**_spec(rendering, volume, "ReadWriteOnce"), "volumeMode": "Filesystem"},
        }
        for volume in rendering.volumes_of(container)
        if is_claimed_by_instance(rendering.topology, volume)
    ]


def quantity(size: int) -> str:
    """Bytes as the API server writes them back: with the largest unit that loses nothing."""
    unit = 0
    while size and size % 1000 == 0 and unit < len(UNITS) - 1:
        size, unit = size // 1000, unit + 1
    return f"{size}{UNITS[unit]}"


def _labels(rendering: Rendering, volume: Volume) -> dict[str, str]:
    return {VOLUME: rendering.volume_names[volume.address], GENERATION: str(volume.generation)}


def _spec(rendering: Rendering, volume: Volume, access: str) -> Manifest:
    size = rendering.option("volume_size") if volume.size is None else quantity(volume.size)
    return filled(
        {
            "accessModes": [access],
            "storageClassName": rendering.option("storage_class"),
            "resources": {"requests": {"storage": size}},
        }
    )
