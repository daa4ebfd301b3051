"""Attacks by way of whatever people type: in every field of a year that a document may print, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from appraisal import documents, form_prints
from appraisal.models import Evaluation, EvaluationStatus, Event, WindowCode
from appraisal.papers import registry
from appraisal.papers.subject import Subject
from tests import factories
from tests.appraisal.test_documents import evaluation_with_story
from tests.factories import Agency
from tests.printed import pages_of

pytestmark = pytest.mark.django_db
MARKUP = (
    "<link rel=attachment href=file:///etc/passwd>",
    "<img src=file:///etc/passwd><img src=http://127.0.0.1:9/x.png>",
    "<svg><image href=file:///etc/passwd /><script>alert(1)</script></svg>",
    "</style><style>@import url(file:///etc/passwd); * { display: none }</style>",
    "x) } @font-face { src: url(file:///etc/passwd) } .y { background: url(http://127.0.0.1:9",
    '" style="background:url(file:///etc/passwd)" \'><a href=file:///etc/passwd>x</a>',
    "{% include 'base.html' %}{{ settings.SECRET_KEY }}",
    "<base href=file:///etc/><meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
)
SIGNS = (
    "merah\u0007\u001b[31m\u0085\u2028\ufeff biru",
    "مرحبا \u202eterbalik\u202c \u2066akhir",
    "senang 😀👩‍👩‍👧‍👦🇮🇩 sekali",
    "z" + "\u0301" * 200,
)
UNBROKEN = ("A" * 10_000,)
SMALL = 60  # a shorter field is a code, not free text


def free_text() -> Iterator[tuple[type[models.Model], list[models.Field[str, str]]]]:
    """Every field of the core and its people that somebody may type into."""
    for model in (
        *apps.get_app_config("employees").get_models(),
        *apps.get_app_config("appraisal").get_models(),
    ):
        fields = [
            field
            for field in model._meta.local_fields
            if isinstance(field, models.CharField | models.TextField)
            and not (field.choices or field.unique or isinstance(field, models.EmailField))
            and (field.max_length or SMALL) >= SMALL
            and field.name not in {"path", "sha256", "key", "url", "password"}
        ]
        if fields and model is not Event and not model.__name__.endswith("Event"):
            yield model, fields


def poison(payloads: tuple[str, ...]) -> int:
    """Write them into every one of these fields of every row but where the database refuses; returns how many.

    Each field begins with another of them, because a short one has room for one only.
    """
    count = 0
    for model, fields in free_text():
        for field in fields:
            turn = (count + 1) % len(payloads)
            text = " ".join(payloads[turn:] + payloads[:turn])[: field.max_length]
            with suppress(IntegrityError), transaction.atomic():
                count += bool(model._base_manager.update(**{field.name: text}))
    return count


def checked(content: bytes) -> str:
    """The text of a PDF that brought nothing with it and leads nowhere but to its own check."""
    with pikepdf.open(BytesIO(content)) as document:
        assert not document.attachments
        assert "/JavaScript" not in document.Root.get("/Names", {})
        for page in document.pages:
            for note in page.get("/Annots", []):
                assert not str(note.get("/A", {}).get("/URI", "")).startswith(("file:", "http://127.0.0.1:9"))
    return "\n".join(pages_of(content))


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    factories.make_period()
    with connection.cursor() as cursor:  # the worker draws outside a transaction, the test inside its own
        cursor.execute("SET idle_in_transaction_session_timeout = 0")
    return evaluation_with_story(agency, EvaluationStatus.FINAL)


@pytest.mark.parametrize("payloads", [MARKUP, SIGNS], ids=["markup", "signs"])
def test_what_stands_in_every_field_is_printed_and_does_nothing(
    evaluation: Evaluation, payloads: tuple[str, ...]
) -> None:
    assert poison(payloads) >= 35
    poisoned = Evaluation.objects.get(pk=evaluation.pk)
    subject = Subject.find(poisoned.appraisal, WindowCode(evaluation.window))
    text = checked(documents.render(poisoned).content)
    text += checked(form_prints.draw(subject, [form.code for form in registry.forms_of(subject)]))
    assert "DOKUMEN EVALUASI KINERJA PEGAWAI" in text
    assert "root:x:" not in text
    for payload in payloads if payloads == MARKUP else ():
        assert payload[:8] in text.replace("\n", ""), "printed as it was typed"


def test_words_without_an_end_in_every_field_end_within_the_limits(evaluation: Evaluation) -> None:
    assert poison(UNBROKEN) >= 35
    text = checked(documents.render(Evaluation.objects.get(pk=evaluation.pk)).content)
    assert "DOKUMEN EVALUASI KINERJA PEGAWAI" in text


def test_sixty_targets_are_printed_within_the_limits(evaluation: Evaluation) -> None:
    for order in range(2, 61):
        factories.add_target(evaluation.appraisal, f"Hasil ke-{order} " + "kata " * 40, order=order)
    text = checked(documents.render(Evaluation.objects.get(pk=evaluation.pk)).content)
    assert "Hasil ke-60" in text
