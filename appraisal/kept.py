"""A file that belongs to a row of a satellite; checked and stored by `appraisal.evidence`."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from appraisal import evidence
from appraisal.evidence import Checked

FILE_FIELDS = ("file_name", "file", "content_type", "size", "sha256")


class Kept(models.Model):
    """The columns of one file, or none of them."""

    file_name = models.CharField("nama berkas", max_length=200, blank=True)
    file = models.FileField("berkas", max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    def keep(self, found: Checked | None) -> None:
        """Take the file over; without one the file that is there stays."""
        if found is None:
            return
        self.file_name, self.content_type = found.title, found.content_type
        self.size, self.sha256 = len(found.content), found.sha256
        self.file.name = evidence.stored(found)


def whole_file(name: str) -> models.CheckConstraint:
    """A file has its hash, and no hash stands without a file."""
    hashed: Any = ~Q(file="") & Q(sha256__regex=r"^[0-9a-f]{64}$")
    return models.CheckConstraint(condition=Q(file="", sha256="") | hashed, name=name)
