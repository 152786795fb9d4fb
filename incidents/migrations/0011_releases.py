"""Releases: lists of publications with their files, and the index by which what is blanked is found in them."""

import django.core.validators
import django.db.models.deletion
import re
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0010_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Year and month: 2026.11.', max_length=20, unique=True, validators=[django.core.validators.RegexValidator(re.compile('\\A[0-9]{4}\\.[0-9]{1,2}(\\.[0-9]{1,3})?\\Z'), 'A release is named by year and month, as 2026.11 or 2026.11.1.')])),
                ('notes', models.TextField(blank=True, help_text='Public: what readers should know of this release.')),
                ('created_at', models.DateTimeField()),
                ('address', models.CharField(max_length=2000)),
                ('incidents', models.PositiveIntegerField()),
                ('codebook', models.TextField()),
                ('gone', models.TextField()),
                ('format', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ReleaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=60)),
                ('blanked', models.PositiveIntegerField(default=0)),
                ('bytes', models.PositiveBigIntegerField()),
                ('rows', models.PositiveIntegerField(default=0)),
                ('sha256', models.CharField(max_length=64)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['release', 'blanked', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReleasePart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
            ],
            options={
                'ordering': ['file', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ReleaseRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('blanked_at', models.DateTimeField(null=True)),
                ('blanked_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['release', 'number'],
            },
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('document', '')), fields=['code'], name='publication_blanked'),
        ),
        migrations.AddField(
            model_name='release',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='release',
            name='previous',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.release'),
        ),
        migrations.AddField(
            model_name='releasefile',
            name='release',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='incidents.release'),
        ),
        migrations.AddField(
            model_name='releasepart',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='incidents.releasefile'),
        ),
        migrations.AddField(
            model_name='releaserow',
            name='blanked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='releaserow',
            name='publication',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='incidents.publication'),
        ),
        migrations.AddField(
            model_name='releaserow',
            name='release',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='incidents.release'),
        ),
        migrations.AddConstraint(
            model_name='releasefile',
            constraint=models.UniqueConstraint(fields=('release', 'path', 'blanked'), name='releasefile_once_a_state'),
        ),
        migrations.AddConstraint(
            model_name='releasepart',
            constraint=models.UniqueConstraint(fields=('file', 'number'), name='releasepart_once_a_number'),
        ),
        migrations.AddIndex(
            model_name='releaserow',
            index=models.Index(condition=models.Q(('blanked_at__isnull', False)), fields=['release'], name='releaserow_blanked'),
        ),
        migrations.AddConstraint(
            model_name='releaserow',
            constraint=models.UniqueConstraint(fields=('release', 'number'), name='releaserow_once_a_number'),
        ),
        migrations.AddConstraint(
            model_name='releaserow',
            constraint=models.UniqueConstraint(fields=('release', 'publication'), name='releaserow_once_a_publication'),
        ),
        migrations.AddConstraint(
            model_name='releaserow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('blanked_at__isnull', True), ('blanked_reason', '')), models.Q(('blanked_at__isnull', False), models.Q(('blanked_reason', ''), _negated=True)), _connector='OR'), name='releaserow_blanked_says_why', violation_error_message='What is blanked has a public reason.'),
        ),
    ]
