"""`render_document` of a signed evaluation writes what is on record and renders only what is missing."""

from __future__ import annotations

import uuid
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from appraisal.models import Document, EvaluationStatus
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db


def render(appraisal: object, path: Path) -> str:
    out = StringIO()
    call_command("render_document", str(appraisal), "D.1.1", str(path), stdout=out)
    return out.getvalue()


def test_it_renders_what_no_worker_has_and_then_gives_the_same_bytes(agency: Agency, tmp_path: Path) -> None:
    factories.make_period()
    evaluation = factories.make_evaluation(agency, EvaluationStatus.FINAL)
    assert "D.1.1 version 1" in render(evaluation.appraisal.uuid, tmp_path / "a.pdf")
    render(evaluation.appraisal.uuid, tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert Document.objects.count() == 1


def test_before_the_signature_it_prints_the_empty_form(agency: Agency, tmp_path: Path) -> None:
    factories.make_period()
    evaluation = factories.make_evaluation(agency, EvaluationStatus.RATED)
    assert render(evaluation.appraisal.uuid, tmp_path / "a.pdf").endswith("a.pdf: D.1.1\n")
    assert not Document.objects.exists()
    with pytest.raises(CommandError, match="no such appraisal"):
        render(uuid.uuid4(), tmp_path / "b.pdf")
