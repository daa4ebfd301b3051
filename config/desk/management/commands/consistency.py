"""Ask of the whole database what no single row can tell; see config/desk/consistency.py."""

from time import monotonic
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import connection, transaction

from config.desk import consistency


class Command(BaseCommand):
    help = "Check that the data agree with each other, after a restore, a bulk load or a repair by hand."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        broken, begun = 0, monotonic()
        for answer in consistency.answers():
            broken += bool(answer.broken)
            count = f"TIDAK: {answer.broken}" if answer.broken else "ya"
            self.stdout.write(f"{count:<14} {answer.says}")
        if broken:
            raise CommandError(f"{broken} pernyataan tidak berlaku.")
        self.stdout.write(f"Semua pernyataan berlaku ({monotonic() - begun:.0f} detik).")
