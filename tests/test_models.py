"""A sweep over all models: a new field or key cannot dodge the rules."""

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from appraisal.models import Event, Party, PartyRole
from tests import factories

OURS = [
    model
    for label in ("employees", "appraisal", "feedback", "training")
    for model in apps.get_app_config(label).get_models()
    if not model._meta.model_name.endswith("event") or model is Event
]
# Cascades on purpose: parts that have no meaning without their whole, and that no record refers to.
CASCADES = {
    "ActivationLink.user", "Draft.user", "Submission.user", "Notification.employee", "TargetIndicator.target",
    "BehaviourExpectation.appraisal", "Evidence.entry", "ItemRating.target", "SelfTarget.target",
    "SelfFigure.indicator", "IndicatorManual.indicator", "AgreementIndicator.agreement",
    "RoleMatrixCell.indicator", "RoleMatrixCell.column", "Trajectory.indicator", "ActionPlanItem.target",
    "DrawingFailure.evaluation",
}  # fmt: skip


def keys():
    return [(m, f) for m in OURS for f in m._meta.local_fields if isinstance(f, models.ForeignKey)]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_every_model_says_its_name(model):
    assert "__str__" in model.__dict__, "write __str__"


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_text_is_never_null(model):
    text = (models.CharField, models.TextField)
    assert [f.name for f in model._meta.local_fields if isinstance(f, text) and f.null] == []


def test_every_cascade_is_deliberate():
    found = {f"{m.__name__}.{f.name}" for m, f in keys() if f.remote_field.on_delete is models.CASCADE}
    assert found == CASCADES


def test_history_is_protected():
    loose = {
        f"{m.__name__}.{f.name}"
        for m, f in keys()
        if f.remote_field.on_delete not in {models.PROTECT, models.CASCADE, models.SET_NULL}
        and f.related_model.__name__ != "Context"
    }
    assert loose == set()


def test_paired_fields_are_constrained():
    """`x_by` and `x_at` are all or none, by the database."""
    for model in OURS:
        names = {field.name for field in model._meta.local_fields}
        text = " ".join(str(c.condition) for c in model._meta.constraints if hasattr(c, "condition"))
        for stem in {name.removesuffix("_by") for name in names if name.endswith("_by")}:
            if f"{stem}_at" in names and not model._meta.get_field(f"{stem}_at").auto_now_add:
                assert f"{stem}_by" in text, f"{model.__name__}: {stem}_by and {stem}_at"


def test_no_file_leaves_the_private_storage():
    urls = [f for m in OURS for f in m._meta.local_fields if isinstance(f, models.FileField)]
    assert {f.storage.base_url for f in urls} <= {"/", None, ""}


@pytest.mark.django_db
def test_nobody_is_their_own_appraiser_even_by_hand(agency):
    appraisal = factories.make_appraisal(agency)
    mine = Party.objects.filter(appraisal=appraisal, role=PartyRole.APPRAISER)
    with pytest.raises(IntegrityError, match="nobody_is_their_own_appraiser"), transaction.atomic():
        mine.update(employee=agency.staff)


@pytest.mark.django_db
def test_events_cannot_be_changed_or_deleted_even_by_sql(agency):
    factories.make_appraisal(agency, "PROPOSED")
    for sql in ("UPDATE appraisal_event SET note = 'x'", "DELETE FROM appraisal_event"):
        with (
            pytest.raises(ProgrammingError, match="pgtrigger"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


@pytest.mark.django_db
def test_the_control_without_its_trigger_an_event_can_be_changed(agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE appraisal_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE appraisal_event SET note = 'x'")
        cursor.execute("ALTER TABLE appraisal_event ENABLE TRIGGER USER")
    assert set(appraisal.events.values_list("note", flat=True)) == {"x"}


@pytest.mark.django_db
def test_every_change_of_what_decides_careers_leaves_a_trace(agency):
    """pghistory sees bulk updates and raw SQL, which signals would miss."""
    evaluation = factories.make_evaluation(agency, "RATED")
    Party.objects.filter(appraisal=evaluation.appraisal, role=PartyRole.REVIEWER).update(name="Orang Lain")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE appraisal_overallrating SET results = 'ABOVE'")
    history = apps.get_model("appraisal", "OverallRatingEvent").objects.values_list("results", flat=True)
    assert list(history)[-1] == "ABOVE"
    assert apps.get_model("appraisal", "PartyEvent").objects.filter(name="Orang Lain").exists()
