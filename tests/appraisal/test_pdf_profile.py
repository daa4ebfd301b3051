"""The official forms against PDF/UA-1: veraPDF's verdict, qpdf's syntax check, and what a screen reader needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.test import override_settings
from PIL import Image
from weasyprint import HTML

from appraisal import documents, form_prints, matrix, offers
from appraisal.models import EvaluationStatus
from appraisal.papers.subject import Subject
from tests import factories
from tests.appraisal.test_documents import evaluation_with_story
from tests.appraisal.test_official_forms import OFFICIAL
from tests.factories import Agency

pytestmark = pytest.mark.django_db
PDFUA = "http://www.aiim.org/pdfua/ns/id/"


@pytest.fixture
def emblem(tmp_path: Path) -> Iterator[None]:
    path = tmp_path / "lambang.png"
    Image.new("RGB", (60, 60), "gold").save(path)
    with override_settings(EMBLEM_FILE=str(path)):
        yield


def printed(agency: Agency) -> dict[str, bytes]:
    """The filled D with C and A, a filled role matrix, and every form empty: one file each."""
    leader = factories.make_appraisal(agency, employee=agency.superior)
    board = matrix.read(leader)
    texts = {column.name: "Data guru mutakhir" for column in board.columns}
    offers.write(board, agency.staff, texts, by=agency.superior, version=None)
    evaluation = evaluation_with_story(agency, EvaluationStatus.FINAL)
    nobody = Subject.find(leader)
    return {
        "bundle": documents.render(evaluation).content,
        "matrix": form_prints.draw(nobody, ["A.1.5"]),
        "empty": form_prints.draw(nobody, [*OFFICIAL, "KONVERSI", "AKUMULASI", "PAK"]),
    }


def broken_rules(files: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """By file, what veraPDF finds against PDF/UA-1."""
    for name, content in files.items():
        (folder / f"{name}.pdf").write_bytes(content)
    paths = [str(folder / f"{name}.pdf") for name in files]
    command = [sys.executable, "-m", "tools.pdf_profiles", "PDFUA_1", *paths]
    found = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    return {Path(path).stem: rules for path, rules in json.loads(found.stdout).items()}


@pytest.fixture
def files(agency: Agency, emblem: None) -> dict[str, bytes]:
    return printed(agency)


def test_verapdf_and_qpdf_find_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    loose = "<html lang=id><title>x</title><table><tr><th scope=row>a<td>1</tr><tr><td>2<td>3</tr></table>"
    control = HTML(string=loose).write_pdf(pdf_variant="pdf/ua-1")

    found = broken_rules(files | {"control": control}, tmp_path)

    assert [rule[:5] for rule in found.pop("control")] == ["7.5-1"]
    assert found == {"bundle": [], "matrix": [], "empty": []}
    for name in files:
        command = ["qpdf", "--check", str(tmp_path / f"{name}.pdf")]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, "")


def test_a_screen_reader_learns_what_it_needs(files: dict[str, bytes]) -> None:
    figures: list[str] = []
    for content in files.values():
        with pikepdf.open(BytesIO(content)) as document:
            assert document.Root.MarkInfo.Marked
            assert document.Root.ViewerPreferences.DisplayDocTitle
            assert str(document.Root.Lang) == "id"
            with document.open_metadata() as metadata:
                assert metadata[f"{{{PDFUA}}}part"] == "1"
                assert metadata["dc:title"] == str(document.docinfo["/Title"])
            assert headless(document) == []
            figures += [str(figure.get("/Alt", "")) for figure in of_kind(document, "/Figure")]
            assert [name for name, font in fonts(document) if not embedded(font)] == []
    pattern = [one for one in figures if one.startswith("Pola distribusi untuk organisasi")]
    assert pattern != []
    assert set(figures) - set(pattern) == {
        "Lambang Pemerintah Kota Contoh",
        "Kode QR menuju halaman pemeriksaan dokumen ini",
    }


def of_kind(document: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    for one in document.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == kind and "/P" in one:
            yield one


def headless(document: pikepdf.Pdf) -> list[str]:
    """Cells whose headers are missing or lead nowhere, and tables without any."""
    heads = {str(head.ID) for head in of_kind(document, "/TH")}
    cells = [[str(name) for name in cell.A.get("/Headers", ())] for cell in of_kind(document, "/TD")]
    return [str(cell) for cell in cells if not cell or not heads.issuperset(cell)]


def fonts(document: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    for one in document.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            yield str(one.FontName), one


def embedded(font: Any) -> bool:
    return any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_every_head_of_a_table_says_what_it_heads() -> None:
    """WeasyPrint links a cell to its heads by what the template says."""
    folder = settings.BASE_DIR / "templates" / "pdf"
    loose = [
        path.name for path in folder.glob("*.html") if re.search(r"<th(?![^>]*scope=)[ >]", path.read_text())
    ]
    assert loose == []
