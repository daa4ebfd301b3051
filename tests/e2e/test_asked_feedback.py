"""Two rounds of five peers: where two answer nothing is shown after the close, where three answer the aggregate is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from employees.models import Employee
from feedback import publishing
from feedback.models import FeedbackRound
from tests import factories
from tests.e2e.acts import press
from tests.e2e.conftest import Person
from tests.e2e.scenes import PHONE, fits, main
from tests.feedback import asking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Person]
WORDS = "Rapat yang ia pimpin selesai tepat waktu."


def test_two_of_five_stay_unseen_and_three_of_five_are_shown_without_a_name(at_the_browser: Enter) -> None:
    agency = factories.make_agency()
    first, second = (
        factories.make_appraisal(agency, "RUNNING", employee=one) for one in (agency.staff, agency.colleague)
    )
    people = asking.peers_of(agency, 5, login=True)
    boss = at_the_browser(agency.superior)
    for appraisal in (first, second):
        start(boss.page, f"{boss.base_url}/umpan-balik/kinerja/{appraisal.uuid}/putaran/baru/", people)
    thin, full = (FeedbackRound.objects.get(appraisal=one) for one in (first, second))
    for number, one in enumerate(people[:3]):
        giver = at_the_browser(one, width=PHONE)
        if number < 2:
            answer(giver.page, agency.staff, "Menunggu giliran.")
        answer(giver.page, agency.colleague, WORDS)
    main(boss.page).not_to_contain_text(WORDS)

    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert publishing.close_due(timezone.localdate()) == 2

    page = boss.open(thin.get_absolute_url())
    main(page).to_contain_text("Kurang dari 3 orang menjawab")
    main(page).not_to_contain_text("Menunggu giliran.")
    readers = (agency.superior, agency.colleague, agency.personnel)
    for reader in readers:
        shown(boss if reader == agency.superior else at_the_browser(reader, width=PHONE), full, people)


def start(page: Page, url: str, people: list[Employee]) -> None:
    """The appraiser ticks five peers; that starts the round."""
    page.goto(url)
    for one in people:
        page.get_by_label(one.name).check()
    press(page, page.get_by_role("button", name="Mulai putaran"))
    main(page).to_contain_text("5 orang diminta")


def answer(page: Page, about: Employee, words: str) -> None:
    """From the home page of somebody with a cheap phone."""
    page.goto(page.url.split("/umpan-balik", maxsplit=1)[0])
    page.get_by_role("link", name=f"Umpan balik tertutup untuk {about.name}").click()
    main(page).to_contain_text("kebijakan instansi")
    fits(page)
    for label in page.locator("input[value=MEETS] + label").all():
        label.click()
    page.locator("input[name=LOYAL][value=CANNOT] + label").click()
    page.get_by_label("Satu kalimat").fill(words)
    press(page, page.get_by_role("button", name="Simpan jawaban"))
    main(page).to_contain_text("Jawaban Anda disimpan")


def shown(reader: Person, full: FeedbackRound, people: list[Employee]) -> None:
    """The aggregate, the words in no order, and nobody's name."""
    page = reader.open(full.get_absolute_url())
    main(page).to_contain_text("Rekan kerja setingkat: 3 jawaban")
    main(page).to_contain_text("kurang dari 3 orang dapat menilai")  # Loyal, which nobody could judge
    expect(page.get_by_text(WORDS)).to_have_count(3)
    fits(page)
    for one in people:
        main(page).not_to_contain_text(one.name)
