import articles.columns
import articles.models
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('file', models.FileField(upload_to='snapshots/')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('media_type', models.CharField(max_length=100)),
                ('http_status', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('final_url', articles.columns.AddressField(blank=True, max_length=2000)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalPublisher',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('name', models.CharField(db_index=True, max_length=200)),
                ('folded', articles.columns.FoldedField(blank=True, editable=False, max_length=1000, of='name')),
                ('kind', models.CharField(choices=[('newspaper', 'Newspaper'), ('news_agency', 'News agency'), ('broadcaster', 'Broadcaster'), ('online_media', 'Online media'), ('government', 'Government'), ('military', 'Military'), ('intergovernmental', 'Intergovernmental'), ('ngo_monitor', 'NGO or monitor'), ('armed_group_media', 'Armed group media'), ('social_account', 'Social account'), ('aggregator', 'Aggregator'), ('academic', 'Academic'), ('other', 'Other')], help_text='What sort of body puts the document out.', max_length=32)),
                ('reach', models.CharField(blank=True, choices=[('local', 'Local'), ('subnational', 'Subnational'), ('national', 'National'), ('regional', 'Regional'), ('international', 'International')], help_text="How far the publisher's audience extends.", max_length=32)),
                ('country', models.CharField(blank=True, help_text='ISO 3166-1 alpha-2.', max_length=2)),
                ('url', articles.columns.AddressField(blank=True, max_length=2000)),
                ('independence_note', models.TextField(blank=True, help_text='Owner, funder, side: what a reader should know.')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical publisher',
                'verbose_name_plural': 'historical publishers',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Publisher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=200, unique=True)),
                ('folded', articles.columns.FoldedField(blank=True, editable=False, max_length=1000, of='name')),
                ('kind', models.CharField(choices=[('newspaper', 'Newspaper'), ('news_agency', 'News agency'), ('broadcaster', 'Broadcaster'), ('online_media', 'Online media'), ('government', 'Government'), ('military', 'Military'), ('intergovernmental', 'Intergovernmental'), ('ngo_monitor', 'NGO or monitor'), ('armed_group_media', 'Armed group media'), ('social_account', 'Social account'), ('aggregator', 'Aggregator'), ('academic', 'Academic'), ('other', 'Other')], help_text='What sort of body puts the document out.', max_length=32)),
                ('reach', models.CharField(blank=True, choices=[('local', 'Local'), ('subnational', 'Subnational'), ('national', 'National'), ('regional', 'Regional'), ('international', 'International')], help_text="How far the publisher's audience extends.", max_length=32)),
                ('country', models.CharField(blank=True, help_text='ISO 3166-1 alpha-2.', max_length=2)),
                ('url', articles.columns.AddressField(blank=True, max_length=2000)),
                ('independence_note', models.TextField(blank=True, help_text='Owner, funder, side: what a reader should know.')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['newspaper', 'news_agency', 'broadcaster', 'online_media', 'government', 'military', 'intergovernmental', 'ngo_monitor', 'armed_group_media', 'social_account', 'aggregator', 'academic', 'other'])), name='publisher_kind_in_codebook', violation_error_message='Kind of publisher: this code is not in the codebook.'), models.CheckConstraint(condition=models.Q(('reach__in', ['local', 'subnational', 'national', 'regional', 'international', ''])), name='publisher_reach_in_codebook', violation_error_message='Reach: this code is not in the codebook.')],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('kind', models.CharField(choices=[('news_article', 'News article'), ('agency_wire', 'Agency wire'), ('social_post', 'Social media post'), ('statement', 'Statement'), ('press_briefing', 'Press briefing'), ('broadcast', 'Broadcast'), ('report', 'Report'), ('dataset_record', 'Dataset record'), ('image_video', 'Image or video'), ('other', 'Other')], default='news_article', help_text='The form in which it was published.', max_length=32)),
                ('title', models.CharField(blank=True, help_text='The headline as printed.', max_length=1000)),
                ('folded', articles.columns.FoldedField(blank=True, editable=False, max_length=1000, of='title')),
                ('published_edtf', articles.columns.EdtfField(blank=True, bounds=('published_earliest', 'published_latest'), help_text='For example 2022-01-13, 2022-01, [2022-01-13,2022-01-14], 2022-01-10/2022-01-13.', max_length=80, verbose_name='published')),
                ('published_earliest', models.DateField(blank=True, db_index=True, editable=False, null=True)),
                ('published_latest', models.DateField(blank=True, editable=False, null=True)),
                ('published_at', models.DateTimeField(blank=True, help_text='The full time in UTC, when the source gives one.', null=True, verbose_name='published at (time)')),
                ('language', models.CharField(blank=True, help_text='BCP 47, for example en or ar.', max_length=35)),
                ('dateline', models.CharField(blank=True, help_text='As printed, for example BAGHDAD.', max_length=200)),
                ('byline', models.TextField(blank=True, help_text='As printed; lines about contributors belong here.')),
                ('byline_state', models.CharField(choices=[('present', 'Present'), ('unsigned', 'Unsigned'), ('absent_in_copy', 'Absent in this copy'), ('unknown', 'Not known')], default='unknown', help_text='Whether the copy in hand names its author.', max_length=32)),
                ('url', articles.columns.AddressField(blank=True, max_length=2000, verbose_name='address')),
                ('canonical_url', articles.models.CanonicalUrlField(blank=True, editable=False, max_length=2000, of='url')),
                ('archive_url', articles.columns.AddressField(blank=True, max_length=2000, verbose_name='archived copy')),
                ('holding', models.CharField(choices=[('full_text', 'Full text'), ('excerpt', 'Excerpt'), ('reference_only', 'Reference only')], default='full_text', help_text='How much of the document the project keeps.', max_length=32)),
                ('text', articles.columns.HeldTextField(blank=True, help_text='Confidential. Readers see cited spans of at most 300 characters.')),
                ('text_sha256', articles.columns.DigestField(blank=True, db_index=True, editable=False, max_length=64, of='text')),
                ('retrieved_at', models.DateTimeField(blank=True, null=True)),
                ('triage', models.CharField(choices=[('new', 'New'), ('relevant', 'Relevant'), ('irrelevant', 'Not an incident'), ('coded', 'Coded')], default='new', help_text='Where the document stands in the reading queue.', max_length=32)),
                ('note', models.TextField(blank=True, help_text='Public: what is odd about this copy, such as a missing date, page residue, a lost byline.')),
                ('republishes', models.ForeignKey(blank=True, help_text='The article this is a copy or translation of. Copies are never counted as independent.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='articles.article')),
                ('retrieved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('publisher', models.ForeignKey(blank=True, help_text='Who published this copy. Leave it blank when the copy does not say.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.publisher')),
                ('snapshot', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='articles.snapshot')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['news_article', 'agency_wire', 'social_post', 'statement', 'press_briefing', 'broadcast', 'report', 'dataset_record', 'image_video', 'other'])), name='article_kind_in_codebook', violation_error_message='Kind of document: this code is not in the codebook.'), models.CheckConstraint(condition=models.Q(('byline_state__in', ['present', 'unsigned', 'absent_in_copy', 'unknown'])), name='article_byline_state_in_codebook', violation_error_message='Byline: this code is not in the codebook.'), models.CheckConstraint(condition=models.Q(('holding__in', ['full_text', 'excerpt', 'reference_only'])), name='article_holding_in_codebook', violation_error_message='What is held: this code is not in the codebook.'), models.CheckConstraint(condition=models.Q(('triage__in', ['new', 'relevant', 'irrelevant', 'coded'])), name='article_triage_in_codebook', violation_error_message='Triage: this code is not in the codebook.'), models.CheckConstraint(condition=models.Q(('published_earliest__isnull', True), ('published_latest__isnull', True), ('published_earliest__lte', models.F('published_latest')), _connector='OR'), name='article_published_earliest_not_after_published_latest', violation_error_message='The earliest date is after the latest.'), models.CheckConstraint(condition=models.Q(models.Q(('holding', 'reference_only'), ('text', '')), models.Q(models.Q(('holding', 'reference_only'), _negated=True), models.Q(('text', ''), _negated=True)), _connector='OR'), name='article_held_text_present', violation_error_message='A held article needs its text; a reference-only article has none.'), models.CheckConstraint(condition=models.Q(('republishes__isnull', True), models.Q(('republishes', models.F('id')), _negated=True), _connector='OR'), name='article_is_not_its_own_copy', violation_error_message='An article cannot be a copy of itself.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalArticle',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('kind', models.CharField(choices=[('news_article', 'News article'), ('agency_wire', 'Agency wire'), ('social_post', 'Social media post'), ('statement', 'Statement'), ('press_briefing', 'Press briefing'), ('broadcast', 'Broadcast'), ('report', 'Report'), ('dataset_record', 'Dataset record'), ('image_video', 'Image or video'), ('other', 'Other')], default='news_article', help_text='The form in which it was published.', max_length=32)),
                ('title', models.CharField(blank=True, help_text='The headline as printed.', max_length=1000)),
                ('folded', articles.columns.FoldedField(blank=True, editable=False, max_length=1000, of='title')),
                ('published_edtf', articles.columns.EdtfField(blank=True, bounds=('published_earliest', 'published_latest'), help_text='For example 2022-01-13, 2022-01, [2022-01-13,2022-01-14], 2022-01-10/2022-01-13.', max_length=80, verbose_name='published')),
                ('published_earliest', models.DateField(blank=True, db_index=True, editable=False, null=True)),
                ('published_latest', models.DateField(blank=True, editable=False, null=True)),
                ('published_at', models.DateTimeField(blank=True, help_text='The full time in UTC, when the source gives one.', null=True, verbose_name='published at (time)')),
                ('language', models.CharField(blank=True, help_text='BCP 47, for example en or ar.', max_length=35)),
                ('dateline', models.CharField(blank=True, help_text='As printed, for example BAGHDAD.', max_length=200)),
                ('byline', models.TextField(blank=True, help_text='As printed; lines about contributors belong here.')),
                ('byline_state', models.CharField(choices=[('present', 'Present'), ('unsigned', 'Unsigned'), ('absent_in_copy', 'Absent in this copy'), ('unknown', 'Not known')], default='unknown', help_text='Whether the copy in hand names its author.', max_length=32)),
                ('url', articles.columns.AddressField(blank=True, max_length=2000, verbose_name='address')),
                ('canonical_url', articles.models.CanonicalUrlField(blank=True, editable=False, max_length=2000, of='url')),
                ('archive_url', articles.columns.AddressField(blank=True, max_length=2000, verbose_name='archived copy')),
                ('holding', models.CharField(choices=[('full_text', 'Full text'), ('excerpt', 'Excerpt'), ('reference_only', 'Reference only')], default='full_text', help_text='How much of the document the project keeps.', max_length=32)),
                ('text', articles.columns.HeldTextField(blank=True, help_text='Confidential. Readers see cited spans of at most 300 characters.')),
                ('text_sha256', articles.columns.DigestField(blank=True, db_index=True, editable=False, max_length=64, of='text')),
                ('retrieved_at', models.DateTimeField(blank=True, null=True)),
                ('triage', models.CharField(choices=[('new', 'New'), ('relevant', 'Relevant'), ('irrelevant', 'Not an incident'), ('coded', 'Coded')], default='new', help_text='Where the document stands in the reading queue.', max_length=32)),
                ('note', models.TextField(blank=True, help_text='Public: what is odd about this copy, such as a missing date, page residue, a lost byline.')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('republishes', models.ForeignKey(blank=True, db_constraint=False, help_text='The article this is a copy or translation of. Copies are never counted as independent.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.article')),
                ('retrieved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publisher', models.ForeignKey(blank=True, db_constraint=False, help_text='Who published this copy. Leave it blank when the copy does not say.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.publisher')),
                ('snapshot', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.snapshot')),
            ],
            options={
                'verbose_name': 'historical article',
                'verbose_name_plural': 'historical articles',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
