"""The tests' own PostgreSQL and Redis answer, keep strangers out, and leave nothing."""

from pathlib import Path

import psycopg
import pytest
import redis

from tests.engines import servers

pytestmark = pytest.mark.servers


def test_postgres_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_redis_answers(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.ping()


def test_redis_wants_its_password(redis_url: str) -> None:
    stranger = redis.Redis.from_url("redis://" + redis_url.split("@")[1])
    with stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_postgres_wants_its_password(postgres_url: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect("postgresql://postgres@" + postgres_url.split("@")[1])


def test_a_second_pair_comes_and_goes_beside_the_first(postgres_url: str) -> None:
    pair = servers.start()
    assert pair.postgres_url != postgres_url
    servers.stop(pair)
    assert not Path(pair.folder).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(pair.postgres_url)
    with redis.Redis.from_url(pair.redis_url) as client, pytest.raises(redis.ConnectionError):
        client.ping()
