"""Remind everybody who is late in the current stage, once per person, stage and day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from appraisal import reminders


class Command(BaseCommand):
    help = "Remind who is late in the current stage: inbox and mail, once per person, stage and day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: today")
        parser.add_argument("--dry-run", action="store_true", help="show who would be told, and tell nobody")

    def handle(self, *args: Any, **options: Any) -> None:
        today: date = options["today"] or timezone.localdate()
        if options["dry_run"]:
            self._preview(today)
        else:
            for stage, new in reminders.send(today).items():
                self.stdout.write(f"{stage.label}: {new} orang baru diingatkan.")

    def _preview(self, today: date) -> None:
        for stage, found in reminders.due(today).items():
            self.stdout.write(f"{stage.label}: {len(found)} orang akan diingatkan.")
            for reminder in found:
                line = reminder.line(today)
                self.stdout.write(f"  {reminder.employee.full_name} — {line.title}")
