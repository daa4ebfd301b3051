import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import employees.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('training', '0001_hold_courses_and_plans'), ('training', '0002_remember_who_was_reminded')]

    initial = True

    dependencies = [
        ('appraisal', '0001_record_the_year'),
        ('employees', '0001_record_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='CareerGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_year', models.PositiveSmallIntegerField(verbose_name='paling cepat tahun')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='alasan dan kesiapan saya')),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('employee', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='career_goal', to='employees.employee')),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.position', verbose_name='jabatan yang dituju')),
            ],
            options={
                'ordering': ['employee__sort_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='nama pelatihan')),
                ('kind', models.PositiveSmallIntegerField(choices=[(1, 'Diklat struktural'), (2, 'Diklat fungsional'), (3, 'Diklat teknis'), (4, 'Workshop'), (5, 'Pelatihan manajerial'), (6, 'Pelatihan sosial kultural'), (7, 'Sosialisasi'), (8, 'Bimbingan teknis'), (9, 'Seminar'), (10, 'Magang'), (11, 'Kursus'), (12, 'Penataran'), (13, 'Klasikal lainnya'), (14, 'Coaching'), (15, 'Mentoring'), (16, 'E-learning'), (17, 'Pelatihan jarak jauh'), (18, 'Detasering'), (19, 'Outbond'), (20, 'Benchmarking'), (21, 'Pertukaran pegawai'), (22, 'Belajar mandiri'), (23, 'Komunitas belajar'), (24, 'Bimbingan di tempat kerja'), (25, 'Nonklasikal lainnya')], verbose_name='jenis diklat')),
                ('field', models.CharField(choices=[('TECHNICAL', 'Teknis'), ('SOFT_SKILL', 'Soft skill')], default='TECHNICAL', max_length=10, verbose_name='bidang')),
                ('hours', models.PositiveSmallIntegerField(verbose_name='jam pelajaran (JP)')),
                ('provider', models.CharField(max_length=200, verbose_name='penyelenggara')),
                ('summary', models.TextField(blank=True, max_length=2000, verbose_name='isi pelatihan')),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('SERVICE_ORIENTED', 'Berorientasi pelayanan'), ('ACCOUNTABLE', 'Akuntabel'), ('COMPETENT', 'Kompeten'), ('HARMONIOUS', 'Harmonis'), ('LOYAL', 'Loyal'), ('ADAPTIVE', 'Adaptif'), ('COLLABORATIVE', 'Kolaboratif')], max_length=16), blank=True, default=list, size=None, verbose_name='nilai dasar yang diperkuat')),
                ('active', models.BooleanField(default=True, verbose_name='ditawarkan')),
                ('version', models.PositiveIntegerField(default=0)),
                ('required_for', models.ManyToManyField(blank=True, related_name='+', to='employees.position', verbose_name='disyaratkan bagi jabatan')),
            ],
            options={
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('title', 'provider'), name='one_course_a_title_and_provider'), models.CheckConstraint(condition=models.Q(('hours__gte', 1), ('hours__lte', 2000)), name='course_has_hours_within_reason'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='course_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='CourseSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(verbose_name='sampai')),
                ('enrol_until', models.DateField(verbose_name='pendaftaran sampai')),
                ('place', models.CharField(max_length=200, verbose_name='tempat')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='jumlah tempat')),
                ('taken', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='tempat terpakai')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan pembatalan')),
                ('version', models.PositiveIntegerField(default=0)),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='training.course')),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('taken__lte', models.F('seats'))), name='no_more_taken_than_there_are_seats'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('enrol_until__lte', models.F('ends_on'))), name='session_dates_follow_each_other'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_by__isnull', True), ('cancelled_reason', '')), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False), models.Q(('cancelled_reason', ''), _negated=True)), _connector='OR'), name='session_cancelled_by_and_at_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='DevelopmentPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('employee', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='development_plan', to='employees.employee')),
            ],
            options={
                'ordering': ['employee__sort_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DevelopmentItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='nama berkas')),
                ('file', models.FileField(blank=True, max_length=200, upload_to='', verbose_name='berkas')),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('size', models.PositiveIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('source', models.CharField(choices=[('VALUE', 'Nilai dasar di bawah ekspektasi'), ('TARGET', 'Hasil kerja di bawah ekspektasi'), ('SIDES', 'Penilaian diri dan penilaian orang lain berjauhan'), ('GOAL', 'Syarat jabatan yang dituju'), ('WISH', 'Keinginan sendiri')], default='WISH', max_length=6, verbose_name='asal')),
                ('key', models.CharField(blank=True, help_text='the value, target or course that the gap is of', max_length=40)),
                ('about', models.CharField(max_length=500, verbose_name='yang ingin dikembangkan')),
                ('way', models.CharField(choices=[('ASSIGNMENT', 'Penugasan (70)'), ('MENTORING', 'Bimbingan atau mentoring (20)'), ('TRAINING', 'Pelatihan (10)')], default='TRAINING', max_length=10, verbose_name='cara')),
                ('text', models.CharField(max_length=500, verbose_name='kegiatan')),
                ('due_on', models.DateField(verbose_name='tenggat')),
                ('status', models.CharField(choices=[('PROPOSED', 'Diusulkan'), ('AGREED', 'Disepakati'), ('DONE', 'Selesai'), ('DROPPED', 'Tidak dilanjutkan')], default='PROPOSED', max_length=8)),
                ('proposed_at', models.DateTimeField(auto_now_add=True)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_note', models.TextField(blank=True, max_length=1000, verbose_name='hasilnya')),
                ('reminded_on', models.DateField(blank=True, editable=False, null=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='training.course', verbose_name='pelatihan dari katalog')),
                ('evaluation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.evaluation')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee', verbose_name='penanggung jawab')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('recommendation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='appraisal.recommendation')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='training.developmentplan')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file', ''), ('sha256', '')), models.Q(models.Q(('file', ''), _negated=True), ('sha256__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='item_file_has_its_hash'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', True), ('agreed_by__isnull', True)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('evaluation__isnull', False)), _connector='OR'), name='item_agreed_by_and_at_in_a_dialogue'), models.CheckConstraint(condition=models.Q(('agreed_by', models.F('proposed_by')), _negated=True), name='the_other_side_agrees_to_an_item'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'AGREED'), _negated=True), ('agreed_at__isnull', False), _connector='OR'), name='agreed_means_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('status__in', ['DONE', 'DROPPED'])), models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('status__in', ['PROPOSED', 'AGREED'])), _connector='OR'), name='item_closed_by_and_at_together'), models.CheckConstraint(condition=models.Q(('course__isnull', True), ('way', 'TRAINING'), _connector='OR'), name='only_training_names_a_course')],
                'indexes': [models.Index(fields=['plan', 'status'], name='item_by_plan')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('status', models.CharField(choices=[('REQUESTED', 'Menunggu persetujuan atasan'), ('APPROVED', 'Disetujui'), ('REFUSED', 'Tidak disetujui'), ('WITHDRAWN', 'Dibatalkan'), ('ATTENDED', 'Hadir'), ('ABSENT', 'Tidak hadir')], default='REQUESTED', max_length=9)),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='alasan mengikuti')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision_note', models.TextField(blank=True, max_length=1000, verbose_name='catatan keputusan')),
                ('attendance_at', models.DateTimeField(blank=True, null=True)),
                ('material', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='materi')),
                ('teaching', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='pengajar')),
                ('usefulness', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='manfaat bagi pekerjaan')),
                ('opinion', models.TextField(blank=True, max_length=1000, verbose_name='saran')),
                ('opinion_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('attendance_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='employees.employee')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='enrolments', to='training.developmentitem', verbose_name='butir rencana pengembangan')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='training.coursesession')),
            ],
            options={
                'ordering': ['-session__starts_on', 'employee__sort_name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['REFUSED', 'WITHDRAWN']), _negated=True), fields=('session', 'employee'), name='one_standing_enrolment_a_person_and_session'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='enrolment_decided_by_and_at_together'), models.CheckConstraint(condition=models.Q(models.Q(('attendance_at__isnull', True), ('attendance_by__isnull', True)), models.Q(('attendance_at__isnull', False), ('attendance_by__isnull', False)), _connector='OR'), name='enrolment_attendance_by_and_at_together'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['ATTENDED', 'ABSENT']), _negated=True), ('attendance_at__isnull', False), _connector='OR'), name='attendance_was_recorded_by_somebody'), models.CheckConstraint(condition=models.Q(('decided_by', models.F('employee')), _negated=True), name='nobody_approves_their_own_training'), models.CheckConstraint(condition=models.Q(models.Q(('opinion_at__isnull', True), ('usefulness__isnull', True)), models.Q(('material__range', (1, 5)), ('opinion_at__isnull', False), ('teaching__range', (1, 5)), ('usefulness__range', (1, 5))), _connector='OR'), name='an_opinion_has_its_three_scores')],
                'indexes': [models.Index(fields=['employee', 'status'], name='enrolment_by_person')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='nama berkas')),
                ('file', models.FileField(blank=True, max_length=200, upload_to='', verbose_name='berkas')),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('size', models.PositiveIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='nama pelatihan')),
                ('kind', models.PositiveSmallIntegerField(choices=[(1, 'Diklat struktural'), (2, 'Diklat fungsional'), (3, 'Diklat teknis'), (4, 'Workshop'), (5, 'Pelatihan manajerial'), (6, 'Pelatihan sosial kultural'), (7, 'Sosialisasi'), (8, 'Bimbingan teknis'), (9, 'Seminar'), (10, 'Magang'), (11, 'Kursus'), (12, 'Penataran'), (13, 'Klasikal lainnya'), (14, 'Coaching'), (15, 'Mentoring'), (16, 'E-learning'), (17, 'Pelatihan jarak jauh'), (18, 'Detasering'), (19, 'Outbond'), (20, 'Benchmarking'), (21, 'Pertukaran pegawai'), (22, 'Belajar mandiri'), (23, 'Komunitas belajar'), (24, 'Bimbingan di tempat kerja'), (25, 'Nonklasikal lainnya')], verbose_name='jenis diklat')),
                ('provider', models.CharField(max_length=200, verbose_name='penyelenggara')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(verbose_name='selesai')),
                ('number', models.CharField(max_length=100, verbose_name='nomor sertifikat')),
                ('hours', models.PositiveSmallIntegerField(verbose_name='jam pelajaran (JP)')),
                ('status', models.CharField(choices=[('WAITING', 'Menunggu verifikasi'), ('VERIFIED', 'Terverifikasi'), ('REJECTED', 'Ditolak')], default='WAITING', max_length=8)),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('verified_hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='JP yang diakui')),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('verified_note', models.TextField(blank=True, max_length=1000, verbose_name='catatan verifikasi')),
                ('version', models.PositiveIntegerField(default=0)),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='employees.employee')),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='certificates', to='training.developmentitem', verbose_name='butir rencana pengembangan')),
                ('enrolment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='training.enrolment')),
            ],
            options={
                'ordering': ['-ends_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file', ''), ('sha256', '')), models.Q(models.Q(('file', ''), _negated=True), ('sha256__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='certificate_file_has_its_hash'), models.CheckConstraint(condition=models.Q(('hours__gte', 1), ('hours__lte', 2000)), name='certificate_has_hours_within_reason'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='certificate_dates_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'WAITING'), ('verified_at__isnull', True), ('verified_by__isnull', True)), models.Q(models.Q(('status', 'WAITING'), _negated=True), ('verified_at__isnull', False), ('verified_by__isnull', False)), _connector='OR'), name='certificate_verified_by_and_at_together'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'VERIFIED'), ('verified_hours__gte', 1), ('verified_hours__lte', 2000)), models.Q(models.Q(('status', 'VERIFIED'), _negated=True), ('verified_hours__isnull', True)), _connector='OR'), name='hours_count_iff_verified'), models.CheckConstraint(condition=models.Q(('verified_by', models.F('employee')), _negated=True), name='nobody_verifies_their_own_certificate'), models.CheckConstraint(condition=models.Q(models.Q(('file', ''), _negated=True), ('enrolment__isnull', False), _connector='OR'), name='only_attendance_counts_without_a_file'), models.UniqueConstraint(condition=models.Q(('status', 'REJECTED'), _negated=True), fields=('employee', 'title', 'ends_on'), name='the_same_training_counts_once')],
                'indexes': [models.Index(fields=['status', 'sent_at'], name='certificate_by_status')],
            },
        ),
    ]
