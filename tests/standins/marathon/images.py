"""What an image does, told by the last part of its name."""

from enum import StrEnum


class Conduct(StrEnum):
    """How a task of an image behaves in the stand-in."""

    RUNS = "runs"
    ENDS_AT_ONCE = "ends-at-once"
    CANNOT_BE_PULLED = "cannot-be-pulled"
    IS_NEVER_HEALTHY = "is-never-healthy"
    HANGS = "hangs"


def conduct(image: str) -> Conduct:
    """The conduct that an image's name tells; it runs where it tells none."""
    last = image.rpartition("/")[2].partition(":")[0]
    return Conduct(last) if last in set(Conduct) else Conduct.RUNS


FAILURES = {
    Conduct.ENDS_AT_ONCE: "Container exited with status 7",
    Conduct.CANNOT_BE_PULLED: "Failed to launch container: Failed to run 'docker -H unix:///var/run/docker.sock pull': "
    "exited with status 1; stderr='Error response from daemon: manifest unknown'",
}
"""What Mesos says of the tasks that fail."""
