"""Two sources of the desk's history about people: who was placed where by whom, and who signed in or could not."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from config.desk.history_lines import Asked, Rows, acting_user, key_of, named, told_of
from employees.dates import dated
from employees.import_jobs import APPLY
from employees.models import Job, Placement, SignIn, User

DEFINITIVE = Placement.Kind.DEFINITIVE
WHAT = {"insert": "Ditempatkan", "update": "Penempatan diubah", "delete": "Penempatan dihapus"}
AS_DELEGATE = {"insert": "Penugasan", "update": "Penugasan diubah", "delete": "Penugasan dibatalkan"}
BY_IMPORT = "Melalui impor pegawai."
OPEN_END = "seterusnya"


# --- placements -------------------------------------------------------------------
def placements(asked: Asked) -> Rows | None:
    """The versions that pghistory keeps of each placement, each beside the one before and whoever wrote it."""
    rows: Rows = _versions().select_related("employee", "unit", "position", "superior")
    if asked.units is not None:
        rows = rows.filter(unit__in=asked.units)
    if asked.about is not None:
        rows = rows.filter(employee=asked.about)
    rows = rows.annotate(user=acting_user())
    if asked.actor is not None:
        accounts = User.objects.filter(employee=asked.actor).values("pk")
        imported = Exists(_import().filter(requested_by=asked.actor))
        rows = rows.filter(Q(user__in=accounts) | Q(imported, user__isnull=True))
    by_hand = User.objects.filter(pk=OuterRef("user")).values("employee")
    rows = rows.annotate(by_import=Subquery(_import().values("requested_by")[:1]), by_hand=Subquery(by_hand))
    rows = rows.annotate(writer=Coalesce("by_hand", "by_import"))
    found: Rows = rows.annotate(by=told_of("writer"), before=Subquery(_before()))
    return found


def _versions() -> QuerySet[Any]:
    model: Any = apps.get_model("employees", "PlacementEvent")
    return model.objects.all()  # type: ignore[no-any-return]


def _import() -> QuerySet[Job]:
    """The import in whose course it was written: a worker has no request that pghistory could note."""
    moment = OuterRef("pgh_created_at")
    during = Q(started_at__lte=moment) & (Q(finished_at__isnull=True) | Q(finished_at__gte=moment))
    return Job.objects.filter(during, kind=APPLY).order_by("-pk")


def _before() -> QuerySet[Any]:
    earlier = _versions().filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
    told = JSONObject(
        unit="unit__name", position="position__title", superior="superior__name",
        starts_on="starts_on", ends_on="ends_on",
    )  # fmt: skip
    return earlier.order_by("-pgh_id").values(told=told)[:1]


def placed(version: Any) -> dict[str, str]:
    """'Ditempatkan' with all its facts, or what differs from the version before."""
    delegate = version.kind != DEFINITIVE
    what = (AS_DELEGATE if delegate else WHAT)[version.pgh_label]
    post = version.get_kind_display() if delegate else version.position.title
    writer = named(version.by)
    return {
        "what": f"{what}: {post}, {version.unit.name}",
        "about": version.employee.full_name,
        "by": writer.full_name if writer else "sistem",
        "by_key": key_of(writer),
        "change": _told(version),
        "note": BY_IMPORT if version.by_hand is None and version.by_import else "",
    }


def _told(version: Any) -> str:
    now = _facts(
        version.unit.name,
        version.position.title,
        version.superior.name if version.superior else None,
        version.starts_on,
        version.ends_on,
    )
    if version.pgh_label == "update" and version.before:
        was = _facts_before(version.before)
        changed = [
            f"{name} dari «{was[name]}» menjadi «{now[name]}»" for name in now if was[name] != now[name]
        ]
        return "; ".join(changed)
    period = f"mulai {now['mulai']}" + (f" sampai {now['sampai']}" if version.ends_on else "")
    return f"{period}; atasan langsung {now['atasan langsung']}"


def _facts(unit: str, position: str, superior: str | None, start: date, end: date | None) -> dict[str, str]:
    return {
        "unit kerja": unit,
        "jabatan": position,
        "atasan langsung": superior or "tidak ada",
        "mulai": dated(start),
        "sampai": dated(end) if end else OPEN_END,
    }


def _facts_before(told: dict[str, Any]) -> dict[str, str]:
    end = date.fromisoformat(told["ends_on"]) if told["ends_on"] else None
    start = date.fromisoformat(told["starts_on"])
    return _facts(told["unit"], told["position"], told["superior"], start, end)


# --- sign-ins ---------------------------------------------------------------------
def sign_ins(asked: Asked) -> Rows | None:
    """For those alone who see the whole agency; under 'oleh' only what that person surely did."""
    if asked.units is not None:
        return None
    rows = SignIn.objects.select_related("employee")
    if asked.about is not None:
        rows = rows.filter(employee=asked.about)
    return rows.filter(employee=asked.actor, outcome=SignIn.Outcome.SIGNED_IN) if asked.actor else rows


def signed_in(line: SignIn) -> dict[str, str]:
    """Of a failure nobody knows who it was: it names the account and the address."""
    where = f"alamat {line.address}" if line.address else "alamat yang tidak diketahui"
    person = line.employee
    if person and line.outcome == SignIn.Outcome.SIGNED_IN:
        told = {"about": person.full_name, "by": person.full_name, "by_key": key_of(person)}
        return told | {"what": "Masuk ke aplikasi", "change": f"Dari {where}."}
    account = f"Akun {person.full_name}" if person else "Nama masuk yang tidak dikenal"
    return {"what": line.get_outcome_display(), "about": account, "by": f"seseorang di {where}"}
