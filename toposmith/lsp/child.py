"""The server's side of its child: starts it when there is something to ask, and again when it has died."""

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from topology.record import ValueRecord
from topology.sandbox.protocol import EXIT_MEMORY
from toposmith.lsp.answers import Request
from toposmith.lsp.channel import pack_request

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from toposmith.lsp.worker import main; " + (
    "sys.exit(main(*map(int, sys.argv[2:])))"
)


class Limits(ValueRecord):
    """What a child may take: seconds of processor time and of time for each request, and memory in bytes."""

    cpu_seconds: int = 20
    wall_seconds: float = 40.0
    memory: int = 1024 * 2**20


class ChildDied(Exception):
    """The child did not answer; ``code`` is that of the finding, the message a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ChildFailed(Exception):
    """The child met an exception that nobody expected; the message says where, without any text of the template."""


class Child:
    """One child process, asked one thing at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def ask(self, request: Request) -> Any:
        """The answer to a request. Raises :class:`ChildDied` or :class:`ChildFailed`; the next request starts afresh.

        Who cancels this ends the child with it, so that nothing goes on for nobody.
        """
        async with self._turn:
            try:
                return await asyncio.wait_for(self._exchange(request), self._limits.wall_seconds)
            except TimeoutError:
                await self.end()
                message = f"Reading did not finish within {self._limits.wall_seconds:g} seconds."
                raise ChildDied("TS290", message) from None
            except (asyncio.IncompleteReadError, ConnectionError, ValueError):
                raise self._death(await self.end()) from None
            except asyncio.CancelledError:
                await self.end()
                raise

    async def end(self) -> int:
        """End the process, if there is one, and tell with what status it ended."""
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), 0.2)
        except TimeoutError:
            with suppress(ProcessLookupError):  # it may have ended by itself in this moment
                process.kill()
            await process.wait()
        return process.returncode or 0

    async def _exchange(self, request: Request) -> Any:
        process = self._process = self._process or await self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(pack_request(request))
        await process.stdin.drain()
        size = int((await process.stdout.readuntil(b"\n")).strip())
        message = json.loads(await process.stdout.readexactly(size))
        if "bug" in message:
            raise ChildFailed(message["bug"])
        return message["answer"]

    async def _start(self) -> asyncio.subprocess.Process:
        numbers = (os.getpid(), self._limits.cpu_seconds, self._limits.memory)
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-c", _START, _ROOT, *map(str, numbers)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={},
            cwd="/",
        )

    def _death(self, status: int) -> ChildDied:
        if status == -signal.SIGXCPU:
            return ChildDied("TS290", f"Reading took more than {self._limits.cpu_seconds} seconds of processor time.")
        if status == EXIT_MEMORY:
            return ChildDied("TS291", f"Reading took more than {self._limits.memory // 2**20} MiB of memory.")
        return ChildDied("TS292", f"The process that read the template ended unexpectedly (status {status}).")
