"""An index of the words of live publications, and indexes for lists in every order; text folded anew for it."""

import incidents.models.publication
from django.db import migrations, models

from incidents.folding import searchable
from incidents.models.words import create_index, drop_index


def fold_again(apps, schema_editor):
    Publication = apps.get_model('incidents', 'Publication')
    for row in Publication.objects.only('search_text').order_by('pk').iterator(chunk_size=1000):
        if row.search_text and row.search_text != (folded := searchable(row.search_text)):
            row.search_text = folded
            row.save(update_fields=['search_text'])


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', "0006_reports_and_ties"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='publication',
            name='publication_one_live_per_incident',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_by_date',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_by_change',
        ),
        migrations.AddIndex(
            model_name='publication',
            index=incidents.models.publication.BlanksLastIndex(condition=models.Q(('state', 'live')), fields=['-date_earliest', 'code', 'state', 'date_latest'], name='publication_by_date'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=incidents.models.publication.BlanksLastIndex(condition=models.Q(('state', 'live')), fields=['date_earliest', 'code', 'state', 'date_latest'], name='publication_from_date'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=incidents.models.publication.BlanksLastIndex(condition=models.Q(('state', 'live')), fields=['-published_at', 'code', 'state'], name='publication_by_change'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=incidents.models.publication.BlanksLastIndex(condition=models.Q(('state', 'live')), fields=['published_at', 'code', 'state'], name='publication_from_change'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=incidents.models.publication.BlanksLastIndex(condition=models.Q(('state', 'live')), fields=['-killed_low', 'code', 'state'], name='publication_by_killed'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=incidents.models.publication.BlanksLastIndex(condition=models.Q(('state', 'live')), fields=['killed_low', 'code', 'state'], name='publication_from_killed'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('code', 'state'), name='publication_one_live_per_incident', violation_error_message='An incident has one live publication.'),
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_map',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_totals',
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('state', 'live')), fields=['cell', 'date_earliest', 'date_latest', 'attack_type', 'country', 'killed_low', 'latitude', 'longitude', 'code', 'state', 'violence_type', 'verification', 'responsibility', 'radius_m'], name='publication_map'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('state', 'live')), fields=['admin1_folded'], name='publication_by_admin1'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('state', 'live')), fields=['country', 'date_earliest', 'date_latest', 'attack_type', 'verification', 'cell', 'killed_state', 'killed_low', 'killed_best', 'killed_high', 'injured_state', 'injured_low', 'injured_best', 'injured_high', 'state', 'violence_type', 'responsibility', 'radius_m'], name='publication_totals'),
        ),
        # Last: PostgreSQL changes no index of a table whose rows the same transaction has changed.
        migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(
            lambda apps, editor: create_index(editor.connection),
            lambda apps, editor: drop_index(editor.connection),
        ),
    ]
