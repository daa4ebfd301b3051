"""What citizens say: taken down, read by personnel before it counts, answered by the unit, put into the record.

Nothing is ever deleted: what must not be shown is hidden with a reason that its writer reads too. What names an
official goes into the record of his year, each month's figures into that of the unit's head, by the period's setting.
"""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from django.core import signing
from django.db import transaction
from django.db.models import Avg, Count, Q
from django.utils import timezone
from django.utils.formats import date_format

from appraisal import record
from appraisal.acts import record_act
from appraisal.clocks import working_days_between
from appraisal.models import Appraisal, FeedbackEntry, GiverRole, PartyRole, Period
from appraisal.values import Value
from appraisal.workflow import Act, Refused
from employees.models import Employee, Holiday, User
from employees.notifications import notify
from feedback import beside, service_points
from feedback.models import CitizenFeedback, CitizenPolicy, ServicePoint
from feedback.models.citizen import HIGHEST

Status = CitizenFeedback.Status
SALT = "feedback.citizen-form"
FORM_LASTS = timedelta(hours=12)
OWN = "Penilaian tentang Anda sendiri diperiksa orang lain."


# --- the form of somebody without an account --------------------------------------------------
def new_token(point: ServicePoint) -> str:
    """What a form proves itself by without a cookie: signed, for one point, of one use, for half a day."""
    return signing.dumps([str(point.uuid), str(uuid_module.uuid4())], salt=SALT)


def opened(token: str, point: ServicePoint) -> uuid_module.UUID | None:
    """The form's own number; None for a bent or foreign or outdated one."""
    try:
        where, number = signing.loads(token, salt=SALT, max_age=FORM_LASTS)
        return uuid_module.UUID(str(number)) if where == str(point.uuid) else None
    except (signing.BadSignature, ValueError, TypeError):
        return None


def take_down(
    point: ServicePoint,
    number: uuid_module.UUID,
    *,
    score: int,
    text: str = "",
    official: Employee | None = None,
) -> CitizenFeedback:
    """Keep it until somebody reads it. The same form sent twice is one row, with the first one's receipt."""
    words = {"point": point, "score": score, "text": text, "official": official}
    row, _made = CitizenFeedback.objects.get_or_create(uuid=number, defaults=words)
    return row


# --- moderation ---------------------------------------------------------------------------
@transaction.atomic
def publish(numbers: Collection[uuid_module.UUID], *, by: User) -> tuple[int, int]:
    """Show them to those whom they concern; returns how many, and how many were left (one's own)."""
    rows, own = _locked(numbers, by, Status.PUBLISHED)
    for row in rows:
        row.status, row.decided_by, row.decided_at = Status.PUBLISHED, by.employee, timezone.now()
        row.appraisal = year_of(row.official, row) if row.official else None
        row.save(update_fields=["status", "decided_by", "decided_at", "appraisal"])
        _tell(row, "citizen_published", "Penilaian masyarakat ditayangkan", by.employee)
    to_record(rows)
    return len(rows), own


@transaction.atomic
def hide(numbers: Collection[uuid_module.UUID], *, reason: str, by: User) -> tuple[int, int]:
    """Show them to nobody but the desk, with the reason; also one that was shown by mistake."""
    rows, own = _locked(numbers, by, Status.HIDDEN)
    shown = [row for row in rows if row.status == Status.PUBLISHED]
    for row in rows:
        row.status, row.decided_by, row.decided_at = Status.HIDDEN, by.employee, timezone.now()
        row.hidden_reason = reason
        row.save(update_fields=["status", "decided_by", "decided_at", "hidden_reason"])
    for row in shown:
        _tell(row, "citizen_hidden", "Penilaian masyarakat tidak ditayangkan lagi", by.employee, reason)
    to_record(shown)
    return len(rows), own


def _locked(
    numbers: Collection[uuid_module.UUID], by: User, becomes: Status
) -> tuple[list[CitizenFeedback], int]:
    """Those of this person's units that change, and how many name himself: he decides nothing about those."""
    rows = CitizenFeedback.objects.select_for_update(of=("self",)).filter(uuid__in=numbers)
    rows = rows.filter(point__unit__in=by.administered_units()).exclude(status=becomes)
    found = list(rows.select_related("point__unit", "official", "appraisal__period").order_by("pk"))
    own = [row for row in found if by.employee_id in {row.official_id, row.point.unit.head_id}]
    return [row for row in found if row not in own], len(own)


def _tell(row: CitizenFeedback, action: str, label: str, by: Employee, note: str = "") -> None:
    """An event in the official's year; a line to the head of the unit, who answers."""
    if row.appraisal is not None:
        act = Act(by=by, at=timezone.now(), note=note or spoken(row))
        tells = (PartyRole.APPRAISEE, PartyRole.APPRAISER)
        record_act(row.appraisal, action, label, act, tells=tells, url=row.get_absolute_url())
    head = row.point.unit.nearest_head()
    if head is not None and action == "citizen_published":
        title = f"Penilaian masyarakat: {row.point.name}"
        url, key = row.get_absolute_url(), f"citizen:{row.uuid}"
        notify(head, key=key, title=title, body=spoken(row), url=url, subject="Penilaian masyarakat")


def spoken(row: CitizenFeedback) -> str:
    """'Nilai 4 dari 5. Antrean cepat.'"""
    return f"Nilai {row.score} dari {HIGHEST}. {row.text}".strip()


# --- the record ---------------------------------------------------------------------------
def year_of(person: Employee, row: CitizenFeedback) -> Appraisal | None:
    """The appraisal that holds on the day on which it was said."""
    day = timezone.localdate(row.received_at)
    rows = Appraisal.objects.alive().filter(
        employee=person, period__starts_on__lte=day, period__ends_on__gte=day
    )
    return rows.select_related("employee", "period").order_by("-pk").first()


def in_record(period: Period) -> bool:
    found = CitizenPolicy.objects.filter(period=period).first()
    return found is None or found.in_record


def to_record(rows: Collection[CitizenFeedback]) -> None:
    """A line for each that names an official, and the month's figures to the head of the unit."""
    for row in rows:
        kept = (
            row.status == Status.HIDDEN
            and FeedbackEntry.objects.filter(source=f"citizen:{row.uuid}").exists()
        )
        if row.appraisal is not None and (kept or in_record(row.appraisal.period)):
            gone = f"Tidak ditayangkan lagi: {row.hidden_reason}"
            _add(
                row.appraisal,
                f"citizen:{row.uuid}",
                row.point,
                spoken(row) if row.status == Status.PUBLISHED else gone,
                timezone.localdate(row.received_at),
            )
    one_each = {
        (row.point_id, (day := timezone.localdate(row.received_at)).year, day.month): row for row in rows
    }
    for row in one_each.values():
        _month_to_head(row)


def _month_to_head(row: CitizenFeedback) -> None:
    """One line a month, which every further decision writes anew."""
    head = row.point.unit.nearest_head()
    appraisal = year_of(head, row) if head else None
    if appraisal is None or not in_record(appraisal.period):
        return
    day = timezone.localdate(row.received_at)
    same = CitizenFeedback.objects.filter(
        point=row.point_id, received_at__year=day.year, received_at__month=day.month
    )
    for month in service_points.months(same):
        source = f"citizens:{row.point_id}:{month.first:%Y-%m}:{appraisal.pk}"
        words = f"{date_format(month.first, 'F Y')}: {month.words}"
        _add(appraisal, source, row.point, words, month.last_day)


def _add(appraisal: Appraisal, source: str, point: ServicePoint, text: str, day: date) -> None:
    """About the value that service belongs to. Without a tone: a score is no kind of note (product.md, 'Ratings')."""
    record.add(
        appraisal,
        source=source,
        giver_role=GiverRole.CITIZEN,
        shown_name=f"Masyarakat, {point.name}",
        text=text,
        day=day,
        value=Value.SERVICE_ORIENTED.value,
    )


# --- the reply ------------------------------------------------------------------------------
def reply_refusal(row: CitizenFeedback, by: User) -> str:
    """Why this person may not answer for the unit; "" means he may."""
    unit = row.point.unit
    if unit.nearest_head() != by.employee and not by.administered_units().filter(pk=unit.pk).exists():
        return "Penilaian masyarakat dibalas pimpinan unit atau pengelola kepegawaiannya."
    if row.status != Status.PUBLISHED:
        return "Tayangkan dahulu, lalu balas."
    if row.reply:
        return "Penilaian ini sudah dibalas."
    return ""


@transaction.atomic
def reply(row: CitizenFeedback, *, text: str, by: User) -> None:
    """Once, for whoever has the receipt; the working days that it took are kept as a figure of the unit.

    Raises:
        Refused: somebody else, not published, or answered already.
    """
    found = CitizenFeedback.objects.select_for_update(of=("self",)).select_related("point__unit")
    row = found.get(pk=row.pk)
    if reason := reply_refusal(row, by):
        raise Refused(reason)
    row.reply, row.replied_by, row.replied_at = text, by.employee, timezone.now()
    row.reply_days = days_taken(row)
    row.save(update_fields=["reply", "replied_by", "replied_at", "reply_days"])
    _month_to_head(row)


def days_taken(row: CitizenFeedback) -> int:
    """Working days after the one of receipt; 0 when it was answered on the same day."""
    first, last = timezone.localdate(row.received_at), timezone.localdate(row.replied_at)
    holidays = Holiday.objects.filter(day__range=(first, last)).values_list("day", flat=True)
    return working_days_between(first, last, set(holidays))


# --- beside the other voices ------------------------------------------------------------------
@beside.source
def column(appraisal: Appraisal) -> beside.Column | None:
    """Citizens in the picture: 1 to 5 brought to its 1 to 3, on the value that service belongs to."""
    period = appraisal.period
    of_unit = Q(
        point__unit=appraisal.unit_id,
        point__unit__head=appraisal.employee_id,
        received_at__date__range=(period.starts_on, period.ends_on),
    )
    rows = CitizenFeedback.objects.filter(Q(appraisal=appraisal) | of_unit, status=Status.PUBLISHED)
    found = rows.aggregate(mean=Avg("score"), count=Count("pk"))
    if not found["count"] or not in_record(period):
        return None
    score = service_points.rounded((Decimal(str(found["mean"])) + 1) / 2)
    scores = {Value.SERVICE_ORIENTED: score} if score is not None else {}
    return beside.Column("citizens", "Masyarakat", scores, f"{found['count']} penilaian")
