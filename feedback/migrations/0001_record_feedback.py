import appraisal.verification
import django.db.models.deletion
import django.utils.timezone
import employees.identifiers
import feedback.models.citizen
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('feedback', '0001_create_notes'), ('feedback', '0002_add_rhythm_guests_and_thanks'), ('feedback', '0003_ask_in_rounds'), ('feedback', '0004_hear_citizens'), ('feedback', '0005_note_what_a_superior_saw'), ('feedback', '0006_guide_by_coaching_and_mentoring'), ('feedback', '0007_report_behaviour_and_counsel'), ('feedback', '0008_attach_evidence_to_notes')]

    initial = True

    dependencies = [
        ('appraisal', '0001_record_the_year'),
        ('employees', '0001_record_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='Badge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=feedback.models.citizen.new_badge, max_length=6, unique=True)),
                ('employee', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='badge', to='employees.employee')),
            ],
            options={
                'ordering': ['employee'],
            },
        ),
        migrations.CreateModel(
            name='BehaviourReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('status', models.CharField(choices=[('TOLD', 'Disampaikan kepada pegawai'), ('IMPROVED', 'Sudah berubah'), ('REPORTED', 'Dilaporkan (B.1.10)')], default='TOLD', max_length=8)),
                ('told_at', models.DateTimeField(auto_now_add=True)),
                ('reported_at', models.DateTimeField(blank=True, null=True)),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.appraisal')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['-told_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('employee', models.F('reporter')), _negated=True), name='nobody_reports_his_own_behaviour'), models.CheckConstraint(condition=models.Q(models.Q(('reported_at__isnull', False), ('status', 'REPORTED')), models.Q(models.Q(('status', 'REPORTED'), _negated=True), ('reported_at__isnull', True)), _connector='OR'), name='behaviour_is_reported_iff_dated')],
            },
        ),
        migrations.CreateModel(
            name='CitizenPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_record', models.BooleanField(default=True, verbose_name='masuk rekaman umpan balik')),
                ('period', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.period')),
            ],
            options={
                'ordering': ['period'],
            },
        ),
        migrations.CreateModel(
            name='CoachingSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('COACHING', 'Coaching'), ('MENTORING', 'Mentoring')], default='COACHING', max_length=9, verbose_name='bentuk')),
                ('status', models.CharField(choices=[('PREPARING', 'Persiapan pegawai'), ('RUNNING', 'Berjalan'), ('DONE', 'Menunggu evaluasi kompetensi'), ('CLOSED', 'Selesai')], default='PREPARING', max_length=9)),
                ('started_at', models.DateTimeField(auto_now_add=True)),
                ('reason', models.TextField(max_length=1000, verbose_name='mengapa bimbingan ini diperlukan')),
                ('version', models.PositiveIntegerField(default=0)),
                ('prepared_at', models.DateTimeField(blank=True, null=True)),
                ('strategy', models.TextField(blank=True, max_length=2000, verbose_name='strategi mencapai target')),
                ('progress', models.TextField(blank=True, max_length=2000, verbose_name='kemajuan dan strategi yang sudah dilakukan')),
                ('obstacle', models.TextField(blank=True, max_length=2000, verbose_name='masalah atau hambatan')),
                ('cause', models.TextField(blank=True, max_length=2000, verbose_name='penyebabnya')),
                ('solutions', models.TextField(blank=True, max_length=2000, verbose_name='alternatif solusi')),
                ('skill', models.TextField(blank=True, max_length=1000, verbose_name='keahlian atau keterampilan yang akan dikembangkan')),
                ('duration', models.CharField(blank=True, max_length=200, verbose_name='jangka waktu mentoring')),
                ('change', models.TextField(blank=True, max_length=1000, verbose_name='perubahan yang diharapkan')),
                ('measure', models.TextField(blank=True, max_length=1000, verbose_name='ukuran keberhasilan')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('competences', models.JSONField(blank=True, default=dict, editable=False)),
                ('recommendation', models.TextField(blank=True, max_length=2000, verbose_name='rekomendasi')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('follow_up', models.TextField(blank=True, max_length=2000, verbose_name='tindak lanjut')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.appraisal')),
                ('coach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee', verbose_name='pembimbing')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='appraisal.worktarget')),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('employee', models.F('coach')), _negated=True), name='nobody_coaches_themselves'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('status', 'CLOSED')), models.Q(models.Q(('status', 'CLOSED'), _negated=True), ('closed_at__isnull', True), ('competences', {})), _connector='OR'), name='coaching_is_closed_by_its_competences'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('follow_up', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('follow_up', ''), _negated=True)), _connector='OR'), name='coaching_decided_by_and_at_together')],
            },
        ),
        migrations.CreateModel(
            name='CoachingMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='tanggal')),
                ('place', models.CharField(max_length=200, verbose_name='tempat')),
                ('topic', models.TextField(max_length=2000, verbose_name='yang dibahas')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='feedback.coachingsession')),
            ],
            options={
                'ordering': ['day', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CoachingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('STEP', 'Langkah pegawai'), ('RESOURCE', 'Sumber daya yang dijanjikan')], default='STEP', max_length=8, verbose_name='jenis')),
                ('text', models.TextField(max_length=1000, verbose_name='yang disepakati')),
                ('due_on', models.DateField(verbose_name='batas waktu')),
                ('adjusts', models.BooleanField(default=False, verbose_name='perlu penyesuaian ukuran keberhasilan atau target')),
                ('state', models.CharField(choices=[('OPEN', 'Belum'), ('DONE', 'Terlaksana'), ('NOT_DONE', 'Tidak terlaksana')], default='OPEN', max_length=8)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='feedback.coachingmeeting')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CoachingView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField(default=dict)),
                ('remark', models.TextField(blank=True, max_length=2000, verbose_name='catatan')),
                ('given_at', models.DateTimeField(auto_now_add=True)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='view', to='feedback.coachingsession')),
            ],
            options={
                'ordering': ['-given_at'],
            },
        ),
        migrations.CreateModel(
            name='CounsellingCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('status', models.CharField(choices=[('WAITING', 'Menunggu penetapan'), ('DECLINED', 'Tidak dikonseling'), ('SCHEDULED', 'Dijadwalkan'), ('RECORDED', 'Rekaman dilaporkan'), ('CLOSED', 'Selesai')], default='WAITING', max_length=9)),
                ('by', models.CharField(blank=True, choices=[('INDEPENDENT', 'Konselor independen'), ('APPRAISER', 'Pejabat penilai kinerja yang terlatih'), ('OFFICIAL', 'Pejabat yang memiliki fungsi konseling')], max_length=11, verbose_name='dilakukan oleh')),
                ('counsellor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='case', to='feedback.behaviourreport')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('employee', models.F('counsellor')), _negated=True), name='nobody_counsels_themselves'), models.CheckConstraint(condition=models.Q(models.Q(('by', ''), ('counsellor__isnull', True)), models.Q(models.Q(('by', ''), _negated=True), ('counsellor__isnull', False)), _connector='OR'), name='a_counsellor_is_appointed_as_something')],
            },
        ),
        migrations.CreateModel(
            name='CaseOfficer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_at', models.DateTimeField(auto_now_add=True)),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='feedback.counsellingcase')),
            ],
            options={
                'ordering': ['named_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'officer'), name='one_officer_a_case')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('origin', models.CharField(choices=[('EMPLOYEE', 'Diusulkan pegawai'), ('SUPERIOR', 'Dimulai pejabat penilai'), ('PERIOD', 'Aturan periode')], max_length=8)),
                ('status', models.CharField(choices=[('PROPOSED', 'Menunggu persetujuan'), ('OPEN', 'Sedang diisi'), ('PUBLISHED', 'Hasil terbit'), ('WITHHELD', 'Tidak ditampilkan'), ('CANCELLED', 'Dibatalkan')], default='PROPOSED', max_length=9)),
                ('focus', models.CharField(blank=True, max_length=300, verbose_name='yang ingin diketahui')),
                ('floor', models.PositiveSmallIntegerField(default=3)),
                ('closes_on', models.DateField(verbose_name='batas mengisi')),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='alasan')),
                ('result', models.JSONField(blank=True, default=dict, editable=False)),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.appraisal')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['-closes_on', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['PROPOSED', 'OPEN'])), fields=('appraisal',), name='one_running_round_an_appraisal'), models.CheckConstraint(condition=models.Q(('floor__range', (3, 10))), name='round_floor_is_3_to_10'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='round_approved_by_and_at_together'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'PUBLISHED'), models.Q(('result', {}), _negated=True)), models.Q(models.Q(('status', 'PUBLISHED'), _negated=True), ('result', {})), _connector='OR'), name='round_has_a_result_iff_published')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('group', models.CharField(choices=[('PEER', 'Rekan kerja setingkat'), ('SUBORDINATE', 'Pegawai di bawahnya'), ('OTHER', 'Pihak lain')], max_length=11)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='feedback.feedbackround')),
            ],
            options={
                'ordering': ['round', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='one_request_a_person_and_round')],
            },
        ),
        migrations.CreateModel(
            name='ConfidentialAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slot', models.CharField(max_length=64, unique=True)),
                ('sealed', models.TextField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='feedback.feedbackround')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slot__regex', '^[0-9a-f]{64}$')), name='slot_is_an_hmac')],
            },
        ),
        migrations.CreateModel(
            name='GuestLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('name', models.CharField(max_length=150, verbose_name='nama pemberi umpan balik')),
                ('body', models.CharField(max_length=150, verbose_name='lembaga dan kedudukannya')),
                ('issued_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.appraisal')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['-issued_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='a_used_link_is_not_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='nama berkas')),
                ('file', models.FileField(blank=True, max_length=200, upload_to='', verbose_name='berkas')),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('size', models.PositiveIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('giver_role', models.CharField(choices=[('LEADER', 'Pimpinan'), ('TEAM_LEADER', 'Ketua tim'), ('PEER', 'Rekan kerja setingkat'), ('SUBORDINATE', 'Pegawai di bawahnya'), ('OTHER', 'Pihak lain'), ('CITIZEN', 'Masyarakat')], default='LEADER', max_length=12)),
                ('kind', models.CharField(choices=[('APPRECIATION', 'Apresiasi'), ('IMPROVEMENT', 'Perlu diperbaiki'), ('NEW_TASK', 'Penugasan baru'), ('ADVICE', 'Saran'), ('OBSERVATION', 'Pengamatan')], default='APPRECIATION', max_length=12, verbose_name='jenis')),
                ('text', models.TextField(max_length=1000, verbose_name='umpan balik')),
                ('value', models.CharField(blank=True, choices=[('SERVICE_ORIENTED', 'Berorientasi pelayanan'), ('ACCOUNTABLE', 'Akuntabel'), ('COMPETENT', 'Kompeten'), ('HARMONIOUS', 'Harmonis'), ('LOYAL', 'Loyal'), ('ADAPTIVE', 'Adaptif'), ('COLLABORATIVE', 'Kolaboratif')], max_length=16, verbose_name='nilai dasar')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='tautan bukti')),
                ('day', models.DateField(verbose_name='tanggal')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('reply', models.TextField(blank=True, max_length=1000, verbose_name='tanggapan')),
                ('replied_at', models.DateTimeField(blank=True, null=True)),
                ('thanked_at', models.DateTimeField(blank=True, null=True)),
                ('acted_upon_at', models.DateTimeField(blank=True, null=True, verbose_name='sudah ditindaklanjuti')),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.appraisal')),
                ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='appraisal.criterion')),
                ('giver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given_notes', to='employees.employee')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='received_notes', to='employees.employee')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='appraisal.worktarget')),
                ('guest', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='note', to='feedback.guestlink')),
            ],
            options={
                'ordering': ['-day', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file', ''), ('sha256', '')), models.Q(models.Q(('file', ''), _negated=True), ('sha256__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='note_file_has_its_hash'), models.CheckConstraint(condition=models.Q(('giver', models.F('receiver')), _negated=True), name='nobody_gives_feedback_to_themselves'), models.CheckConstraint(condition=models.Q(models.Q(('giver__isnull', False), ('guest__isnull', True)), models.Q(('giver__isnull', True), ('guest__isnull', False)), _connector='OR'), name='note_is_given_by_a_person_or_a_guest'), models.CheckConstraint(condition=models.Q(models.Q(('target__isnull', True), ('value', '')), models.Q(('criterion__isnull', True), ('target__isnull', True)), models.Q(('criterion__isnull', True), ('value', '')), _connector='OR'), name='note_is_about_a_target_a_value_or_a_criterion'), models.CheckConstraint(condition=models.Q(models.Q(('replied_at__isnull', True), ('reply', '')), models.Q(('replied_at__isnull', False), models.Q(('reply', ''), _negated=True)), _connector='OR'), name='replied_iff_there_is_a_reply')],
            },
        ),
        migrations.CreateModel(
            name='NoteRhythm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreed', models.CharField(blank=True, choices=[('FORTNIGHT', 'Dua minggu sekali'), ('MONTH', 'Sebulan sekali'), ('QUARTER', 'Tiga bulan sekali')], max_length=9, verbose_name='irama')),
                ('agreed_on', models.DateField(blank=True, null=True)),
                ('proposed', models.CharField(blank=True, choices=[('FORTNIGHT', 'Dua minggu sekali'), ('MONTH', 'Sebulan sekali'), ('QUARTER', 'Tiga bulan sekali')], max_length=9, verbose_name='usulan irama')),
                ('appraisal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.appraisal')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
            ],
            options={
                'ordering': ['appraisal'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agreed', ''), ('agreed_on__isnull', True)), models.Q(models.Q(('agreed', ''), _negated=True), ('agreed_on__isnull', False)), _connector='OR'), name='rhythm_agreed_with_its_day'), models.CheckConstraint(condition=models.Q(models.Q(('proposed', ''), ('proposed_by__isnull', True)), models.Q(models.Q(('proposed', ''), _negated=True), ('proposed_by__isnull', False)), _connector='OR'), name='rhythm_proposed_with_its_proposer')],
            },
        ),
        migrations.CreateModel(
            name='RoundPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('floor', models.PositiveSmallIntegerField(default=3, verbose_name='jawaban paling sedikit agar hasil tampil')),
                ('most_requests', models.PositiveSmallIntegerField(default=5, verbose_name='permintaan terbuka paling banyak bagi satu orang')),
                ('peers', models.CharField(choices=[('NONE', 'Tidak ada'), ('ALL', 'Semua rekan di unitnya'), ('RANDOM', 'Beberapa rekan, diundi')], default='RANDOM', max_length=6, verbose_name='rekan yang diminta')),
                ('random_peers', models.PositiveSmallIntegerField(default=5, verbose_name='banyaknya rekan yang diundi')),
                ('subordinates', models.BooleanField(default=True, verbose_name='juga pegawai di bawahnya')),
                ('closes_on', models.DateField(blank=True, null=True, verbose_name='batas mengisi')),
                ('period', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.period')),
            ],
            options={
                'ordering': ['period'],
                'constraints': [models.CheckConstraint(condition=models.Q(('floor__range', (3, 10))), name='policy_floor_is_3_to_10')],
            },
        ),
        migrations.CreateModel(
            name='ServicePoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('name', models.CharField(max_length=100, verbose_name='nama layanan atau loket')),
                ('code', models.CharField(default=appraisal.verification.new_code, editable=False, max_length=12, unique=True)),
                ('active', models.BooleanField(default=True, verbose_name='menerima penilaian')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.unit', verbose_name='unit kerja')),
            ],
            options={
                'ordering': ['unit', 'name'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'name'), name='service_point_name_is_unique_in_its_unit')],
            },
        ),
        migrations.CreateModel(
            name='CitizenFeedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=employees.identifiers.new_uuid, editable=False, unique=True)),
                ('score', models.PositiveSmallIntegerField(verbose_name='nilai')),
                ('text', models.TextField(blank=True, max_length=1000, verbose_name='cerita')),
                ('receipt', models.CharField(default=appraisal.verification.new_code, editable=False, max_length=12, unique=True)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('status', models.CharField(choices=[('WAITING', 'Menunggu diperiksa'), ('PUBLISHED', 'Ditayangkan'), ('HIDDEN', 'Tidak ditayangkan')], default='WAITING', max_length=9)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan tidak ditayangkan')),
                ('reply', models.TextField(blank=True, max_length=1000, verbose_name='balasan')),
                ('replied_at', models.DateTimeField(blank=True, null=True)),
                ('reply_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hari kerja sampai dibalas')),
                ('appraisal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appraisal.appraisal')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('official', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('replied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employees.employee')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='feedback.servicepoint')),
            ],
            options={
                'ordering': ['-received_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('score__range', (1, 5))), name='citizens_score_is_1_to_5'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('status', 'WAITING')), models.Q(models.Q(('status', 'WAITING'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='citizens_feedback_decided_by_and_at_together'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'HIDDEN'), _negated=True), models.Q(('hidden_reason', ''), _negated=True), _connector='OR'), name='hidden_only_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('replied_at__isnull', True), ('replied_by__isnull', True), ('reply', ''), ('reply_days__isnull', True)), models.Q(models.Q(('reply', ''), _negated=True), ('replied_at__isnull', False), ('replied_by__isnull', False), ('reply_days__isnull', False)), _connector='OR'), name='reply_has_its_person_time_and_length')],
                'indexes': [models.Index(fields=['point', 'received_at'], name='citizens_by_point_and_day')],
            },
        ),
    ]
