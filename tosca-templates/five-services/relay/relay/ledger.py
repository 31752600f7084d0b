"""What the services keep in Redis: a count of visits, a queue of jobs, and what the worker made of them."""

from dataclasses import dataclass

import redis

VISITS = "visits"
WAITING = "jobs:waiting"
TAKEN = "jobs:taken"
DONE = "jobs:done"
ANSWERS = "answers"
TIMEOUT = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """The state of the ledger. ``answers`` counts, by web replica, the visits that the worker has been told of."""

    visits: int
    waiting: int
    done: int
    answers: dict[str, int]


class Ledger:
    """The shared state. One worker at a time takes jobs; any number of others may write visits and read."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url, decode_responses=True, socket_timeout=TIMEOUT)

    def ping(self) -> None:
        self._redis.ping()

    def record_visit(self, replica: str) -> int:
        """Count a visit and queue the job that says which replica answered it; the visit's number."""
        with self._redis.pipeline() as pipeline:
            visits, _ = pipeline.incr(VISITS).lpush(WAITING, replica).execute()
        return int(visits)

    def summary(self) -> Summary:
        """All figures as of one moment."""
        with self._redis.pipeline() as pipeline:
            pipeline.get(VISITS).llen(WAITING).get(DONE).hgetall(ANSWERS)
            visits, waiting, done, answers = pipeline.execute()
        return Summary(int(visits or 0), waiting, int(done or 0), {name: int(n) for name, n in answers.items()})

    def take(self, seconds: int) -> str | None:
        """The next job, waiting for one up to some seconds. It is kept aside until it is finished."""
        left_over = self._redis.lindex(TAKEN, 0)
        return left_over or self._redis.blmove(WAITING, TAKEN, seconds, "RIGHT", "LEFT")

    def finish(self, replica: str) -> None:
        """Write down a job's result and drop the job, both or neither: a job killed half-way is done again."""
        with self._redis.pipeline() as pipeline:
            pipeline.hincrby(ANSWERS, replica, 1).incr(DONE).lrem(TAKEN, 1, replica).execute()
