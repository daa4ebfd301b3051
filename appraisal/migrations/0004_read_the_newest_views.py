from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0003_name_the_job_of_a_download")]
    operations = [
        migrations.AddIndex(
            model_name="viewlog",
            index=models.Index(fields=["-at", "-id"], name="view_newest"),
        ),
    ]
