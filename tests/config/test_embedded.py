"""The private servers and the supervisor, with real processes: they keep data and leave nothing behind."""

import asyncio
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from config import local, supervisor
from config.embedded import SOCKET_PATH_LIMIT, Postgres, StartError, Valkey, free_port
from config.supervisor import Program, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the database's own account can reach, which pytest's tmp_path is not for root."""
    made = Path(tempfile.mkdtemp(prefix="kinerja-t-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        answer = connection.execute(question)
        return answer.fetchone() if answer.description else None


def ended(pid: int) -> bool:
    """Whether a process is gone within ten seconds."""
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_postgres_keeps_its_data_and_leaves_no_process(folder: Path) -> None:
    with Postgres(folder / "pg") as server:
        ask(server.url, "create table kept as select 7 as n")
        pid = server.process.pid
    assert ended(pid)
    with Postgres(folder / "pg") as server:
        assert ask(server.url, "select n from kept") == (7,)


def test_postgres_listens_on_no_port_and_lets_nobody_else_in(folder: Path) -> None:
    with Postgres(folder / "pg", durable=False) as server:
        assert ask(server.url, "show listen_addresses") == ("",)
        assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700


def test_postgres_has_the_extensions_of_the_models(folder: Path) -> None:
    with Postgres(folder / "pg", durable=False) as server:
        for name in ("btree_gist", "pg_trgm", "unaccent"):
            ask(server.url, f"create extension {name}")


def test_only_the_throw_away_cluster_risks_its_data(folder: Path) -> None:
    with Postgres(folder / "kept") as kept, Postgres(folder / "fast", durable=False) as fast:
        assert [ask(one.url, "show fsync") for one in (kept, fast)] == [("on",), ("off",)]


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder: Path) -> None:
    deep = folder / ("a" * 60) / ("b" * 60)
    with Postgres(deep, durable=False) as server:
        assert ask(server.url, "select 1") == (1,)
        assert (
            len(str(server.sockets / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT < len(str(deep / ".s.PGSQL.5432"))
        )
    shutil.rmtree(server.sockets)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another account for the cluster")
def test_under_a_closed_home_the_cluster_lies_where_its_account_can_reach_it(folder: Path) -> None:
    folder.chmod(0o700)
    assert Postgres(folder / "clone" / "var" / "postgres").folder.parent == Path("/var/lib")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700  # never opened to everybody
    folder.chmod(0o711)
    assert Postgres(folder / "clone" / "var" / "postgres").folder.is_relative_to(folder)


def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    with Postgres(folder / "pg", durable=False) as server:
        data = server.data
    (data / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(StartError, match="not compatible"):
        Postgres(folder / "pg").start()


def test_valkey_keeps_its_queue_through_a_kill(folder: Path) -> None:
    with Valkey(folder / "vk") as server:
        with redis.Redis.from_url(server.url) as client:
            client.lpush("queue", "task")
        time.sleep(1.2)  # appendfsync everysec
        server.process.kill()
    with Valkey(folder / "vk") as server, redis.Redis.from_url(server.url) as client:
        assert client.lrange("queue", 0, -1) == [b"task"]
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_valkey_wants_its_password_and_listens_on_loopback_only(folder: Path) -> None:
    with Valkey(folder / "vk") as server:
        with redis.Redis(port=server.port) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()
        listening = [
            one.laddr.ip for one in psutil.Process(server.process.pid).net_connections() if not one.raddr
        ]
        assert listening == ["127.0.0.1"]


def test_a_server_does_not_outlive_a_killed_parent(folder: Path) -> None:
    script = (
        "import os, pathlib, signal, sys; from config.embedded import Valkey\n"
        "server = Valkey(pathlib.Path(sys.argv[1])); server.start(); print(server.process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    command = [sys.executable, "-c", script, str(folder / "vk")]
    result = subprocess.run(command, cwd=local.BASE_DIR, capture_output=True, text=True, check=False)
    assert ended(int(result.stdout))


async def silent() -> None:
    await asyncio.sleep(0)


def supervise(*programs: Program, after: float | None = None) -> tuple[int, list[int]]:
    """Run the programs, sending ourselves SIGTERM after some seconds: exit code and the programs' pids."""
    team = Supervisor(programs, env=dict(os.environ), servers=[])

    async def serve() -> int:
        if after is not None:
            asyncio.get_running_loop().call_later(after, os.kill, os.getpid(), signal.SIGTERM)
        return await team.run(ready=silent)

    return asyncio.run(serve()), [process.pid for process in team.running.values()]


def test_when_one_program_ends_all_end(capsys: pytest.CaptureFixture[str]) -> None:
    code, pids = supervise(
        Program("sleeper", SLEEP), Program("short", [sys.executable, "-c", "print('hai'); exit(3)"])
    )
    assert code == 1
    assert all(map(ended, pids))
    shown = capsys.readouterr().out
    assert "short | hai" in shown
    assert "short ended with code 3" in shown


def test_a_signal_ends_all_and_is_no_failure() -> None:
    code, pids = supervise(Program("one", SLEEP), Program("two", SLEEP), after=0.5)
    assert code == 0
    assert all(map(ended, pids))


def test_a_program_deaf_to_the_request_is_killed_with_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.3)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    code, pids = supervise(Program("deaf", [sys.executable, "-c", deaf]), after=0.5)
    assert code == 0
    assert all(map(ended, pids))


def test_a_taken_port_is_refused_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KINERJA_VAR", str(folder))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        assert local.main("run") == 1
    assert "is taken" in capsys.readouterr().out


def test_a_command_gets_servers_that_are_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    script = "from os import environ as e; print(e['KINERJA_VAR'], e['REDIS_URL'][:8], 'DATABASE_URL' in e)"
    assert local.main("exec", sys.executable, "-c", script) == 0
    var, broker, has_database = capfd.readouterr().out.split()
    assert (broker, has_database) == ("redis://", "True")
    assert not Path(var).exists()


class Site:
    """`make run`'s second half over a folder: no demo, any free port."""

    def __init__(self, var: Path) -> None:
        self.port = free_port()
        self.env = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        self.env |= {"KINERJA_VAR": str(var), "KINERJA_DEMO": "0", "PORT": str(self.port)}
        self.process = subprocess.Popen(
            self.command("run"), **self.options(), stdout=subprocess.PIPE, text=True
        )
        self.lines: list[str] = []
        while line := self.process.stdout.readline():
            self.lines.append(line)
            if "is served" in line:
                break

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "config.local", *arguments]

    def options(self) -> dict[str, object]:
        return {"cwd": local.BASE_DIR, "env": self.env}

    def status(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/") as page:
                return page.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def manage(self, *arguments: str) -> str:
        command = self.command("manage", *arguments)
        return subprocess.run(command, **self.options(), capture_output=True, text=True, check=True).stdout

    def stop(self) -> int:
        children = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGINT)
        self.lines += self.process.stdout.readlines()
        self.process.stdout.close()
        assert all(ended(child.pid) for child in children)
        return self.process.wait()


def test_the_site_serves_stops_and_serves_again_with_its_data(folder: Path) -> None:
    count = ["shell", "-v", "0", "-c", "from employees.models import Unit; print(Unit.objects.count())"]
    site = Site(folder)
    assert site.status() < 500, site.lines
    twice = subprocess.run(site.command("run"), **site.options(), capture_output=True, text=True, check=False)
    assert (twice.returncode, "already runs" in twice.stdout) == (1, True)
    names = "code='1', name='Sekretariat'"
    site.manage("shell", "-v", "0", "-c", f"from employees.models import Unit; Unit.objects.create({names})")
    assert site.stop() == 0
    assert site.manage(*count).strip() == "1"  # with the site stopped
    again = Site(folder)
    assert again.manage(*count).strip() == "1"
    assert again.stop() == 0
