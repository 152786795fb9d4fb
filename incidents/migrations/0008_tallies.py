"""Tables for tallies of the live publications; 0009 takes them away again, so that nothing is counted into them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0007_words_and_orders'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicationName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facet', models.CharField(max_length=20)),
                ('value', models.CharField(max_length=250)),
                ('incidents', models.BigIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['facet', 'incidents'], name='name_by_incidents'), models.Index(condition=models.Q(('incidents', 0)), fields=['incidents'], name='name_of_none')],
                'constraints': [models.UniqueConstraint(fields=('facet', 'value'), name='name_once_a_facet')],
            },
        ),
        migrations.CreateModel(
            name='PublicationTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facet', models.CharField(max_length=20)),
                ('other', models.CharField(blank=True, max_length=20)),
                ('value', models.CharField(blank=True, max_length=40)),
                ('other_value', models.CharField(blank=True, max_length=40)),
                ('first_month', models.IntegerField(default=0)),
                ('last_month', models.IntegerField(default=0)),
                ('fatal', models.BooleanField(default=False)),
                ('incidents', models.BigIntegerField(default=0)),
                ('with_point', models.BigIntegerField(default=0)),
                ('discounted', models.BigIntegerField(default=0)),
                ('killed_figures', models.BigIntegerField(default=0)),
                ('killed_low_sum', models.BigIntegerField(default=0)),
                ('killed_low_told', models.BigIntegerField(default=0)),
                ('killed_best_sum', models.BigIntegerField(default=0)),
                ('killed_best_told', models.BigIntegerField(default=0)),
                ('killed_high_sum', models.BigIntegerField(default=0)),
                ('killed_high_told', models.BigIntegerField(default=0)),
                ('injured_figures', models.BigIntegerField(default=0)),
                ('injured_low_sum', models.BigIntegerField(default=0)),
                ('injured_low_told', models.BigIntegerField(default=0)),
                ('injured_best_sum', models.BigIntegerField(default=0)),
                ('injured_best_told', models.BigIntegerField(default=0)),
                ('injured_high_sum', models.BigIntegerField(default=0)),
                ('injured_high_told', models.BigIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('incidents', 0)), fields=['incidents'], name='tally_of_none')],
                'constraints': [models.UniqueConstraint(fields=('facet', 'other', 'value', 'other_value', 'first_month', 'last_month', 'fatal'), name='tally_once_a_key')],
            },
        ),
    ]
