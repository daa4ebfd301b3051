"""Remind everybody whose call falls on a day, or show who would be; the run of beat, by hand."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from appraisal import reminders
from appraisal.calls import CALL_LABELS
from appraisal.reminder_lines import Wording
from employees.dates import dated


class Command(BaseCommand):
    help = "Send the reminders of a working day, as beat does each morning: once, however often it runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: today")
        parser.add_argument("--dry-run", action="store_true", help="show who would be told, and tell nobody")

    def handle(self, *args: Any, **options: Any) -> None:
        today: date = options["today"] or timezone.localdate()
        if options["dry_run"]:
            self._preview(today)
            return
        run = reminders.send(today)
        if run is None:
            self.stdout.write(f"{dated(today)} bukan hari kerja: tidak ada yang diingatkan.")
        else:
            self.stdout.write(f"Pengingat {dated(today)}: {run.people} orang, {run.mails} surel.")

    def _preview(self, today: date) -> None:
        found = reminders.due(today)
        wording = Wording.on(today, reminders.known_holidays())
        for person, one in found:
            call = CALL_LABELS[one.call]
            self.stdout.write(
                f"{one.stage.label}, {call}: {person.full_name} — {wording.line(person, one, today).title}"
            )
        self.stdout.write(f"{len({person.pk for person, _one in found})} orang akan diingatkan.")
