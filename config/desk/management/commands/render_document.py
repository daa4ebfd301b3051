"""Write the official document of an evaluation to a file; renders it first when a worker has not yet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError

from appraisal import documents
from appraisal.models import Document, Evaluation


class Command(BaseCommand):
    help = "Write an evaluation's document (D.1.1 with its annexes) as PDF; a frozen one is never rendered again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("evaluation", type=UUID, help="uuid of the evaluation")
        parser.add_argument("out", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        evaluation = Evaluation.objects.filter(uuid=options["evaluation"]).first()
        if evaluation is None:
            raise CommandError("There is no evaluation with this uuid.")
        documents.keep(evaluation)
        document = evaluation.documents.filter(status=Document.Status.VALID).first()
        if document is None:
            raise CommandError("This evaluation is not signed yet, so it has no document.")
        options["out"].write_bytes(documents.read(document))
        self.stdout.write(
            f"{options['out']}: {document.form} version {document.version}, {document.pages} pages"
        )
