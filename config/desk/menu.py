"""The pages of the personnel desk, in groups: some twenty side by side fill half a phone and are found by nobody."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from employees.desk_access import only_leads
from employees.models import User


@dataclass(frozen=True)
class Page:
    """One page; `personnel` and `agency` narrow who gets it, `leaders` opens it to heads of units; `beside` names other
    addresses that belong to it."""

    name: str
    label: str
    personnel: bool = False
    agency: bool = False
    leaders: bool = False
    beside: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.name)

    def offered_to(self, user: User) -> bool:
        if only_leads(user):
            return self.leaders
        if self.agency:
            return user.has_perm("employees.administer_agency")
        return user.is_personnel or not self.personnel

    def matches(self, path: str) -> int:
        """How much of an address is this page's; 0 where it is another's. The desk itself has no pages below."""
        if self.name == "desk":
            return len(path) if path == self.url else 0
        return max(len(start) if path.startswith(start) else 0 for start in (self.url, *self.beside))


GROUPS: tuple[tuple[str, tuple[Page, ...]], ...] = (
    (
        "Pantau",
        (
            Page("desk", "Kemajuan", leaders=True),
            Page("desk_appraisals", "Daftar kinerja", leaders=True),
            Page("desk_objections", "Keberatan"),
            Page("on_behalf", "Menunggu dicatat", personnel=True),
            Page("extensions", "Perpanjangan", personnel=True),
            Page("reminder_log", "Pengingat"),
            Page("desk_history", "Riwayat"),
        ),
    ),
    (
        "Hasil",
        (
            Page("desk_reports", "Pelaporan"),
            Page("desk_distribution", "Sebaran", leaders=True),
            Page("rating_patterns", "Keadilan", beside=("/keadilan/",)),
            Page("calibrations", "Kalibrasi"),
            Page("national_results", "e-Kinerja BKN"),
            Page("desk_recommendations", "Rekomendasi"),
            Page("unit_ratings", "Predikat unit", agency=True),
            Page("signed_batches", "Tanda tangan BSrE", personnel=True),
            Page("exports", "Ekspor", personnel=True),
        ),
    ),
    (
        "Tindak lanjut",
        (
            Page("desk_awards", "Penghargaan"),
            Page("desk_sanctions", "Hukuman disiplin"),
            Page("desk_improvements", "Rencana perbaikan"),
            Page("desk_promotions", "Calon promosi", leaders=True),
            Page("rules_edit", "Aturan penghargaan dan sanksi", agency=True),
        ),
    ),
    (
        "Orang",
        (
            Page("people", "Pegawai", personnel=True),
            Page(
                "vacant_posts",
                "Pihak",
                personnel=True,
                beside=("/bkd/pihak/", "/bkd/plt/", "/bkd/rencana-perubahan/"),
            ),
            Page("corrections", "Ini keliru", personnel=True),
            Page("duplicates", "Ganda", agency=True),
            Page("work_teams", "Tim kerja", personnel=True),
            Page("activation_slips", "Aktivasi akun", personnel=True),
            Page("imports", "Impor", agency=True),
        ),
    ),
    (
        "Pengembangan",
        (
            Page("desk_training", "Sertifikat dan kehadiran"),
            Page("desk_hours", "JP pegawai"),
            Page("desk_courses", "Katalog pelatihan"),
            Page("training_needs", "Kebutuhan pelatihan"),
            Page("citizen_queue", "Penilaian masyarakat"),
            Page("service_points", "Titik layanan"),
            Page("desk_announcements", "Pengumuman", personnel=True),
            Page("desk_coaching", "Bimbingan"),
            Page("counselling_cases", "Konseling", agency=True),
            Page("round_policy", "Umpan balik 360", agency=True),
        ),
    ),
    (
        "Aturan",
        (
            Page("agreements", "Perjanjian kinerja"),
            Page("criteria", "Kriteria"),
            Page("periods", "Periode", agency=True),
            Page("holidays", "Hari libur", agency=True),
            Page("allowance", "Persentase tunjangan", agency=True),
            Page("letterhead", "Kop surat", agency=True),
            Page("api_tokens", "Aplikasi lain", agency=True),
        ),
    ),
)


@dataclass(frozen=True)
class Entry:
    """A link of the menu."""

    label: str
    url: str
    current: bool


def entries(user: User, path: str) -> tuple[list[Entry], list[Entry]]:
    """The groups, each leading to its first page, and the pages of the group in which `path` lies."""
    groups = [(label, [page for page in pages if page.offered_to(user)]) for label, pages in GROUPS]
    groups = [(label, pages) for label, pages in groups if pages]
    here = max((page for _label, pages in groups for page in pages), key=lambda page: page.matches(path))
    inside = here if here.matches(path) else None
    first = [Entry(label, pages[0].url, inside in pages) for label, pages in groups]
    second = [
        Entry(page.label, page.url, page == inside)
        for _label, pages in groups
        if inside in pages
        for page in pages
    ]
    return first, second
