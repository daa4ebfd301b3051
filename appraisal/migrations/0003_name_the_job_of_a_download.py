"""A download of a job's file was on record twice; the line of `ViewLog` now names the job, and the other table goes."""

import django.db.models.deletion
from django.db import migrations, models

# The two lines of one download were written in one request, this one after the other.
NAME_THE_JOB = """
    ALTER TABLE appraisal_viewlog DISABLE TRIGGER USER;
    UPDATE appraisal_viewlog seen SET job_id = job.id
      FROM employees_download taken JOIN employees_job job ON job.id = taken.job_id
     WHERE seen.kind = 'DOWNLOAD' AND seen.actor_id = taken.by_id AND starts_with(seen.what, job.title || ': ')
       AND seen.at BETWEEN taken.at AND taken.at + interval '1 minute';
    ALTER TABLE appraisal_viewlog ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("appraisal", "0002_answer_who_acts"),
        ("employees", "0002_make_groups"),
    ]
    operations = [
        migrations.AddField(
            model_name="viewlog",
            name="job",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="downloads",
                to="employees.job",
            ),
        ),
        migrations.RunSQL(NAME_THE_JOB, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="viewlog",
            constraint=models.CheckConstraint(
                condition=models.Q(("job__isnull", True), ("kind", "DOWNLOAD"), _connector="OR"),
                name="view_of_a_job_is_a_download",
            ),
        ),
    ]
