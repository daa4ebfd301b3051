"""Downloads of jobs' files stand in the log of reading and taking (`appraisal.ViewLog`) and nowhere else."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("employees", "0002_make_groups"),
        ("appraisal", "0003_name_the_job_of_a_download"),
    ]
    operations = [migrations.DeleteModel(name="Download")]
