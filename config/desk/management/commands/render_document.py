"""Write one of the official forms of somebody's year to a file, or the document of record where there is one."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError

from appraisal import documents, form_prints
from appraisal.models import Appraisal, Document, WindowCode
from appraisal.papers import registry
from appraisal.papers.subject import Subject

WINDOWS = ", ".join(f"{one.value} ({one.label})" for one in WindowCode)


class Command(BaseCommand):
    help = (
        "Write an official form as PDF. A form without data prints as the official empty form. D of a signed"
        " evaluation is the document of record with its SKP and result; it is rendered only when no worker has."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        forms = (registry.form(code) for code in registry.codes())
        parser.epilog = "forms:\n" + "\n".join(f"  {one.code:<10} {one.label}" for one in forms)
        parser.add_argument("appraisal", help="uuid of the appraisal, or NIP:YEAR")
        parser.add_argument("form", metavar="FORM", choices=registry.codes(), help="see the list below")
        parser.add_argument("out", type=Path)
        parser.add_argument(
            "--window", default=WindowCode.YEAR, choices=WindowCode.values, metavar="WINDOW", help=WINDOWS
        )

    def handle(self, *args: Any, **options: Any) -> None:
        subject = Subject.find(_appraisal(options["appraisal"]), WindowCode(options["window"]))
        form, out = options["form"], options["out"]
        if subject.signed is not None and form == registry.document_of(subject):
            documents.keep(subject.signed)
            document = subject.signed.documents.get(status=Document.Status.VALID)
            out.write_bytes(documents.read(document))
            self.stdout.write(f"{out}: {form} version {document.version}, {document.pages} pages")
            return
        out.write_bytes(form_prints.draw(subject, [form]))
        self.stdout.write(f"{out}: {form}")


def _appraisal(text: str) -> Appraisal:
    """By uuid, or by NIP and year: of several in one year the latest."""
    rows = Appraisal.objects.select_related("period", "employee", "unit")
    nip, colon, year = text.partition(":")
    if colon:
        if not (nip.isdecimal() and year.isdecimal()):
            raise CommandError("Write NIP:YEAR, as in 198501152010012001:2026.")
        found = rows.filter(employee__nip=nip, period__year=year).order_by("pk").last()
    else:
        try:
            found = rows.filter(uuid=UUID(text)).first()
        except ValueError as error:
            raise CommandError("The appraisal is a uuid or NIP:YEAR.") from error
    if found is None:
        raise CommandError("There is no such appraisal.")
    return found
