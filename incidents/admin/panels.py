"""What stands around the incident's form? Owns its sections, what is missing and the steps of review."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from articles.admin.tables import user_of
from articles.models import Article
from incidents import codebook
from incidents.admin.citations import PREFIXES
from incidents.admin.rows import CodingForms
from incidents.coding import citable, merging, quality, review
from incidents.coding.duplicates import likely_same
from incidents.coding.versions import latest
from incidents.countries import COUNTRIES
from incidents.models import Incident
from incidents.models.publication import Publication
from incidents.roles import is_guest

TIMEZONES_FIRST = (
    "Asia/Baghdad", "Asia/Damascus", "Europe/Kyiv", "Asia/Gaza", "Asia/Aden", "Africa/Khartoum", "Asia/Kabul", "UTC",
)  # fmt: skip

STEPS = {
    "submit": "Submit for review", "send_back": "Send back", "take_back": "Take back", "publish": "Publish",
    "revise": "Revise", "withdraw": "Withdraw", "restore": "Restore to draft", "merge": "Merge into…",
    "unmerge": "Undo the merge",
}  # fmt: skip
"""What the button of each step of review says."""


@dataclass(frozen=True)
class Section:
    """One part of the long page, for the navigation beside it."""

    anchor: str
    label: str
    count: int | None = None
    errors: int = 0


@dataclass(frozen=True)
class Missing:
    """One line of what is missing, with the place on the page where it is mended."""

    message: str
    anchor: str
    blocks: bool


def of_page(request: HttpRequest, incident: Incident, context: dict[str, Any], around: CodingForms) -> dict[str, Any]:
    """Everything the template of the incident's page needs beside Django's own context."""
    extra: dict[str, Any] = {
        "sections": _sections(context),
        "citable": {record: citable.fields_of(record) for record in ("", *citable.RECORDS)},
        "countries": COUNTRIES.values(),
        "timezones": TIMEZONES_FIRST,
        "steps_of_review": [],
        "default_article": _default_article(request),
    }
    if incident.pk and context.get("original") is not None:
        extra |= _standing(request, context["original"], around)
    return extra


def _standing(request: HttpRequest, incident: Incident, around: CodingForms) -> dict[str, Any]:
    public = Publication.objects.filter(code=incident.code).order_by("-version").first()
    user = user_of(request)
    may_merge = not review.objections("merge", incident, by=user)
    return {
        "likely": [] if incident.status == "merged" or is_guest(user) else likely_same(incident, by=user),
        "merge_from": incident.pk if may_merge else None,
        "merges": merging.merges_of(incident, by=user),
        "steps_of_review": [(action, STEPS[action]) for action in review.actions_for(incident, user=user)],
        "missing": _missing(incident, around),
        "published": public,
        "public_url": _public_url(public) if public else "",
        "last_event": incident.review_events.select_related("by").last(),
        "status_term": codebook.STATUS[incident.status],
    }


def _sections(context: dict[str, Any]) -> list[Section]:
    form = context["adminform"].form
    sections = [Section("incident-section", "Incident", errors=len(form.errors))]
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        rows = [f for f in formset.forms if f.instance.pk or formset.is_bound]
        errors = sum(1 for each in (formset.errors if formset.is_bound else ()) if each)
        label = str(inline.opts.verbose_name_plural).capitalize()
        sections.append(Section(f"{formset.prefix}-group", label, len(rows), errors))
    return sections


def _missing(incident: Incident, around: CodingForms) -> list[Missing]:
    return [Missing(each.message, _anchor(each, around), each.blocks) for each in quality.check(incident)]


def _anchor(problem: quality.Problem, around: CodingForms) -> str:
    """Where a problem is mended: the field, else the row, else the section it names."""
    record, _, key = problem.record.rpartition("-")
    if not record:
        named = problem.field if problem.field in around.formsets else ""
        return f"{named}-group" if named else f"id_{problem.field}" if problem.field else "incident-section"
    prefix = {**PREFIXES, "citation": "citations"}.get(record, record)
    form = around.find(prefix, key)
    if form is None:
        return f"{prefix}-group"
    return f"id_{form.prefix}-{problem.field}" if problem.field in form.fields else form.prefix


def _public_url(public: Publication) -> str:
    """The address of this very version: that of its incident may be answered by a cache for a minute."""
    try:
        return reverse("public:incident_version", args=[public.code, public.version])
    except NoReverseMatch:
        return ""


def _default_article(request: HttpRequest) -> dict[str, str] | None:
    """The article from which coding was started, offered to every new citation."""
    key = request.GET.get("article", "")
    known = Article.objects.select_related("publisher").defer("text")
    article = known.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    if article is None:
        return None
    article, articles = latest(article), admin.site.get_model_admin(Article)
    return {"id": str(article.pk), "text": articles.autocomplete_label(article)}  # type: ignore[attr-defined]
