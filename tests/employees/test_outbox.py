"""What the outbox does with rows that fail, that take their worker down, or that are done in parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from employees import jobs, outbox
from employees.models import Employee, Job, Outbox
from employees.tasks import limits
from tests import factories

pytestmark = pytest.mark.django_db
KIND = "of_a_test"


@pytest.fixture
def told() -> list[int]:
    return []


@pytest.fixture
def row(told: list[int]) -> Iterator[Outbox]:
    outbox.put(KIND, "k", {})
    yield Outbox.objects.get()
    outbox._HANDLERS.pop(KIND, None)


def handle(told: list[int], *, tries: int = 8) -> list[Outbox]:
    """A handler that remembers its rows, and fills `told` when they are given up."""
    seen: list[Outbox] = []
    outbox.handles(KIND, atomic=False, tries=tries, gave_up=lambda row: told.append(row.pk))(seen.append)
    return seen


def test_a_row_that_takes_its_worker_down_is_cut_off_after_three_starts(row: Outbox, told: list[int]) -> None:
    seen = handle(told)
    Outbox.objects.update(crashes=outbox.MOST_CRASHES)  # three starts, none of which came back
    assert outbox.carry_out(row.pk) is False
    assert (seen, told) == ([], [row.pk])
    row.refresh_from_db()
    assert "took its worker down 3 times" in row.last_error
    assert Outbox.objects.stuck().get() == row
    assert outbox.claim() == []


def test_a_start_is_on_record_while_it_runs_and_gone_when_it_comes_back(row: Outbox) -> None:
    during: list[int] = []

    def look(row: Outbox) -> None:
        during.append(Outbox.objects.get(pk=row.pk).crashes)
        raise ValueError("salah")

    outbox.handles(KIND, atomic=False)(look)
    with pytest.raises(ValueError, match="salah"):
        outbox.carry_out(row.pk)
    row.refresh_from_db()
    assert (during, row.crashes, row.done_at) == ([1], 0, None)


def test_a_row_is_given_up_after_its_last_try_and_who_waits_is_told(row: Outbox, told: list[int]) -> None:
    handle(told, tries=2)
    for attempts, expected in ((1, []), (2, [row.pk])):
        Outbox.objects.update(attempts=attempts)
        outbox.note_failure(row.pk, "ValueError: salah")
        assert told == expected
    assert Outbox.objects.stuck().get().last_error == "ValueError: salah"


def test_a_row_done_in_part_comes_back_at_once_and_one_in_other_hands_when_its_claim_lapses(
    row: Outbox,
) -> None:
    for soon, back in ((False, []), (True, [row])):

        def part(_row: Outbox, soon: bool = soon) -> None:
            raise outbox.Postponed(soon=soon)

        outbox.handles(KIND, atomic=False)(part)
        Outbox.objects.update(claimed_until=timezone.now() + timedelta(minutes=5), attempts=7)
        assert outbox.carry_out(row.pk) is False
        assert outbox.claim() == back


# --- jobs ---------------------------------------------------------------------------
@pytest.fixture
def person() -> Employee:
    return factories.make_employee()


@pytest.fixture
def job(person: Employee) -> Iterator[Job]:
    yield jobs.request(KIND, title="Uji", by=person)
    jobs._WORKS.pop(KIND, None)


def run(job: Job) -> Job:
    outbox.carry_out(Outbox.objects.get(key=f"job:{job.uuid}").pk)
    job.refresh_from_db()
    return job


def test_a_job_whose_worker_was_killed_goes_on_when_its_row_comes_back(job: Job) -> None:
    begun: list[int] = []
    jobs.works(KIND)(lambda job: begun.append(job.pk))
    Job.objects.update(status=Job.Status.RUNNING, started_at=timezone.now())
    assert run(job).status == Job.Status.DONE
    assert begun == [job.pk]


def test_a_job_in_other_hands_keeps_its_row_open(job: Job) -> None:
    """Celery hands a killed child's message out at once; were the row done then, the job would run for ever."""
    jobs.works(KIND)(lambda _job: pytest.fail("twice at the same time"))
    Job.objects.update(status=Job.Status.RUNNING, started_at=timezone.now() - timedelta(hours=1))
    Outbox.objects.update(attempts=1)
    other = connection.copy()
    try:
        with other.cursor() as at:
            at.execute("SELECT pg_advisory_lock(%s)", [jobs.lock_key(str(job.uuid))])
            assert run(job).status == Job.Status.RUNNING
    finally:
        other.close()
    assert Outbox.objects.get(done_at__isnull=True).attempts == 0, "looking in was no try"


def test_a_job_that_is_gone_leaves_no_row_that_comes_back_for_ever(job: Job) -> None:
    Job.objects.all().delete()
    outbox.carry_out(Outbox.objects.get().pk)
    assert Outbox.objects.get().done_at is not None


def test_a_job_may_take_an_hour_and_everything_else_three_minutes(job: Job) -> None:
    outbox.put("mail", "soon", {"employee": 0})
    sent: dict[str, int] = {}
    outbox.publish_due(lambda pk, _queue, minutes: sent.update({Outbox.objects.get(pk=pk).kind: minutes}))
    assert sent == {"job": 60, "mail": 3}
    usual = {
        "soft_time_limit": settings.CELERY_TASK_SOFT_TIME_LIMIT,
        "time_limit": settings.CELERY_TASK_TIME_LIMIT,
    }
    assert limits(sent["mail"]) == usual


def test_a_job_is_done_in_parts_and_shows_how_far_it_is(job: Job) -> None:
    def part(job: Job) -> None:
        jobs.progress(job, job.done + 1, 3)
        if job.done < 2:
            jobs.pause(job)

    jobs.works(KIND)(part)
    seen = [(run(job).status, job.done) for _ in range(3)]
    assert seen == [("RUNNING", 1), ("RUNNING", 2), ("DONE", 3)]
    assert not Outbox.objects.filter(done_at__isnull=True).exists()


def test_a_job_that_cannot_be_done_ends_with_a_sentence(job: Job) -> None:
    Outbox.objects.update(crashes=outbox.MOST_CRASHES)
    Job.objects.update(status=Job.Status.RUNNING)
    assert (run(job).status, job.message) == (Job.Status.FAILED, jobs.GAVE_UP)
    assert job.finished_at is not None


def test_what_a_dead_worker_had_comes_back_later_than_a_task_may_run() -> None:
    hard = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)
    assert hard < timedelta(minutes=outbox.CLAIM_MINUTES[0])


def test_mail_for_thousands_goes_after_everything_else_and_only_so_many_at_a_time() -> None:
    """What lies at the broker cannot be overtaken, so most of it waits here."""
    payload = {"employee": 0, "lines": []}
    outbox.put_all(
        (("digest", f"d{number}", payload) for number in range(outbox.MOST_BULK_OUT + 30)),
        priority=outbox.BULK,
    )
    outbox.put("mail", "urgent", {"employee": 0})
    assert [row.key for row in outbox.claim(3)] == ["urgent", "d0", "d1"]
    claimed = [len(outbox.claim()) for _run in range(4)]
    assert claimed == [200, outbox.MOST_BULK_OUT - 202, 0, 0]
    outbox.put("mail", "later", {"employee": 0})
    assert [row.key for row in outbox.claim()] == ["later"]
    Outbox.objects.filter(key__in=["d0", "d1", "d2"]).update(done_at=timezone.now())
    assert len(outbox.claim()) == 3
