"""What keeps a row from being deleted? Owns how the delete page names the rows that hold on to it.

Rows that this person may not read are not named. A row that others are linked to many to many is held by those: the
database would let it go, and the links with it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst

HELD_ELSEWHERE = "Rows that are not shown to you."


class HeldRows(admin.ModelAdmin):
    """Which rows may be read is for the site to say: ``hidden_among``."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What would go, and what forbids it; with that, nobody need ask whether they would be allowed to."""
        going, counts, lacking, _ = super().get_deleted_objects(objs, request)
        holders = set(_holders(objs))
        if not holders:
            return going, counts, lacking, []
        hidden = self.admin_site.hidden_among(holders, user=request.user)  # type: ignore[attr-defined]
        told = sorted(self._holder(row) for row in holders - hidden)
        return going, counts, set(), told or [HELD_ELSEWHERE]

    def _holder(self, row: Model) -> str:
        options = row._meta
        if not self.admin_site.is_registered(type(row)):
            return f"{capfirst(options.verbose_name)}: {row}"
        address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[quote(row.pk)])
        return format_html('{}: <a href="{}">{}</a>', capfirst(options.verbose_name), address, row)


def _holders(objs: Iterable[Any]) -> Iterator[Model]:
    """The rows that must be changed first."""
    rows = list(objs)
    if not rows:
        return
    collector: Any = NestedObjects(using=router.db_for_write(type(rows[0])), origin=rows)
    collector.collect(rows)
    yield from collector.protected
    for model, links in collector.model_objs.items():
        if model._meta.auto_created:
            yield from (end for link in links for end in _other_ends(link, type(rows[0])))


def _other_ends(link: Model, going: type[Model]) -> Iterator[Model]:
    """What a link of many to many leads to besides the row that would go; its own links go with a row."""
    ends = [field for field in link._meta.fields if field.is_relation]
    if ends and ends[0].related_model is not going:
        yield getattr(link, ends[0].name)
