"""Lists of the desk's own pages and of people as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from appraisal.export_columns import of_person
from appraisal.export_kinds import CHUNK, Asked, Column, in_chunks, listing
from appraisal.models import UnitRating
from appraisal.views.unit_ratings import Asked as RatingsAsked
from config.desk import duplicates, overview, unit_ratings
from config.desk.duplicates import Pair
from config.desk.overview import Listed
from employees import announcements
from employees.forms import SlipFilterForm
from employees.models import Employee, Placement, Unit, User
from employees.people_forms import PeopleFilter
from employees.views import activation, people


def for_the_agency(user: User) -> bool:
    return user.has_perm("employees.administer_agency")


# --- the names behind the figures -------------------------------------------------------
def names(asked: Asked) -> Iterator[Listed]:
    _period, _form, rows = overview.names_asked_for(asked.request)
    for chunk in in_chunks(rows.iterator(CHUNK)):
        yield from overview.listed(chunk)


listing(
    "daftar-kinerja",
    "Daftar kinerja",
    "Satu baris per pegawai: tahapnya, tenggatnya, dan pejabat penilainya.",
    page="desk_appraisals",
    rows=names,
    columns=(
        *of_person(lambda row: row.appraisal.employee),
        Column("unit", "Unit kerja", lambda row: row.appraisal.unit.name),
        Column("stage", "Tahap"),
        Column("limit", "Tenggat"),
        Column("days_left", "Sisa hari kerja"),
        Column("appraiser", "Pejabat penilai"),
    ),
)


# --- people -------------------------------------------------------------------------------
def _today(row: Employee) -> Placement | None:
    """The definitive post of this day."""
    held: list[Placement] = vars(row)["today"]
    return held[0] if held else None


def _placed(key: str, heading: str, said: Callable[[Placement], str]) -> Column:
    def cell(row: Employee) -> str:
        post = _today(row)
        return said(post) if post else ""

    return Column(key, heading, cell)


listing(
    "daftar-pegawai",
    "Daftar pegawai",
    "Satu baris per pegawai: jabatan, unit, atasan, dan keadaan akunnya.",
    page="people",
    rows=lambda asked: people.shown(asked.request, PeopleFilter(asked.query, by=asked.by))[0].iterator(CHUNK),
    columns=(
        *of_person(lambda row: row),
        Column("kind", "Status kepegawaian", lambda row: row.get_kind_display()),
        Column("rank", "Pangkat/gol. ruang"),
        _placed("position", "Jabatan", lambda post: post.position.title),
        _placed("unit", "Unit kerja", lambda post: post.unit.name),
        _placed("superior", "Atasan langsung", lambda post: post.superior.full_name if post.superior else ""),
        Column("active", "Aktif", lambda row: "Ya" if row.active else "Tidak"),
    ),
)
listing(
    "daftar-aktivasi",
    "Aktivasi akun",
    "Satu baris per pegawai yang akunnya belum diaktifkan menurut saringan daftar. Tautannya tidak ikut.",
    page="activation_slips",
    rows=lambda asked: activation.asked_for(
        asked.request, SlipFilterForm(asked.query or None, by=asked.by)
    ).iterator(CHUNK),
    columns=(
        *of_person(lambda row: row),
        Column("unit", "Unit kerja", lambda row: row.placed[0].unit.name if row.placed else ""),
        Column("mail", "Punya surel", lambda row: "Ya" if row.email else "Tidak"),
    ),
)
listing(
    "daftar-pengumuman",
    "Pengumuman",
    "Satu baris per pengumuman dengan berapa orang yang sudah membacanya.",
    page="desk_announcements",
    rows=lambda asked: announcements.listed(asked.by).iterator(),
    columns=(
        Column("published_on", "Tayang mulai"),
        Column("ends_on", "Tayang sampai"),
        Column("kind", "Jenis", lambda row: row.get_kind_display()),
        Column("title", "Judul"),
        Column("unit", "Untuk unit", lambda row: row.unit.name if row.unit else "Semua"),
        Column("read", "Sudah membaca"),
    ),
)


def pairs(_asked: Asked) -> Iterator[Pair]:
    for chunk in in_chunks(duplicates.looking_alike().iterator(CHUNK)):
        yield from duplicates.pairs_of(chunk)


listing(
    "daftar-ganda",
    "Data yang tampak ganda",
    "Satu baris per pasangan dengan tanggal lahir sama dan nama yang mirip.",
    page="duplicates",
    may=for_the_agency,
    rows=pairs,
    columns=(
        *of_person(lambda row: row.first),
        Column("later_nip", "NIP yang tercatat kemudian", lambda row: row.second.nip),
        Column("later_name", "Nama yang tercatat kemudian", lambda row: row.second.full_name),
        Column("birth_date", "Tanggal lahir", lambda row: row.second.birth_date),
    ),
)


# --- results of units -----------------------------------------------------------------------
def rated(asked: Asked) -> Iterator[tuple[Unit, UnitRating | None]]:
    told = RatingsAsked.of(asked.request)
    stored = UnitRating.objects.filter(period=told.period, window=told.window).select_related("set_by")
    ratings = {row.unit_id: row for row in stored}
    if told.period is not None:
        yield from ((unit, ratings.get(unit.pk)) for unit in unit_ratings.rated_units(told))


listing(
    "daftar-predikat-unit",
    "Predikat unit",
    "Satu baris per unit: predikat kinerja organisasinya, atau kosong bila belum ada.",
    page="unit_ratings",
    may=for_the_agency,
    rows=rated,
    columns=(
        Column("unit", "Unit kerja", lambda row: row[0].name),
        Column("head", "Pimpinan", lambda row: row[0].head.full_name if row[0].head else ""),
        Column("predicate", "Predikat", lambda row: row[1].get_predicate_display() if row[1] else ""),
        Column("provisional", "Sementara", lambda row: "Ya" if row[1] and row[1].provisional else ""),
        Column("basis", "Dasar", lambda row: row[1].basis if row[1] else ""),
        Column("set_on", "Ditetapkan", lambda row: row[1].set_on if row[1] else None),
    ),
)
