from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("employees", "0003_add_teams_and_leave")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="personal",
            field=models.BooleanField(default=False, verbose_name="hanya untuk peminta"),
        ),
    ]
