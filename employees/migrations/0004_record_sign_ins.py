import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('employees', '0003_drop_downloads'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('SIGNED_IN', 'Masuk'), ('WRONG_PASSWORD', 'Gagal masuk: kata sandi salah'), ('WRONG_CODE', 'Gagal masuk: kode faktor kedua salah'), ('LOCKED', 'Dikunci sementara: terlalu banyak percobaan gagal')], max_length=14)),
                ('address', models.GenericIPAddressField(blank=True, null=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('employee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_ins', to='employees.employee')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'SIGNED_IN'), _negated=True), ('employee__isnull', False), _connector='OR'), name='whoever_signed_in_is_somebody')],
                'indexes': [models.Index(fields=['-at', '-id'], name='sign_in_newest'), models.Index(fields=['employee', '-at', '-id'], name='sign_in_by_person')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signin',
            trigger=pgtrigger.compiler.Trigger(name='sign_ins_are_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e5fdf6cc951aae40b5a0dcb8d7c6a08287490b5a', operation='UPDATE', pgid='pgtrigger_sign_ins_are_never_changed_d46c0', table='employees_signin', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='placementevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='placement_changes_newest'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "employees_placementevent" ("employee_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "starts_on", "superior_id", "unit_id", "uuid") VALUES (OLD."employee_id", OLD."ends_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position_id", OLD."starts_on", OLD."superior_id", OLD."unit_id", OLD."uuid"); RETURN NULL;', hash='4db3182b3f46d620ae94de7def9e388c9f2dada9', operation='DELETE', pgid='pgtrigger_delete_delete_cc2c1', table='employees_placement', when='AFTER')),
        ),
    ]
