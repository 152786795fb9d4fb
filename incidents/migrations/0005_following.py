"""Facets of the live publications, for actors in their roles and series too, and indexes of provinces and closings."""

import json
from itertools import islice

from django.db import migrations, models

BATCH = 500
FACETS = ("involved", "targeted", "speaker", "series")


def _found(document):
    names = {series["ref"]: series["name"] for series in document.get("series", [])}
    statements = document.get("statements", [])
    voices = [actor for each in statements for actor in [*each["speakers"], each.get("on_behalf_of")] if actor]
    targets = [each["actor"] for each in document.get("targets", []) if each.get("actor")]
    return {
        "involved": [each["actor"]["name"] for each in document.get("involvements", [])],
        "targeted": [actor["name"] for actor in targets],
        "speaker": [actor["name"] for actor in voices],
        "series": [
            names[each["to_series"]]
            for each in document.get("relations", [])
            if each["kind"] == "part_of" and each.get("to_series") in names
        ],
    }


def add_facets(apps, schema_editor):
    facet_model = apps.get_model("incidents", "PublicationFacet")
    publications = apps.get_model("incidents", "Publication").objects
    live = publications.filter(state="live").exclude(document="").order_by("pk")
    rows = live.values_list("pk", "document").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        facet_model.objects.bulk_create(
            facet_model(publication_id=key, facet=facet, value=value[:250])
            for key, document in batch
            for facet, values in _found(json.loads(document)).items()
            for value in dict.fromkeys(values)
        )


def forget_facets_of_older_versions(apps, schema_editor):
    apps.get_model("incidents", "PublicationFacet").objects.exclude(publication__state="live").delete()


def remove_facets(apps, schema_editor):
    apps.get_model("incidents", "PublicationFacet").objects.filter(facet__in=FACETS).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0004_publication_lists'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['closed_at', 'code'], name='publication_by_closing'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('version__gt', 1)), fields=['published_at', 'code', 'state'], name='publication_by_correction'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('state', 'live')), fields=['admin1_code', 'country', 'admin1'], name='publication_by_province'),
        ),
        migrations.RunPython(forget_facets_of_older_versions, migrations.RunPython.noop),
        migrations.RunPython(add_facets, remove_facets),
    ]
