"""Writing a workbook of 26 columns: ours beside openpyxl's write-only mode, each in a process of its own.

.venv/bin/python -m benchmarks.workbooks [rows]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

HEADINGS = [f"Kolom {number}" for number in range(26)]


def rows(count: int) -> Iterator[list[object]]:
    """Like those of the yearly report."""
    for number in range(count):
        yield [
            "198204242005072901", f"Nama & Orang {number}", "Penata Muda (III/a)", "Analis Kepegawaian",
            "Jabatan Fungsional", "Ahli Pertama", "Bidang Guru", "Dinas Pendidikan", "198204242005072901",
            "Siti Atasan", "198204242005072901", "Hendra Kepala", 2026, "Tahunan", "Di atas ekspektasi",
            "Sesuai ekspektasi", "Baik", "Baik", "Catatan yang cukup panjang supaya mirip kenyataan.",
            date(2026, 12, 31), "Tidak ada", Decimal("12.5"), Decimal("18.75"), 12, "Ahli Pertama 12 bulan", "Final",
        ]  # fmt: skip


def ours(path: Path, count: int) -> None:
    from appraisal import workbook

    workbook.write(path, [("Laporan", HEADINGS, rows(count))])


def openpyxl(path: Path, count: int) -> None:
    """As `appraisal.tabular` did before: text cells typed as text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Laporan")
    sheet.append(HEADINGS)
    for row in rows(count):
        cells = [WriteOnlyCell(sheet, value=value) for value in row]
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                cell.data_type, cell.number_format = "s", "@"
        sheet.append(cells)
    book.save(path)


WRITERS = {"ours": ours, "openpyxl": openpyxl}


def measure(name: str, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, begun = Path(folder) / "x.xlsx", time.process_time()
        WRITERS[name](path, count)
        spent, size = time.process_time() - begun, path.stat().st_size // 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name}: {count} rows, {spent:.2f} s of processor time, {size} KB, peak {peak} MB")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    if len(sys.argv) > 2:
        measure(sys.argv[2], wanted)
    else:
        for each in WRITERS:
            subprocess.run([sys.executable, "-m", "benchmarks.workbooks", str(wanted), each], check=True)
