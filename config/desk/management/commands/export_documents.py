"""Write the documents of a year as one ZIP: draws what is missing, then packs; with a manifest."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from appraisal import bulk, bulk_job
from appraisal.bulk import Selection
from appraisal.models import Period, WindowCode
from employees.models import Unit
from employees.models.unit import UnitQuerySet

WINDOWS = ", ".join(f"{one.value} ({one.label})" for one in WindowCode)


class Command(BaseCommand):
    help = "Write the final documents of a year as one ZIP with a manifest; what is missing is drawn first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("out", type=Path, help="file to write, ending in .zip")
        parser.add_argument(
            "--unit", default="", help="uuid, code or name of a unit; all below it goes along"
        )
        parser.add_argument(
            "--window", default="", choices=["", *WindowCode.values], metavar="WINDOW", help=WINDOWS
        )

    def handle(self, *args: Any, **options: Any) -> None:
        period = Period.objects.filter(year=options["year"]).first()
        if period is None:
            raise CommandError(f"There is no period {options['year']}. Open it first, or check the year.")
        selection = Selection(period, _units(options["unit"]), options["window"])
        lacking = bulk_job.draw_missing(selection, timezone.now())
        try:
            _write(selection, options["out"])
        except OSError as error:
            raise CommandError(str(error)) from error
        counts = selection.counts()
        self.stdout.write(
            f"{options['out']}: {counts.final - lacking} documents;"
            f" {lacking} could not be drawn, {counts.unfinished} are not final (see {bulk.MANIFEST})"
        )


def _write(selection: Selection, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        manifest = Path(folder) / bulk.MANIFEST
        bulk.write_manifest(selection, manifest)
        with manifest.open("rb") as told, out.open("wb") as file:
            file.writelines(bulk.packed(told))


def _units(text: str) -> UnitQuerySet:
    """The subtree of the one unit that is meant; everything where none is named."""
    if not text:
        return Unit.objects.all()
    try:
        found = list(Unit.objects.filter(uuid=UUID(text)))
    except ValueError:
        found = list(Unit.objects.filter(code=text) or Unit.objects.filter(name=text))
    if len(found) != 1:
        raise CommandError(f"{len(found)} units are called {text}. Name one by its uuid.")
    return Unit.objects.subtree(found[0])
