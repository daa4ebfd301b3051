"""Makes `.venv` ready: `run` for the site, `dev` for the suite as well. A second time it finds all done.

Uses nothing but the standard library, because nothing else is there yet. What Debian must provide is
installed when we are root; otherwise the exact command is printed and we stop.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {
    "run": ["requirements.lock"],
    "dev": ["requirements-dev.lock", "requirements.lock"],
}  # first: the most


def has_library(name: str) -> bool:
    """Whether the dynamic linker finds a library of the system."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_venv() -> bool:
    """Debian ships Python without ensurepip unless python3-venv is there."""
    check = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    return check.returncode == 0


# Debian package -> whether this machine has what we need of it
DEBIAN: Mapping[str, Mapping[str, Callable[[], bool]]] = {
    "run": {
        "python3-venv": lambda: (VENV / "bin" / "python").exists() or has_venv(),
        "libpango-1.0-0": lambda: has_library("libpango-1.0.so.0"),
        "libpangoft2-1.0-0": lambda: has_library("libpangoft2-1.0.so.0"),
        "libharfbuzz-subset0": lambda: has_library("libharfbuzz-subset.so.0"),
        "fonts-dejavu-core": lambda: any(Path("/usr/share/fonts").rglob("*.[to]tf")),
    },
    "dev": {
        "chromium": lambda: shutil.which("chromium") is not None,
        "default-jre-headless": lambda: shutil.which("java") is not None,  # veraPDF, in tools/pdf_profiles.py
        "libatomic1": lambda: has_library("libatomic.so.1"),  # Playwright's driver
        "poppler-utils": lambda: shutil.which("pdftoppm") is not None,
        "qpdf": lambda: shutil.which("qpdf") is not None,
    },
    "pg15": {"postgresql-15": lambda: Path("/usr/lib/postgresql/15/bin/postgres").exists()},
}


def install_from_debian(purposes: list[str]) -> None:
    """Install what is missing when root; else say exactly what to type, and stop."""
    missing = [name for purpose in purposes for name, present in DEBIAN[purpose].items() if not present()]
    if not missing:
        return
    apt = shutil.which("apt-get")
    options = ["install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or apt is None:
        sys.exit(f"This machine lacks libraries. Install them with:\n    sudo apt-get {' '.join(options)}")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "update", "-qq"], env=env, check=True)
    subprocess.run([apt, *options, "-qq"], env=env, check=True)


def install_packages(purpose: str) -> None:
    """Make the environment and install exactly what the lock file names, hashes checked."""
    python = VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    locks = [ROOT / name for name in LOCKS[purpose]]
    stamps = {VENV / f"{lock.name}.sha256": hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks}
    chosen, digest = next(iter(stamps.items()))
    if chosen.exists() and chosen.read_text() == digest:
        return
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    pip += ["--require-hashes", "--only-binary", ":all:", "--requirement", str(locks[0])]
    subprocess.run(pip, check=True)
    for stamp, value in stamps.items():
        stamp.write_text(value)


def main(purpose: str) -> None:
    match purpose:
        case "run":
            install_from_debian(["run"])
            install_packages("run")
        case "dev":
            install_from_debian(["run", "dev"])
            install_packages("dev")
        case "pg15":
            install_from_debian(["pg15"])
        case _:
            sys.exit("usage: setup.py run | dev | pg15")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(f"Setting up failed at: {' '.join(map(str, error.cmd))}")
