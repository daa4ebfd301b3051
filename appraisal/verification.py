"""The code that proves a printed document genuine, and its QR. A code is never called a signature."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import qrcode
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Document, Evaluation
from appraisal.visibility import FieldGroup, visible_groups
from employees.models import User

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that is misread on paper
LENGTH = 12  # 60 bits; the page that answers is rate limited
GROUP = 4
TITLES = {"D.1.1": "Dokumen Evaluasi Kinerja Pegawai"}
WITHDRAWN = "Ditarik"  # the evaluation went back to work after it was delivered
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "\0": ""})


@dataclass(frozen=True)
class QR:
    """The dark modules as one path, in a square of `size` units that includes the quiet zone."""

    size: int
    path: str


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def code_printed(code: str) -> str:
    """'7K2M-9QXR-41BC', as on paper."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """A code as somebody typed it from paper: any case, with or without dashes, O for 0 and l for 1."""
    return text.strip().upper().translate(MISREAD)[: LENGTH * 2]


def address(code: str) -> str:
    """The full address of the page that checks this code."""
    path = reverse("verification", args=[code_printed(code)])
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def qr(text: str) -> QR:
    """A QR code that survives a fold or a stain (level M)."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    parts: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                parts.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return QR(len(rows), "".join(parts))


def initials(name: str) -> str:
    """'Nur Anggraini' becomes 'N.A.': enough to compare with the paper in one's hand."""
    return "".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())


@dataclass(frozen=True)
class Proof:
    """What the public page shows of a document. No rating, no name, no unit.

    `newer`: which version replaced it, without its code: whoever holds an old print asks its owner for the new one.
    """

    form: str
    title: str
    year: int
    initials: str
    version: int
    status: str
    valid: bool
    final: bool
    signed_on: date | None
    made_at: datetime
    sha256: str
    newer: str = ""

    @property
    def sha256_parts(self) -> list[str]:
        """In eights, between which a narrow screen may break the line."""
        return [self.sha256[start : start + 8] for start in range(0, len(self.sha256), 8)]


def before(evaluation: Evaluation) -> str:
    """'D.1.1 versi 2, kode 7K2M-…': what a new version names as replaced, because prints of it exist; else ""."""
    row = evaluation.documents.order_by("-created_at", "-pk").first()
    return f"{named(row)}, kode {code_printed(row.code)}" if row else ""


def named(row: Document) -> str:
    """'D.1.1 versi 2'."""
    return f"{row.form} versi {row.version}"


def present(code: str, user: User) -> Document | None:
    """The version that replaced this one, for somebody signed in who may read what it tells."""
    old = Document.objects.visible_to(user).filter(code=code, status=Document.Status.REPLACED)
    row = old.select_related("evaluation__appraisal__period").first()
    if row is None or FieldGroup.RATINGS not in visible_groups(row.evaluation, user):
        return None
    return _newer(row)


def _newer(row: Document) -> Document | None:
    """The version that holds in place of a replaced one; None while none is drawn, or what it told is withdrawn."""
    if row.status != Document.Status.REPLACED or row.evaluation.signed_at is None:
        return None
    return Document.objects.filter(evaluation=row.evaluation_id, status=Document.Status.VALID).first()


def find(code: str) -> Proof | None:
    """The proof of a document by its code without dashes, or None for a code that we never gave out."""
    row = (
        Document.objects.filter(code=code)
        .select_related("evaluation__appraisal__employee", "evaluation__appraisal__period")
        .first()
    )
    if row is None:
        return None
    appraisal, signed_at = row.evaluation.appraisal, row.evaluation.signed_at
    withdrawn = signed_at is None and row.status == Document.Status.VALID
    return Proof(
        form=row.form,
        title=TITLES.get(row.form, "Dokumen kinerja"),
        year=appraisal.period.year,
        initials=initials(appraisal.employee.name),
        version=row.version,
        status=WITHDRAWN if withdrawn else row.get_status_display(),
        valid=row.status == Document.Status.VALID and not withdrawn,
        final=row.frozen_at is not None,
        signed_on=timezone.localdate(signed_at) if signed_at else None,
        made_at=row.created_at,
        sha256=row.sha256,
        newer=named(newer) if (newer := _newer(row)) else "",
    )
