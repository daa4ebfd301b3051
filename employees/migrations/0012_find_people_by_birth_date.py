from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('employees', '0011_remember_hints_put_away'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='employee',
            index=models.Index(fields=['birth_date', 'id'], name='employee_by_birth'),
        ),
    ]
