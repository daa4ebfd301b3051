"""What `make` starts: the whole site (`run`), a command over its data (`manage`), the suite (`test`), or any
program with servers that are thrown away afterwards (`exec`).

DATABASE_URL and REDIS_URL win over the embedded servers, each by itself. What starts here is stopped here.
"""

import asyncio
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from config.embedded import Postgres, Server, StartError, Valkey
from config.supervisor import Program, Supervisor, say

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = "environment.json"  # inside KINERJA_VAR
SHARED = (
    "DATABASE_URL", "REDIS_URL", "DJANGO_SECRET_KEY", "KINERJA_FIELD_KEYS", "KINERJA_BASE_URL", "KINERJA_DEMO",
    "KINERJA_VAR",
)  # fmt: skip
PYTEST = ("--ds", "config.settings_test", "-n", "2", "--dist", "worksteal")
NO_TESTS = 5  # pytest's exit code when nothing was selected
READY_SECONDS = 60.0
CELERY = (sys.executable, "-m", "celery", "-A", "config.celery", "--quiet")
WORKER_FLAGS = ("--loglevel", "WARNING", "--without-gossip", "--without-mingle")


def main(command: str, *arguments: str) -> int:
    """Dispatch to the function of the same name; returns the exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell started us with it ignored
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return COMMANDS[command](arguments)
    except StartError as error:
        say("kinerja", str(error))
        return 1
    except KeyboardInterrupt:
        return 130


def run(_: Sequence[str]) -> int:
    """Serve the site on 127.0.0.1 until Ctrl-C. Data lie in KINERJA_VAR and are there again next time."""
    var, port = _var(), int(os.environ.get("PORT", "8000"))
    with ExitStack() as stack:
        if not stack.enter_context(_alone(var)):
            raise StartError(f"The site already runs over {var}.")
        _refuse_taken(port)
        env, servers = _site(stack, var)
        env.setdefault("KINERJA_BASE_URL", f"http://127.0.0.1:{port}")
        demo = ["--demo", os.environ.get("KINERJA_PROFILE", "tangsel")] if env["KINERJA_DEMO"] == "1" else []
        if code := _manage(["prepare", *demo], env):
            return code
        stack.enter_context(_known_to_others(var, env))
        supervisor = Supervisor(programs(port, var), env=env, servers=servers)
        return asyncio.run(supervisor.run(ready=lambda: _greet(port, var)))


def manage(arguments: Sequence[str]) -> int:
    """Run one management command over the data of `run`, whether the site is being served or not."""
    var = _var()
    with ExitStack() as stack:
        if stack.enter_context(_alone(var)):
            env, _ = _site(stack, var)
        else:
            env = dict(os.environ) | json.loads((var / ENVIRONMENT).read_text())
        return _manage(arguments, env)


def test(arguments: Sequence[str]) -> int:
    """Run pytest on two processes; arguments come last, so `-n 0` or a path wins.

    Dozens of processes are started on the way, which would each compile the whole site where no bytecode is kept.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    code = execute([sys.executable, "-m", "pytest", *PYTEST, *arguments])
    if code == NO_TESTS:
        say("kinerja", "no test was selected")
        return 0 if "nightly" in arguments else 1
    return code


def execute(command: Sequence[str]) -> int:
    """Run one command with servers that are thrown away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kinerja-"))
    folder.chmod(0o711)  # the database's own account passes through, and reads nothing
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        env, _ = _with_servers(stack, folder, durable=False)
        for name in ("DJANGO_SECRET_KEY", "KINERJA_FIELD_KEYS"):
            env.setdefault(name, secrets.token_urlsafe(50))
        env |= {"KINERJA_VAR": str(folder)}
        return subprocess.run(command, cwd=BASE_DIR, env=env, check=False).returncode


def _var() -> Path:
    var = Path(os.environ.get("KINERJA_VAR", BASE_DIR / "var")).resolve()
    var.mkdir(parents=True, exist_ok=True)
    return var


def _manage(arguments: Sequence[str], env: dict[str, str]) -> int:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=env, check=False).returncode


def _site(stack: ExitStack, var: Path) -> tuple[dict[str, str], list[Server]]:
    """The local site's environment and servers. A database of one's own never gets demo data unasked."""
    env, servers = _with_servers(stack, var, durable=True)
    env.setdefault("KINERJA_DEMO", "0" if "DATABASE_URL" in os.environ else "1")
    env.setdefault("DJANGO_SECRET_KEY", _kept_secret(var / "secret-key"))
    env.setdefault("KINERJA_FIELD_KEYS", _kept_secret(var / "field-key"))
    env.setdefault("EMAIL_URL", f"filemail:///{var / 'mail'}")  # to read, instead of across the terminal
    return env | {"KINERJA_VAR": str(var), "PYTHONUNBUFFERED": "1"}, servers


def _with_servers(stack: ExitStack, folder: Path, *, durable: bool) -> tuple[dict[str, str], list[Server]]:
    """The environment with both addresses, and the servers that had to be started for it."""
    env, servers = dict(os.environ), list[Server]()
    if "DATABASE_URL" not in env:
        servers.append(stack.enter_context(Postgres(folder / "postgres", durable=durable)))
        env["DATABASE_URL"] = servers[-1].url
    if "REDIS_URL" not in env:
        servers.append(stack.enter_context(Valkey(folder / "valkey")))
        env["REDIS_URL"] = servers[-1].url
    return env, servers


def programs(port: int, var: Path) -> list[Program]:
    """The four programs of a small deployment; docs/operations.md says what each one does."""
    web = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    web += ["--max-requests", "2000", "--max-requests-jitter", "200", "--log-level", "warning"]
    pdf_limits = ["--max-tasks-per-child", "100", "--max-memory-per-child", "400000"]
    pdf = ["-Q", "pdf", "-n", "pdf@%h", "-c", "1", *pdf_limits, *WORKER_FLAGS]
    beat = ["beat", "--schedule", str(var / "beat-schedule"), "--pidfile", "", "--loglevel", "WARNING"]
    default = ["-Q", "default", "-n", "default@%h", "-c", "2", *WORKER_FLAGS]
    patience = {"KINERJA_STATEMENT_TIMEOUT": "120s"}  # an export reads longer than a page may
    return [
        Program("web", [sys.executable, "-m", "gunicorn", *web, "config.wsgi:application"]),
        Program("worker", [*CELERY, "worker", *default], patience),
        Program("worker-pdf", [*CELERY, "worker", *pdf], patience),
        Program("beat", [*CELERY, *beat]),
    ]


async def _greet(port: int, var: Path) -> None:
    """Wait until a page comes without an error, then say where, and who may sign in. Raises TimeoutError."""
    deadline = asyncio.get_running_loop().time() + READY_SECONDS
    while not await _serves(port):
        if asyncio.get_running_loop().time() > deadline:
            raise TimeoutError(f"no page came from port {port} within {READY_SECONDS:.0f} s")
        await asyncio.sleep(0.1)
    say("kinerja", f"http://127.0.0.1:{port} is served; Ctrl-C stops it")
    accounts = var / "demo-accounts.txt"
    for line in accounts.read_text().splitlines() if accounts.exists() else []:
        say("kinerja", line)


async def _serves(port: int) -> bool:
    """Whether `/` answers with anything but a server error."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET / HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        status = (await reader.readline()).split(b" ")
        writer.close()
    except OSError:
        return False
    return len(status) > 1 and status[1] < b"500"


@contextmanager
def _alone(var: Path) -> Iterator[bool]:
    """Whether nobody else works over the same data. The lock goes with the process, however it ends."""
    with (var / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def _known_to_others(var: Path, env: dict[str, str]) -> Iterator[None]:
    """Leave what `manage` needs to reach the servers, for as long as they run."""
    file = var / ENVIRONMENT
    file.touch(mode=0o600)
    file.write_text(json.dumps({name: env[name] for name in SHARED}))
    try:
        yield
    finally:
        file.unlink()


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise StartError(
                f"Port {port} is taken: end that program, or run `make run PORT=8001`."
            ) from error


def _kept_secret(file: Path) -> str:
    """The local site's secret key, made once and readable by its owner only."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


COMMANDS = {"run": run, "manage": manage, "test": test, "exec": execute}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
