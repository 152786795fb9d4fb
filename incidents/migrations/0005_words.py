from django.db import migrations

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
        ('incidents', '0004_publication_lists'),
    ]

    operations = [
        migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(
            lambda apps, editor: create_index(editor.connection),
            lambda apps, editor: drop_index(editor.connection),
        ),
    ]
