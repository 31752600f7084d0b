"""The child under its limits: what ends it is told, and the next question is answered by a new one."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from topology.record import replace
from toposmith.lsp.answers import Request
from toposmith.lsp.child import Child, ChildDied, ChildFailed, Limits

VERSION = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
GOOD = Request("diagnose", None, "a.yaml", {"a.yaml": VERSION}, "utf-16")
LARGE = replace(GOOD, texts={"a.yaml": VERSION + "metadata:\n" + "".join(f"  k{n}: v\n" for n in range(120_000))})


def with_child(scenario: Callable[[Child], Awaitable[None]], **limits: Any) -> None:
    async def whole() -> None:
        child = Child(Limits(**limits))
        try:
            await scenario(child)
        finally:
            await child.end()

    asyncio.run(whole())


def pid(child: Child) -> int:
    assert child._process is not None
    return child._process.pid


def test_one_process_answers_one_question_after_the_other() -> None:
    async def scenario(child: Child) -> None:
        assert await child.ask(GOOD) == []
        first = pid(child)
        assert await asyncio.gather(*(child.ask(GOOD) for _ in range(5))) == [[]] * 5
        assert pid(child) == first

    with_child(scenario)


def test_too_much_time() -> None:
    async def scenario(child: Child) -> None:
        with pytest.raises(ChildDied, match="seconds") as died:
            await child.ask(LARGE)
        assert died.value.code == "TS290"

    with_child(scenario, wall_seconds=0.001)


def test_too_much_memory() -> None:
    async def scenario(child: Child) -> None:
        with pytest.raises(ChildDied) as died:
            await child.ask(replace(LARGE, texts={"a.yaml": LARGE.texts["a.yaml"] * 1}))
        assert died.value.code in ("TS291", "TS292")
        assert await child.ask(GOOD) == []

    with_child(scenario, memory=70 * 2**20)


def test_a_process_that_ends_in_the_moment_it_is_killed() -> None:
    class Ending:
        """Ends between the time it was given and the kill, as asyncio tells it."""

        stdin, returncode, waited = None, 3, 0

        async def wait(self) -> int:
            self.waited += 1
            if self.waited == 1:
                raise TimeoutError
            return self.returncode

        def kill(self) -> None:
            raise ProcessLookupError

    async def scenario(child: Child) -> None:
        ending: Any = Ending()
        child._process = ending
        assert await child.end() == 3

    with_child(scenario)


def test_too_much_processor_time() -> None:
    async def scenario(child: Child) -> None:
        await child.ask(GOOD)
        os.kill(pid(child), signal.SIGXCPU)
        with pytest.raises(ChildDied, match="processor time") as died:
            await child.ask(GOOD)
        assert died.value.code == "TS290"
        assert await child.ask(GOOD) == []

    with_child(scenario)


def test_a_death_that_nobody_expected() -> None:
    async def scenario(child: Child) -> None:
        await child.ask(GOOD)
        os.kill(pid(child), signal.SIGKILL)
        with pytest.raises(ChildDied, match="unexpectedly") as died:
            await child.ask(GOOD)
        assert died.value.code == "TS292"
        assert await child.ask(GOOD) == []

    with_child(scenario)


def test_a_bug_is_told_without_the_text_and_does_not_end_the_child() -> None:
    async def scenario(child: Child) -> None:
        await child.ask(GOOD)
        first = pid(child)
        with pytest.raises(ChildFailed, match="KeyError in nonsense"):
            await child.ask(replace(GOOD, method="nonsense"))
        assert await child.ask(GOOD) == []
        assert pid(child) == first

    with_child(scenario)


def test_who_no_longer_waits_ends_the_child() -> None:
    async def scenario(child: Child) -> None:
        await child.ask(GOOD)
        first = pid(child)
        task = asyncio.ensure_future(child.ask(LARGE))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        assert await child.ask(GOOD) == []

    with_child(scenario)


def test_the_child_sees_neither_environment_nor_files_of_other_folders() -> None:
    async def scenario(child: Child) -> None:
        text = VERSION + "imports: [ ../../etc/hostname ]\n"
        shapes = await child.ask(replace(GOOD, root="/tmp", texts={"a.yaml": text}))
        assert [shape["code"] for shape in shapes] == ["TS203"]

    with_child(scenario)
