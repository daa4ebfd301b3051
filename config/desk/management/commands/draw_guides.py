"""Draw the users' guides as PDF, one a role, from docs/panduan/*.md."""

from typing import Any

from django.core.management import BaseCommand

from config.desk import guide_prints
from employees.guide import guides


class Command(BaseCommand):
    help = "Draws docs/panduan/pdf/*.pdf from docs/panduan/*.md. Run it after a text or a picture of a guide changed."

    def handle(self, *args: Any, **options: Any) -> None:
        for guide in guides():
            guide.printed.parent.mkdir(exist_ok=True)
            guide.printed.write_bytes(guide_prints.draw(guide))
            self.stdout.write(f"{guide.printed.name}: {guide.printed.stat().st_size // 1024} kB")
