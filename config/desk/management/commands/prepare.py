"""What a start needs and a second one finds done: schema, cache table, static files, a demo if asked."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command

from employees.models import Employee


class Command(BaseCommand):
    help = "Bring database and static files up to this version; with --demo also fill an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--only-static", action="store_true", help="touch no database: for building an image"
        )
        parser.add_argument("--demo", metavar="PROFILE", help="a demo agency for a database without people")

    def handle(self, *args: Any, **options: Any) -> None:
        collect_static()
        if options["only_static"]:
            return
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if options["demo"] and not Employee.objects.exists():
            self.stdout.write(f"Loading the demo agency {options['demo']} …")
            call_command("demo", profile=options["demo"])


def collect_static() -> None:
    """Collect only when a source changed: hashing and compressing every file takes seconds."""
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    state = sources()
    if stamp.exists() and stamp.read_text() == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def sources() -> str:
    """A fingerprint of all static files: path, size and time of each."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            found.update(f"{name} {about.st_size} {about.st_mtime:.0f}\n".encode())
    return found.hexdigest()
