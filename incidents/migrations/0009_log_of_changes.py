"""A log of what changes in public, for the snapshot in memory; the tables of counts, which it makes needless, go."""

from django.db import migrations, models

from incidents.models.changes import create_log, drop_log


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0008_tallies'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=36)),
                ('keys', models.TextField(blank=True)),
            ],
        ),
        migrations.DeleteModel(
            name='PublicationName',
        ),
        migrations.DeleteModel(
            name='PublicationTally',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_map',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_totals',
        ),
        migrations.RemoveIndex(
            model_name='publicationfacet',
            name='facet_by_folded',
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('state', 'live')), fields=['cell', 'latitude', 'longitude', 'radius_m', 'published_at', 'date_earliest', 'date_latest', 'attack_type', 'violence_type', 'verification', 'responsibility', 'precision', 'country', 'admin1_code', 'admin1_folded', 'killed_state', 'killed_low', 'killed_best', 'killed_high', 'injured_state', 'injured_low', 'injured_best', 'injured_high', 'state'], name='publication_snapshot'),
        ),
        migrations.AddIndex(
            model_name='publicationfacet',
            index=models.Index(fields=['facet', 'folded', 'value', 'publication'], name='facet_by_folded'),
        ),
        migrations.RunPython(
            lambda apps, editor: create_log(editor.connection),
            lambda apps, editor: drop_log(editor.connection),
        ),
    ]
