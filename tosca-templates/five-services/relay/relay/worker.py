"""Takes jobs from the queue, one after the other. REDIS_URL says where the queue is.

Touches a file each time round; a health check looks at its age.
"""

import os
import signal
import sys
import time
from pathlib import Path

import redis

from relay.ledger import Ledger
from relay.service import stop

ALIVE = Path("/tmp/worker-alive")  # noqa: S108 - private to the container
SECONDS_OF_PATIENCE = 1


def work_once(ledger: Ledger) -> bool:
    """Do the next job; False when there was none in time."""
    job = ledger.take(SECONDS_OF_PATIENCE)
    if job is None:
        return False
    ledger.finish(job)
    sys.stdout.write(f"counted an answer of {job}\n")
    return True


def main() -> None:
    """Work until told to stop. A job that is cut off is done again at the next start."""
    signal.signal(signal.SIGTERM, stop)
    ledger = Ledger(os.environ["REDIS_URL"])
    while True:
        try:
            work_once(ledger)
            ALIVE.touch()
        except (redis.ConnectionError, redis.TimeoutError) as problem:
            sys.stderr.write(f"waiting for the queue: {problem}\n")
            time.sleep(SECONDS_OF_PATIENCE)


if __name__ == "__main__":
    main()
