"""Write docs/workflow.md from the tables of steps, or check that it is fresh."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from appraisal import diagram


class Command(BaseCommand):
    help = "Write docs/workflow.md from the workflow tables; with --check fail when it is stale."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when stale")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "workflow.md"
        wanted = diagram.document()
        if not options["check"]:
            path.write_text(wanted, encoding="utf-8")
            self.stdout.write(f"Wrote {path.relative_to(settings.BASE_DIR)}.")
        elif not path.exists() or path.read_text(encoding="utf-8") != wanted:
            raise CommandError("docs/workflow.md is stale: run manage.py workflow_diagram and commit it.")
