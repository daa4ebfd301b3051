"""Installed packages against the lower bounds of pyproject.toml, raised with each security release."""

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def broken(requirements: list[str]) -> list[str]:
    """A sentence for each requirement that what is installed does not meet."""
    found = []
    for requirement in map(Requirement, requirements):
        try:
            installed = version(requirement.name)
        except PackageNotFoundError:
            found.append(f"{requirement.name} is not installed")
            continue
        if installed not in requirement.specifier:
            found.append(f"{requirement.name} {installed} is not {requirement.specifier}")
    return found


def main() -> int:
    """Check every dependency and the floors of what comes with them; 1 if one is too old."""
    settings = tomllib.loads(PROJECT.read_text())
    requirements = [*settings["project"]["dependencies"], *settings["tool"]["kinerja"]["floors"]]
    for extra in settings["project"]["optional-dependencies"].values():
        requirements += extra
    found = broken(requirements)
    print("\n".join(found) or f"{len(requirements)} version floors hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
