"""`manage.py import_employees` as an operator types it, on both data files, twice."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from employees.models import Employee, Placement, User

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parent.parent / "data"
FAULTY = (DATA / "pegawai_bermasalah.csv", DATA / "unor_bermasalah.csv")
CLEAN = (DATA / "pegawai.csv", DATA / "unor.csv")
REJECTED = [46, 47, 53, 77, 79, 94, 107, 119, 132, 133, 135, 148]


def run(files: tuple[Path, Path], *options: str, folder: Path) -> tuple[dict, str]:
    """The report as JSON, and what stood on the terminal."""
    out, report = StringIO(), folder / "laporan.json"
    people, units = map(str, files)
    call_command("import_employees", people, "--units", units, "--report", str(report), *options, stdout=out)
    return json.loads(report.read_text()), out.getvalue()


def counts(report: dict) -> tuple[int, int, int]:
    return report["created"], report["updated"], report["unchanged"]


def test_a_dry_run_writes_nothing_and_says_so(tmp_path):
    report, said = run(CLEAN, folder=tmp_path)
    assert counts(report) == (400, 0, 0)
    assert "belum disimpan" in said
    assert not Employee.objects.exists()


@pytest.mark.parametrize(("files", "people", "rejected"), [(CLEAN, 400, []), (FAULTY, 157, REJECTED)])
def test_it_applies_once_and_changes_nothing_the_second_time(files, people, rejected, tmp_path):
    first, said = run(files, "--apply", "--as-of", "2026-11-01", folder=tmp_path)
    assert counts(first) == (people, 0, 0)
    assert sorted({each["line"] for each in first["rejected"]}) == rejected
    assert all(each["message"].endswith(".") for each in first["rejected"] + first["warnings"])
    assert f"{people} pegawai baru" in said
    assert ("DITOLAK" in said) == bool(rejected)
    second, _ = run(files, "--apply", "--as-of", "2026-11-02", folder=tmp_path)
    assert counts(second) == (0, 0, people)
    assert second["rejected"] == first["rejected"]
    assert Employee.objects.exclude(kind="NON_ASN").count() == people
    assert Placement.objects.filter(starts_on__gt=date(2026, 11, 1)).count() == 0
    assert not User.objects.exclude(password__startswith="!").exists(), "an account has no password yet"


def test_a_file_that_is_not_there_or_no_export_is_told_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        run((DATA / "tidak-ada.csv", CLEAN[1]), folder=tmp_path)
    other = tmp_path / "lain.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="tidak punya kolom"):
        run((other, CLEAN[1]), folder=tmp_path)
