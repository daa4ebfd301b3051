"""Write the yearly report of the whole agency: XLSX, CSV or JSON by suffix, a folder gets all three."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from appraisal.exports import Report
from appraisal.models import Period
from employees.models import Unit


class Command(BaseCommand):
    help = "Write the report of a year: one row per person; JSON holds final evaluations in SIASN's codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument(
            "out", type=Path, help="file ending in .xlsx, .csv or .json, or a folder for all three"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        year: int = options["year"]
        period = Period.objects.filter(year=year).first()
        if period is None:
            raise CommandError(f"There is no period {year}. Open it first, or check the year.")
        try:
            made = Report(period, Unit.objects.all()).write(options["out"])
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        for path in made:
            self.stdout.write(str(path))
