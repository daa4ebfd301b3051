"""Runs the site's programs side by side as one: if one ends, or a signal comes, all of them end in order."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from config.embedded import Server, until_parent_dies

GRACE = 40.0  # seconds: Celery's soft shutdown of 30 and a little


@dataclass(frozen=True)
class Program:
    """A named command with its own environment variables; its output is shown line by line behind the name."""

    name: str
    command: Sequence[str]
    settings: Mapping[str, str] = field(default_factory=dict)


class Supervisor:
    """Holds the programs that run. Only the main one of each is asked to end; it ends its own children."""

    def __init__(
        self, programs: Sequence[Program], *, env: Mapping[str, str], servers: Sequence[Server]
    ) -> None:
        self.programs = programs
        self.env = env
        self.servers = servers
        self.running: dict[str, asyncio.subprocess.Process] = {}
        self.ended: asyncio.Future[int]

    async def run(self, *, ready: Callable[[], Awaitable[None]]) -> int:
        """Serve until a signal comes, or a program or a server ends. `ready` speaks once the site answers.

        Returns the exit code: 0 if we were asked to stop, 1 for a program that should not have ended.
        """
        loop = asyncio.get_running_loop()
        self.ended = loop.create_future()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._end, 0, f"{number.name} received")
        for program in self.programs:
            await self._start(program)
        readers = [asyncio.create_task(self._follow(program)) for program in self.programs]
        lookouts = [asyncio.create_task(self._watch()), asyncio.create_task(self._greet(ready))]
        code = await self.ended
        await self._stop()
        await asyncio.wait(readers, timeout=1)  # their last words
        for task in (*readers, *lookouts):
            task.cancel()
        await asyncio.gather(*readers, *lookouts, return_exceptions=True)
        return code

    async def _start(self, program: Program) -> None:
        self.running[program.name] = await asyncio.create_subprocess_exec(
            *until_parent_dies(program.command, "TERM"),
            env={**self.env, **program.settings},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=1 << 20,  # bytes of one line
            start_new_session=True,
        )

    async def _greet(self, ready: Callable[[], Awaitable[None]]) -> None:
        """A site that never answers is a failure like a program that ends."""
        try:
            await ready()
        except TimeoutError as error:
            self._end(1, str(error))

    async def _follow(self, program: Program) -> None:
        """Pass the program's lines on until it ends."""
        process = self.running[program.name]
        while process.stdout and (line := await process.stdout.readline()):
            say(program.name, line.decode(errors="replace").rstrip())
        self._end(1, f"{program.name} ended with code {await process.wait()}")

    async def _watch(self) -> None:
        """Notice a database or a broker that died under us."""
        while all(server.is_running() for server in self.servers):
            await asyncio.sleep(1)
        self._end(1, "an embedded server ended")

    def _end(self, code: int, reason: str) -> None:
        if not self.ended.done():
            say("kinerja", f"{reason}; stopping")
            self.ended.set_result(code)

    async def _stop(self) -> None:
        """Ask every program to end, wait, then end whole process groups by force."""
        for process in self.running.values():
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
        waiting = [asyncio.create_task(process.wait()) for process in self.running.values()]
        _, late = await asyncio.wait(waiting, timeout=GRACE)
        if late:
            say("kinerja", f"{len(late)} did not end within {GRACE:.0f} s; killing")
        for process in self.running.values():
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        await asyncio.gather(*waiting)


def say(name: str, line: str) -> None:
    """One line on the terminal, behind the name of who says it."""
    print(f"{name:>10} | {line}", flush=True)
