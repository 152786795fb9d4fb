"""Error reports of readers, and facets by which ties of live publications are found from the other end."""

import json

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


def tie_older_records(apps, schema_editor):
    """Gives the records published before this the rows by which ties and series are found from the other end.

    A document is canonical JSON, so that one with relations can be told by its text.
    """
    Publication = apps.get_model("incidents", "Publication")
    Facet = apps.get_model("incidents", "PublicationFacet")
    rows = Publication.objects.filter(state="live", document__contains='"relations":[{').only("document")
    for publication in rows.iterator(chunk_size=500):
        document = json.loads(publication.document)
        names = {each["ref"]: each["name"] for each in document["series"]}
        relations = document["relations"]
        found = [("related", each["to_incident"]) for each in relations if each["to_incident"]]
        found += [
            ("series", names[each["to_series"]][:250])
            for each in relations
            if each["kind"] == "part_of" and each["to_series"] in names
        ]
        for facet, value in dict.fromkeys(found):
            Facet.objects.get_or_create(publication=publication, facet=facet, value=value)


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0005_following'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(tie_older_records, migrations.RunPython.noop),
        migrations.CreateModel(
            name='HistoricalErrorReport',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('code', models.CharField(max_length=48, verbose_name='incident')),
                ('version', models.PositiveIntegerField(help_text='The public version that the reader saw.')),
                ('about', models.CharField(choices=[('figure', 'The number of people hurt'), ('place', 'The place'), ('date', 'The date'), ('attribution', 'Who did it'), ('source', 'A source or a quote'), ('danger', 'It puts somebody at risk'), ('other', 'Something else')], help_text='Which part of a public record a reader says is wrong.', max_length=32)),
                ('body', models.TextField(verbose_name='what is wrong')),
                ('state', models.CharField(choices=[('new', 'New'), ('accepted', 'Accepted'), ('dismissed', 'Dismissed')], default='new', help_text="What analysts made of a reader's report.", max_length=32)),
                ('note', models.TextField(blank=True, help_text='What was done about it, or why nothing is. Never public.')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical error report',
                'verbose_name_plural': 'historical error reports',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReportTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('sender', models.CharField(blank=True, max_length=64)),
                ('reports', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hour', 'sender'), name='reporttally_once_per_hour_and_sender')],
            },
        ),
        migrations.CreateModel(
            name='ErrorReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('code', models.CharField(max_length=48, verbose_name='incident')),
                ('version', models.PositiveIntegerField(help_text='The public version that the reader saw.')),
                ('about', models.CharField(choices=[('figure', 'The number of people hurt'), ('place', 'The place'), ('date', 'The date'), ('attribution', 'Who did it'), ('source', 'A source or a quote'), ('danger', 'It puts somebody at risk'), ('other', 'Something else')], help_text='Which part of a public record a reader says is wrong.', max_length=32)),
                ('body', models.TextField(verbose_name='what is wrong')),
                ('contact', models.CharField(blank=True, help_text='Confidential. Empty it once nobody needs to ask the reader any more.', max_length=200)),
                ('state', models.CharField(choices=[('new', 'New'), ('accepted', 'Accepted'), ('dismissed', 'Dismissed')], default='new', help_text="What analysts made of a reader's report.", max_length=32)),
                ('note', models.TextField(blank=True, help_text='What was done about it, or why nothing is. Never public.')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', '-id'], name='errorreport_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('about__in', ['figure', 'place', 'date', 'attribution', 'source', 'danger', 'other'])), name='errorreport_about_in_codebook', violation_error_message='What a reported error is about: this code is not in the codebook.'), models.CheckConstraint(condition=models.Q(('state__in', ['new', 'accepted', 'dismissed'])), name='errorreport_state_in_codebook', violation_error_message='State of a reported error: this code is not in the codebook.'), models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='errorreport_says_something', violation_error_message='A report says what is wrong.'), models.CheckConstraint(condition=models.Q(('note', ''), ('state', 'dismissed'), _negated=True), name='errorreport_dismissed_says_why', violation_error_message='Say in the note why nothing is done about it.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'new')), models.Q(models.Q(('state', 'new'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='errorreport_decided_by_somebody', violation_error_message='A report that is accepted or dismissed has the time and the person.')],
            },
        ),
    ]
