"""'Unduh daftar ini': every list of the desk's menu is taken out as its page shows it, by whoever may."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from appraisal import export_kinds
from appraisal.models import ColumnChoice
from config.desk.menu import GROUPS
from employees import outbox
from employees.models import Job, Outbox
from tests import exported, factories
from tests.access.world import make_world
from tests.factories import Agency

pytestmark = pytest.mark.django_db
WHY = "Rapat evaluasi bulanan di Dinas Pendidikan."
# Pages of the menu that are no list of rows, each with the reason.
NO_LIST = {
    "desk": "figures; the list behind each of them has its file",
    "exports": "what can be taken, not rows; the log below it has its file",
    "signed_batches": "takes the documents themselves out",
    "rules_edit": "one text",
    "imports": "the last few uploads; each carries its own findings as files",
    "desk_coaching": "counts alone: what was said stays with those whom it concerns",
    "counselling_cases": "confidential: nothing of it leaves the application",
    "round_policy": "settings",
    "periods": "settings, a handful of years",
    "holidays": "settings; they came from a file",
    "letterhead": "settings",
    "api_tokens": "settings",
    "desk_history": "read at the desk; a case leaves as a ZIP with its timeline",
    "allowance": "settings",
}
# Pages with a filter or a pager that are no page of the menu, each with the reason.
NO_FILE = {
    "announcement_readers.html": "who read one announcement: opened to ask the others again",
    "api/list.html": NO_LIST["api_tokens"],
    "counselling_cases.html": NO_LIST["counselling_cases"],
    "desk/history.html": NO_LIST["desk_history"],
    "desk_session.html": "one session: attendance is recorded here, and leaves as hours of training",
    "exports/schedules.html": "what comes again by itself: each file stands in the log, which has its own",
    "document_exports.html": "takes the documents themselves out",
}
LISTED = {kind.page: kind for kind in export_kinds.lists()}


def templates() -> str:
    found = (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    return "\n".join(path.read_text() for path in found)


def test_each_page_of_the_menu_has_its_file_or_a_reason_why_not() -> None:
    pages = {page.name for _group, found in GROUPS for page in found}
    assert pages - set(LISTED) - set(NO_LIST) == set()
    assert set(NO_LIST) - pages == set()
    assert set(NO_LIST) & set(LISTED) == set()


def test_each_page_of_the_desk_that_filters_or_turns_pages_offers_its_file() -> None:
    """Also those that the menu does not name: whoever writes a new one gives it a file, or a reason here."""
    root = Path(settings.BASE_DIR) / "templates"
    without = set()
    for path in root.rglob("*.html"):
        text = path.read_text()
        at_the_desk = "desk/_tabs.html" in text or '{% url "desk' in text
        listed = "components/_filter.html" in text or "components/_pager.html" in text
        if at_the_desk and listed and "components/_take_list.html" not in text:
            without.add(path.relative_to(root).as_posix())
    assert {name for name in without if not name.endswith(tuple(NO_FILE))} == set()
    assert len(without) == len(NO_FILE), "a reason that is no longer one"


def test_each_file_is_offered_on_one_page() -> None:
    text = templates()
    for kind in LISTED.values():
        assert text.count(f'_take_list.html" with list="{kind.key}"') == 1, kind.key
        assert len({column.key for column in kind.columns}) == len(kind.columns), kind.key


def test_a_list_with_rows_offers_them_and_each_may_be_written(client: Client) -> None:
    """In the world of the access matrix, which has something of nearly everything."""
    agency = make_world().agency
    factories.sign_in(client, agency.personnel)
    empty = set()
    for page, kind in LISTED.items():
        rows = exported.listed(kind.key, agency.personnel)
        exported.listed(kind.key, agency.unit_personnel)
        answer = client.get(reverse(page))
        assert answer.status_code == 200, page
        if rows:
            assert reverse("export_table", args=[kind.key]) in answer.content.decode(), page
        else:
            empty.add(page)
    assert len(empty) < len(LISTED) / 2, empty


def test_a_list_is_taken_with_its_filter_and_with_the_rights_of_the_moment(
    agency: Agency, client: Client
) -> None:
    factories.make_appraisal(agency)
    factories.sign_in(client, agency.personnel)
    found = {"q": agency.staff.nip, "page": "3", "sort": "-unit"}
    url = f"{reverse('export_table', args=['daftar-kinerja'])}?{urlencode(found)}"
    page = client.get(url).content.decode()
    assert f"{reverse('desk_appraisals')}?q={agency.staff.nip}&amp;sort=-unit" in page
    columns = ["name", "unit", "stage"]
    answer = client.post(url, {"format": "xlsx", "purpose": WHY, "columns": columns, "save_as": "Rapat"})
    assert answer.status_code == 302
    assert ColumnChoice.objects.get().columns == columns
    job = Job.objects.get()
    outbox.carry_out(Outbox.objects.get(key=f"job:{job.uuid}").pk)
    content = b"".join(client.get(reverse("job_file", args=[job.uuid])))
    [head, *rows] = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    assert head == ("Nama", "Unit kerja", "Tahap")
    assert [row[1] for row in rows] == ["Bidang Guru"]


def test_unit_personnel_take_their_subtree_and_no_list_of_the_agency(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    units = {row["Unit kerja"] for row in exported.listed("daftar-kinerja", agency.other_unit_personnel)}
    assert units == {"Dinas Kesehatan"}
    assert "Bidang Guru" in {row["Unit kerja"] for row in exported.listed("daftar-kinerja", agency.personnel)}
    factories.sign_in(client, agency.unit_personnel)
    assert client.get(reverse("export_table", args=["daftar-ganda"])).status_code == 404
    assert client.get(reverse("export_table", args=["daftar-kinerja"])).status_code == 200
