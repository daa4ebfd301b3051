import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.utils.timezone
import employees.identifiers
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('employees', '0001_create_people'), ('employees', '0003_add_teams_and_leave'), ('employees', '0004_keep_personal_jobs_to_their_requester'), ('employees', '0005_count_saves_of_a_team'), ('employees', '0006_count_starts_that_took_a_worker_down'), ('employees', '0007_announce_and_publish_rules'), ('employees', '0008_change_and_withdraw_announcements'), ('employees', '0009_let_people_do_without_mail'), ('employees', '0010_tell_people_apart'), ('employees', '0011_remember_hints_put_away'), ('employees', '0012_find_people_by_birth_date'), ('employees', '0013_say_what_an_export_was_for')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        django.contrib.postgres.operations.TrigramExtension(
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='tanggal')),
                ('name', models.CharField(max_length=100, verbose_name='nama')),
            ],
            options={
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('beat_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Employee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('siasn_id', models.CharField(blank=True, max_length=40, verbose_name='Id SIASN')),
                ('kind', models.CharField(choices=[('PNS', 'PNS'), ('PPPK', 'PPPK'), ('NON_ASN', 'Non-ASN')], max_length=8, verbose_name='jenis pegawai')),
                ('nip', models.CharField(blank=True, max_length=18, verbose_name='NIP')),
                ('name', models.CharField(max_length=150, verbose_name='nama')),
                ('front_title', models.CharField(blank=True, max_length=50, verbose_name='gelar depan')),
                ('back_title', models.CharField(blank=True, max_length=80, verbose_name='gelar belakang')),
                ('sort_name', models.CharField(editable=False, max_length=150)),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='tanggal lahir')),
                ('sex', models.CharField(blank=True, choices=[('M', 'Laki-laki'), ('F', 'Perempuan')], max_length=1, verbose_name='jenis kelamin')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='surel')),
                ('wants_mail', models.BooleanField(default=True, verbose_name='pemberitahuan juga lewat surel')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='nomor HP')),
                ('rank', models.CharField(blank=True, max_length=8, verbose_name='golongan ruang')),
                ('legal_status', models.CharField(choices=[('ACTIVE', 'Aktif'), ('STUDY_LEAVE', 'Tugas Belajar'), ('UNPAID_LEAVE', 'CLTN'), ('SUSPENDED', 'Pemberhentian Sementara'), ('PRE_RETIREMENT', 'Masa Persiapan Pensiun'), ('STATE_OFFICIAL', 'Pejabat Negara'), ('LEFT', 'Tidak aktif')], default='ACTIVE', max_length=16, verbose_name='kedudukan hukum')),
                ('legal_status_text', models.CharField(blank=True, max_length=60, verbose_name='kedudukan hukum menurut SIASN')),
                ('active', models.BooleanField(default=True, verbose_name='aktif')),
                ('inactive_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan dinonaktifkan')),
                ('inactive_at', models.DateTimeField(blank=True, null=True)),
                ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='employees.employee')),
                ('inactive_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['sort_name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'NON_ASN'), ('nip', '')), models.Q(models.Q(('kind', 'NON_ASN'), _negated=True), ('nip__regex', '^[0-9]{18}$')), _connector='OR'), name='nip_is_18_digits_unless_non_asn'), models.UniqueConstraint(models.F('nip'), condition=models.Q(('nip', ''), _negated=True), name='nip_is_unique'), models.UniqueConstraint(models.F('siasn_id'), condition=models.Q(('siasn_id', ''), _negated=True), name='employee_siasn_id_is_unique'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='employee_has_a_name'), models.CheckConstraint(condition=models.Q(('duplicate_of__isnull', True), models.Q(('duplicate_of', models.F('id')), _negated=True), _connector='OR'), name='employee_is_not_its_own_duplicate'), models.CheckConstraint(condition=models.Q(models.Q(('inactive_at__isnull', True), ('inactive_by__isnull', True), ('inactive_reason', '')), models.Q(models.Q(('inactive_reason', ''), _negated=True), ('active', False), ('inactive_at__isnull', False), ('inactive_by__isnull', False)), _connector='OR'), name='deactivation_has_reason_time_and_person')],
                'indexes': [models.Index(fields=['sort_name', 'id'], name='employee_by_name'), models.Index(fields=['birth_date', 'id'], name='employee_by_birth'), models.Index(fields=['nip'], name='employee_nip_prefix', opclasses=['varchar_pattern_ops']), django.contrib.postgres.indexes.GinIndex(fields=['sort_name'], name='employee_name_trigrams', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='DistinctPeople',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField(auto_now_add=True)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['said_at'],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='two_people_are_told_apart_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='distinct_people_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('parameters', models.JSONField(default=dict)),
                ('personal', models.BooleanField(default=False, verbose_name='hanya untuk peminta')),
                ('status', models.CharField(choices=[('QUEUED', 'Menunggu giliran'), ('RUNNING', 'Sedang dikerjakan'), ('DONE', 'Selesai'), ('FAILED', 'Gagal')], default='QUEUED', max_length=8)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('message', models.TextField(blank=True)),
                ('file', models.FileField(blank=True, max_length=200, upload_to='jobs/')),
                ('file_name', models.CharField(blank=True, max_length=150)),
                ('purpose', models.CharField(blank=True, max_length=300, verbose_name='keperluan')),
                ('rows', models.PositiveIntegerField(blank=True, null=True, verbose_name='baris')),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='employees.employee')),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Download',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='downloads', to='employees.job')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('ANNUAL', 'Cuti tahunan'), ('SICK', 'Cuti sakit'), ('MATERNITY', 'Cuti melahirkan'), ('IMPORTANT', 'Cuti karena alasan penting'), ('LONG', 'Cuti besar'), ('UNPAID', 'Cuti di luar tanggungan negara')], max_length=9, verbose_name='jenis cuti')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(verbose_name='sampai')),
                ('decree', models.CharField(blank=True, max_length=200, verbose_name='surat keputusan')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to='employees.employee')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['-starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='leave_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('key', models.CharField(max_length=150)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField(blank=True)),
                ('url', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='employees.employee')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('employee', 'key'), name='one_notification_a_cause')],
                'indexes': [models.Index(condition=models.Q(('read_at__isnull', True)), fields=['employee'], name='notification_unread')],
            },
        ),
        migrations.CreateModel(
            name='Outbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=200, unique=True)),
                ('payload', models.JSONField(default=dict)),
                ('priority', models.PositiveSmallIntegerField(default=5)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('crashes', models.PositiveSmallIntegerField(default=0, verbose_name='mulai tanpa kembali')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['priority', 'due_at', 'id'], name='outbox_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='jabatan')),
                ('category', models.CharField(choices=[('SENIOR_LEADER', 'Jabatan Pimpinan Tinggi'), ('ADMINISTRATOR', 'Administrator'), ('SUPERVISOR', 'Pengawas'), ('STRUCTURAL', 'Jabatan Struktural'), ('EXECUTIVE', 'Pelaksana'), ('FUNCTIONAL', 'Jabatan Fungsional')], max_length=16, verbose_name='jenis jabatan')),
                ('level', models.CharField(blank=True, max_length=20, verbose_name='jenjang')),
            ],
            options={
                'ordering': ['title'],
                'constraints': [models.UniqueConstraint(fields=('title', 'category'), name='position_title_is_unique_in_its_category')],
            },
        ),
        migrations.CreateModel(
            name='PublicRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(unique=True)),
                ('text', models.TextField(max_length=30000, verbose_name='isi')),
                ('change', models.CharField(max_length=300, verbose_name='yang berubah')),
                ('published_at', models.DateTimeField(auto_now_add=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('siasn_id', models.CharField(blank=True, max_length=40, verbose_name='Id SIASN')),
                ('path', models.CharField(db_index=True, default='', editable=False, max_length=250)),
                ('name', models.CharField(max_length=200, verbose_name='nama unit')),
                ('head_title', models.CharField(blank=True, max_length=200, verbose_name='nama jabatan pimpinan')),
                ('echelon', models.CharField(blank=True, max_length=2, verbose_name='eselon (kode SIASN)')),
                ('code', models.CharField(blank=True, max_length=20, verbose_name='kode')),
                ('active', models.BooleanField(default=True, verbose_name='aktif')),
                ('head', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='heads', to='employees.employee', verbose_name='pimpinan')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='employees.unit', verbose_name='unit atasan')),
            ],
            options={
                'ordering': ['path'],
                'constraints': [models.UniqueConstraint(models.F('siasn_id'), condition=models.Q(('siasn_id', ''), _negated=True), name='unit_siasn_id_is_unique'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='unit_is_not_its_own_parent')],
                'indexes': [models.Index(fields=['path'], name='unit_path_prefix', opclasses=['varchar_pattern_ops'])],
            },
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('NEWS', 'Pengumuman'), ('SOCIALISATION', 'Sosialisasi')], default='NEWS', max_length=13, verbose_name='jenis')),
                ('title', models.CharField(max_length=200, verbose_name='judul')),
                ('text', models.TextField(max_length=8000, verbose_name='isi')),
                ('role', models.CharField(choices=[('ALL', 'Semua pegawai'), ('SUPERIORS', 'Atasan langsung'), ('HEADS', 'Pimpinan unit'), ('PERSONNEL', 'Pengelola kepegawaian')], default='ALL', max_length=9, verbose_name='untuk siapa')),
                ('staff_kind', models.CharField(blank=True, choices=[('', 'PNS dan PPPK'), ('PNS', 'PNS'), ('PPPK', 'PPPK')], max_length=7, verbose_name='status pegawai')),
                ('published_on', models.DateField(verbose_name='tayang mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='tayang sampai')),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('edition', models.PositiveIntegerField(default=1, editable=False)),
                ('asks_from', models.PositiveIntegerField(default=1, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan ditarik')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.unit', verbose_name='unit')),
            ],
            options={
                'ordering': ['-published_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('published_on')), _connector='OR'), name='announcement_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('asks_from__gte', 1), ('edition__gte', models.F('asks_from'))), name='announcement_asks_for_one_of_its_editions'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='announcement_withdrawn_by_and_at_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='NIP atau nama masuk')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='surel')),
                ('is_active', models.BooleanField(default=True, verbose_name='aktif')),
                ('date_joined', models.DateTimeField(auto_now_add=True)),
                ('onboarding_step', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('hints_put_away', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, editable=False, size=None)),
                ('session_epoch', models.PositiveIntegerField(default=0, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('employee', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='user', to='employees.employee')),
                ('units', models.ManyToManyField(blank=True, related_name='personnel', to='employees.unit', verbose_name='unit yang dikelola')),
            ],
            options={
                'permissions': [('administer_agency', 'Mengelola kepegawaian seluruh instansi'), ('administer_units', 'Mengelola kepegawaian unit yang ditunjuk'), ('audit', 'Membaca kinerja siapa pun beserta riwayatnya')],
            },
        ),
        migrations.CreateModel(
            name='EarlierText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200, verbose_name='judul')),
                ('text', models.TextField(max_length=8000, verbose_name='isi')),
                ('changed_at', models.DateTimeField(auto_now_add=True)),
                ('reason', models.CharField(max_length=300, verbose_name='alasan mengubah')),
                ('asks_again', models.BooleanField(default=False, verbose_name='penerima diminta membaca lagi')),
                ('announcement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier', to='employees.announcement')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['-edition'],
                'constraints': [models.UniqueConstraint(fields=('announcement', 'edition'), name='one_earlier_text_an_edition'), models.CheckConstraint(condition=models.Q(('changed_at__isnull', False), ('changed_by__isnull', False), models.Q(('reason', ''), _negated=True)), name='text_changed_by_and_at_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='AnnouncementReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.PositiveIntegerField(default=1)),
                ('read_at', models.DateTimeField(auto_now_add=True)),
                ('announcement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='employees.announcement')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['read_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('announcement', 'employee', 'edition'), name='one_receipt_a_person_and_edition')],
            },
        ),
        migrations.CreateModel(
            name='ActivationLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('issued_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activation_links', to=settings.AUTH_USER_MODEL)),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['-issued_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('token_sha256__regex', '^[0-9a-f]{64}$')), name='token_is_a_sha256')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('DEFINITIVE', 'Definitif'), ('PLT', 'Pelaksana Tugas'), ('PLH', 'Pelaksana Harian')], default='DEFINITIVE', max_length=10, verbose_name='jenis penugasan')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='employees.employee')),
                ('superior', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subordinate_placements', to='employees.employee', verbose_name='atasan langsung')),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='employees.position')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='employees.unit')),
            ],
            options={
                'ordering': ['employee', '-starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('superior__isnull', True), models.Q(('superior', models.F('employee')), _negated=True), _connector='OR'), name='nobody_is_their_own_superior'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='placement_ends_after_it_starts'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'DEFINITIVE')), expressions=[('employee', '='), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='no_two_definitive_placements_overlap')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, unique=True)),
                ('path', models.CharField(max_length=300)),
                ('redirect', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='nama tim')),
                ('decree', models.CharField(blank=True, max_length=200, verbose_name='surat keputusan')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('version', models.PositiveIntegerField(default=0)),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='employees.employee', verbose_name='ketua tim')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='employees.unit')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='team_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, max_length=120, verbose_name='peran')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='employees.employee')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='employees.team')),
            ],
            options={
                'ordering': ['team', 'employee__sort_name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_it_starts'), models.UniqueConstraint(fields=('team', 'employee', 'starts_on'), name='one_membership_a_person_and_start')],
            },
        ),
        migrations.CreateModel(
            name='PlacementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False)),
                ('kind', models.CharField(choices=[('DEFINITIVE', 'Definitif'), ('PLT', 'Pelaksana Tugas'), ('PLH', 'Pelaksana Harian')], default='DEFINITIVE', max_length=10, verbose_name='jenis penugasan')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('employee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='employees.employee')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='employees.placement')),
                ('superior', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='employees.employee', verbose_name='atasan langsung')),
                ('position', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='employees.position')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='employees.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=40)),
                ('object', models.UUIDField()),
                ('tab', models.CharField(blank=True, max_length=40)),
                ('content', models.TextField()),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-saved_at'],
                'constraints': [models.UniqueConstraint(fields=('user', 'form', 'object', 'tab'), name='one_draft_a_form_and_tab')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='download',
            trigger=pgtrigger.compiler.Trigger(name='downloads_are_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f29af996c2bde6768b0f8f9dcc53566d130c834d', operation='UPDATE OR DELETE', pgid='pgtrigger_downloads_are_append_only_d67e1', table='employees_download', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "employees_placementevent" ("employee_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "starts_on", "superior_id", "unit_id", "uuid") VALUES (NEW."employee_id", NEW."ends_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position_id", NEW."starts_on", NEW."superior_id", NEW."unit_id", NEW."uuid"); RETURN NULL;', hash='6a96e429fc8edf3b402feacd5d3e94fd188d768a', operation='INSERT', pgid='pgtrigger_insert_insert_9d47d', table='employees_placement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "employees_placementevent" ("employee_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "starts_on", "superior_id", "unit_id", "uuid") VALUES (NEW."employee_id", NEW."ends_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position_id", NEW."starts_on", NEW."superior_id", NEW."unit_id", NEW."uuid"); RETURN NULL;', hash='d771662af896364cbb818ee369fd05df448298f1', operation='UPDATE', pgid='pgtrigger_update_update_a3bd4', table='employees_placement', when='AFTER')),
        ),
    ]
