"""Works out, for articles that were stored before, the keys by which their copies are found."""

from django.db import migrations

DERIVED = ["canonical_url_sha256", "mark_1", "mark_2", "mark_3", "mark_4", "mark_5", "mark_6"]
BATCH = 500


def work_out(apps, _schema_editor):
    articles = apps.get_model("articles", "Article").objects.exclude(url="", text="").order_by("pk")
    last = 0
    while batch := list(articles.filter(pk__gt=last)[:BATCH]):
        for article in batch:
            for name in DERIVED:
                article._meta.get_field(name).pre_save(article, add=False)
        articles.model.objects.bulk_update(batch, DERIVED, batch_size=50)
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_arrivals")]
    operations = [migrations.RunPython(work_out, migrations.RunPython.noop)]
